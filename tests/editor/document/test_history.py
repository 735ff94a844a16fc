"""The history: merging, the clean mark, the budget, and what it tells."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.brush import Brush
from editor.document.commands import (
    AddLayer,
    Compound,
    RemoveLayer,
    SelectionTarget,
    SetProperty,
    replace_mask,
    resize_canvas,
)
from editor.document.document import Document
from editor.document.errors import BadSize, DocumentError, NotPaintable, UnknownLayer
from editor.document.history import Act
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.stroke import StrokeSession
from editor.document.targets import LayerMask, LayerPixels
from ml.api.regions import Box


@pytest.fixture
def document():
    document = Document(2000, 1500)
    document.insert_layer(PixelLayer.blank("Layer"))
    return document


def fade(document, opacity):
    document.apply(SetProperty.of(document, document.active.id, "opacity", opacity))


def paint(document, x, y, target=None):
    stroke = StrokeSession(document, target or SelectionTarget(), Brush(200))
    stroke.add(x, y)
    document.history.push_done(stroke.finish())


def test_a_drag_of_a_slider_is_one_step(document) -> None:
    acts = []
    document.history.recorded.connect(lambda event: acts.append(event.act))
    for opacity in (0.9, 0.8, 0.4):
        fade(document, opacity)
    document.apply(SetProperty.of(document, document.active.id, "name", "Sky"))
    assert acts == [Act.DONE, Act.MERGED, Act.MERGED, Act.DONE]
    assert [entry.title for entry in document.history.entries] == ["Change opacity", "Rename layer"]
    document.history.undo()
    document.history.undo()
    assert document.active.opacity == 1.0
    document.history.redo()
    assert document.active.opacity == 0.4
    assert document.history.redo_title == "Rename layer"


def test_a_saved_state_stays_reachable(document) -> None:
    history = document.history
    assert history.is_clean
    fade(document, 0.9)
    assert not history.is_clean
    history.mark_clean()
    fade(document, 0.5)
    assert not history.is_clean
    history.undo()
    assert history.is_clean
    assert document.active.opacity == 0.9
    history.undo()
    assert not history.is_clean
    fade(document, 0.2)
    history.undo()
    assert not history.is_clean, "the saved state was in the steps that were dropped"


def test_a_step_after_undo_drops_what_was_undone(document) -> None:
    paint(document, 100, 100)
    document.history.undo()
    paint(document, 500, 500)
    assert not document.history.can_redo
    assert document.history.position == len(document.history.entries) == 1
    document.history.redo()
    assert document.history.position == 1


def test_the_history_is_bounded_in_bytes_and_forgets_the_oldest(document) -> None:
    history = document.history
    layer = LayerPixels(document.active.id)
    document.active.pixels.fill(document.canvas, (1, 2, 3, 255))
    document.active.pixels.write(
        document.canvas,
        np.random.default_rng(0).integers(0, 256, (1500, 2000, 4), dtype=np.uint8),
    )
    history.mark_clean()
    tile = 256 * 256 * 4
    history.set_budget(10 * tile)
    for number in range(12):
        paint(document, 128 + 256 * (number % 6), 128 + 256 * (number // 6), layer)
        assert history.size_bytes <= 10 * tile
    assert len(history.entries) == 9
    digest = document.digest()
    history.jump(0)
    assert not history.can_undo
    assert not history.is_clean, "the saved state cannot be reached any more"
    history.jump(99)
    assert document.digest() == digest
    history.set_budget(1)
    assert len(history.entries) == 1, "the last step is always kept"


def test_bytes_count_what_only_the_step_keeps(document) -> None:
    paint(document, 128, 128, LayerPixels(document.active.id))
    assert document.history.size_bytes < 5000, "what was blank before costs nothing"
    other = PixelLayer.from_pixels("Photo", np.full((1024, 1024, 3), 7, np.uint8))
    document.apply(AddLayer.of(document, other))
    assert document.history.size_bytes < 5000, "the layer is part of the picture"
    document.apply(RemoveLayer.of(document, other.id))
    assert document.history.size_bytes > 1024 * 1024 * 4


def test_signals_carry_boxes(document) -> None:
    pixels, selection, calls = [], [], []
    document.pixels_changed.connect(pixels.append)
    document.selection_changed.connect(selection.append)
    for name in ("layers_changed", "active_changed", "size_changed"):
        getattr(document, name).connect(lambda name=name: calls.append(name))
    paint(document, 128, 128, LayerPixels(document.active.id))
    assert pixels[-1] == Box(27, 27, 229, 229)
    assert (selection, calls) == ([], [])
    document.apply(replace_mask(document, SelectionTarget(), Mask.of_box(Box(9, 9, 600, 20)), "x"))
    assert selection == [Box(0, 0, 768, 256)]
    document.apply(AddLayer.of(document, PixelLayer.blank("New")))
    assert sorted(calls) == ["active_changed", "layers_changed"]
    calls.clear()
    document.apply(resize_canvas(document, Box(-10, 0, 90, 50)))
    assert calls == ["size_changed"]
    assert document.selection.bounds == Box(19, 9, 100, 20)


def test_undoing_two_far_strokes_tells_two_small_boxes(document) -> None:
    stroke = StrokeSession(document, LayerPixels(document.active.id), Brush(20))
    stroke.add(20, 20)
    document.history.push_done(stroke.finish())
    told = []
    document.pixels_changed.connect(told.append)
    document.history.undo()
    assert told == [Box(0, 0, 256, 256)]


def test_a_compound_that_fails_half_way_changes_nothing(document) -> None:
    fade(document, 0.5)
    digest, entries = document.digest(), document.history.entries
    good = SetProperty.of(document, document.active.id, "opacity", 0.1)
    bad = SetProperty("nobody", "opacity", 1.0, 0.5)
    with pytest.raises(UnknownLayer):
        document.apply(Compound("Both", [good, bad]))
    assert document.digest() == digest
    assert document.history.entries == entries


def test_what_cannot_be_done_is_said_in_a_sentence(document) -> None:
    with pytest.raises(BadSize, match="0 × 5"):
        Document(0, 5)
    with pytest.raises(BadSize):
        document.apply(resize_canvas(document, Box(0, 0, 0, 10)))
    with pytest.raises(NotPaintable, match="add a mask"):
        document.plane(LayerMask(document.active.id))
    with pytest.raises(DocumentError, match="no property"):
        SetProperty.of(document, document.active.id, "colour", 1.0)
    assert document.history.entries == ()


def test_a_snapshot_is_what_the_document_was(document) -> None:
    paint(document, 200, 200, LayerPixels(document.active.id))
    paint(document, 300, 300)
    twin, digest = document.snapshot(), document.digest()
    assert twin.digest() == digest
    assert twin.active is twin.layers[0]
    paint(document, 330, 300, LayerPixels(document.active.id))
    fade(document, 0.5)
    document.history.undo()
    assert twin.digest() == digest != document.digest()
