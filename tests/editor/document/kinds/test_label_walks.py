"""Any walk over labels can be undone step by step and done again, exactly."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document.brush import Touch
from editor.document.commands import AddLayer
from editor.document.document import Document
from editor.document.errors import NotPaintable
from editor.document.kinds.label import steps
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.pouring import connected, poured
from editor.document.kinds.label.rules import LabelPaint
from editor.document.kinds.label.spans import Tip
from editor.document.kinds.label.stroke import LabelStroke
from ml.api.labels import LANDSCAPE

SKY, GRASS, WATER = 0, 9, 6
NONE = LANDSCAPE.unlabelled


def made(width: int, height: int) -> tuple[Document, LabelLayer]:
    document = Document(width, height)
    layer = LabelLayer.blank(LANDSCAPE)
    document.apply(AddLayer(layer, None))
    return document, layer


def stroke(
    document: Document, layer: LabelLayer, index: int, *places: tuple[float, float], size: float
) -> None:
    drawn = LabelStroke(document, layer, LabelPaint(index), Tip(size))
    drawn.touch(*(Touch(x, y) for x, y in places))
    step = drawn.finish()
    if step is not None:
        document.history.push_done(step)


class Steps:
    """What a random walk may do to labels."""

    kinds = st.lists(
        st.tuples(
            st.sampled_from(["stroke", "fill", "erase", "swap", "lock", "merge"]),
            st.integers(0, 279),
            st.integers(0, 279),
            st.sampled_from([SKY, GRASS, WATER]),
        ),
        max_size=8,
    )


@settings(max_examples=25, deadline=None)
@given(walk=Steps.kinds)
def test_undoing_any_walk_leads_back_and_redoing_forth(
    walk: list[tuple[str, int, int, int]],
) -> None:
    document, layer = made(280, 280)
    start = document.digest()
    for kind, x, y, index in walk:
        try:
            _do(document, layer, kind, (x, y), index)
        except NotPaintable:
            continue
    end, count = document.digest(), document.history.position
    while document.history.position > 1:
        document.history.undo()
    assert document.digest() == start
    while document.history.position < count:
        document.history.redo()
    assert document.digest() == end


def _do(
    document: Document, layer: LabelLayer, kind: str, place: tuple[int, int], index: int
) -> None:
    x, y = place
    if kind == "stroke":
        stroke(document, layer, index, (x, y), (y, x), size=1 + x % 60)
        return
    if kind == "erase":
        stroke(document, layer, NONE, (x, y), (y, 140), size=30)
        return
    step = {
        "fill": lambda: poured(
            document, layer, LabelPaint(index), connected(layer, x, y, document.canvas)
        ),
        "swap": lambda: steps.swapped(layer, index, SKY) if index != SKY else None,
        "lock": lambda: steps.locked(layer, index, is_on=bool(x % 2)),
        "merge": lambda: steps.merged(layer, index, WATER) if index != WATER else None,
    }[kind]()
    if step is not None:
        document.apply(step)


@settings(max_examples=20, deadline=None)
@given(
    places=st.lists(st.tuples(st.integers(10, 190), st.integers(10, 190)), min_size=2, max_size=30)
)
def test_many_touches_at_once_paint_what_they_paint_one_by_one(
    places: list[tuple[int, int]],
) -> None:
    """Within the half pixel that joining straight pieces may cost."""
    found = []
    for is_together in (True, False):
        document, layer = made(200, 200)
        drawn = LabelStroke(document, layer, LabelPaint(SKY), Tip(11))
        touches = [Touch(x + 0.5, y + 0.5) for x, y in places]
        if is_together:
            drawn.touch(*touches)
        else:
            for touch in touches:
                drawn.touch(touch)
        found.append(layer.indices(document.canvas) == SKY)
    together, alone = found
    for x, y in places:
        assert together[y, x]
    differing = np.argwhere(together != alone)
    for y, x in differing:
        near = alone[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2]
        assert near.any()
        assert not near.all()
