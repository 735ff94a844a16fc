"""The marching line runs exactly between the pixels inside and outside."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

from editor.canvas.mask_edge_cracks import find_cracks
from editor.canvas.mask_edge_dashes import Dashes
from editor.canvas.mask_look import MaskLook
from editor.canvas.view import CanvasView
from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.mask_operations import Combine, combine
from editor.document.targets import SelectionTarget
from ml.api.regions import Box

OpenView = Callable[..., CanvasView]
Settle = Callable[[CanvasView], None]
ADD = Combine.ADD


@given(st.integers(0, 2**32 - 1), st.integers(1, 24), st.integers(1, 24))
def test_every_border_is_found_once_and_no_other(seed: int, height: int, width: int) -> None:
    rng = np.random.default_rng(seed)
    coverage = rng.integers(0, 2, (height, width), dtype=np.uint8) * 255
    above = rng.integers(0, 2, width, dtype=np.uint8) * 255
    left = rng.integers(0, 2, height, dtype=np.uint8) * 255
    cracks = find_cracks(coverage, above, left)
    across = set(zip(*(part.tolist() for part in cracks.across), strict=True))
    down = set(zip(*(part.tolist() for part in cracks.down), strict=True))
    for y in range(height):
        for x in range(width):
            upper = above[x] if y == 0 else coverage[y - 1, x]
            beside = left[y] if x == 0 else coverage[y, x - 1]
            assert ((x, y) in across) == (coverage[y, x] != upper)
            assert ((x, y) in down) == (coverage[y, x] != beside)


def test_half_covered_counts_as_inside() -> None:
    cracks = find_cracks(np.array([[127, 128]], np.uint8), None, None)
    assert cracks.down[0].tolist() == [1]
    assert cracks.across[0].size == 0


@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(0, 40), st.integers(-99, 99))
def test_stepping_gives_what_drawing_anew_would(
    seed: int, dash_px: int, phase: int, shift: int
) -> None:
    rng = np.random.default_rng(seed)
    width, height = 37, 23
    places = rng.permutation(width * height)[: int(rng.integers(0, 400))].astype(np.int32)
    x, y = places % np.int32(width), places // np.int32(width)
    stepped, drawn = (QImage(width, height, QImage.Format.Format_RGB32) for _ in range(2))
    for image in (stepped, drawn):
        image.fill(0xFF808080)
    dashes = Dashes(x, y, width=width, dash_px=dash_px, shift=shift)
    dashes.draw(stepped, phase)
    for later in range(phase + 1, phase + 2 * dash_px + 3):
        dashes.step(stepped, later)
        dashes.draw(drawn, later)
        assert stepped == drawn
    middle = QImage(drawn)
    middle.fill(0xFF808080)
    dashes.draw(middle, later, rows=(7, 15))
    words = np.frombuffer(middle.bits(), np.uint32).reshape(height, width)
    expected = np.frombuffer(drawn.bits(), np.uint32).reshape(height, width).copy()
    expected[:7] = expected[15:] = 0xFF808080
    assert np.array_equal(words, expected)


def grab(view: CanvasView) -> np.ndarray:
    """What the view shows, as words (h, w)."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.bits(), np.uint32).reshape(image.height(), image.width()).copy()


def is_line(words: np.ndarray) -> np.ndarray:
    return (words == 0xFF000000) | (words == 0xFFFFFFFF)


def cover(document: Document, box: Box) -> None:
    step = replace_mask(document, SelectionTarget(), Mask.of_box(box), "Select")
    assert step is not None
    document.apply(step)


def test_without_the_tint_only_the_edge_is_seen(
    document: Document, open_view: OpenView, settle: Settle
) -> None:
    view = open_view(document)
    plain = grab(view)
    view.set_mask_look(MaskLook(tint=False))
    cover(document, Box(300, 300, 900, 800))
    settle(view)
    words = grab(view)
    line = is_line(words) & ~is_line(plain)
    assert np.array_equal(words[~line], plain[~line])
    x0, y0 = map(round, view.viewport.to_device(300, 300))
    x1, y1 = map(round, view.viewport.to_device(900, 800))
    assert line.sum() == pytest.approx(2 * (x1 - x0 + y1 - y0), rel=0.02)


def test_in_a_turned_view_the_edge_turns_with_the_picture(
    document: Document, open_view: OpenView, settle: Settle
) -> None:
    view = open_view(document)
    view.look(view.viewport.turned_to(30.0))
    view.set_mask_look(MaskLook(tint=False))
    settle(view)
    plain = grab(view)
    cover(document, Box(400, 300, 1000, 800))
    settle(view)
    words = grab(view)
    line = is_line(words) & (words != plain)
    assert line.sum() > 300
    seen = [view.viewport.from_device(x + 0.5, y + 0.5) for y, x in np.argwhere(line)]
    places = np.array(seen)
    reach = 2 / view.viewport.scale
    beside = np.minimum(
        np.minimum(np.abs(places[:, 0] - 400), np.abs(places[:, 0] - 1000)),
        np.minimum(np.abs(places[:, 1] - 300), np.abs(places[:, 1] - 800)),
    )
    assert beside.max() < reach


def test_panned_steps_and_strokes_leave_the_line_of_a_fresh_view(
    document: Document, open_view: OpenView, settle: Settle
) -> None:
    rng = np.random.default_rng(1)
    coarse = rng.integers(0, 2, (55, 75)).astype(np.uint8) * 255
    mask = Mask.from_coverage(np.kron(coarse, np.ones((20, 20), np.uint8)))
    step = replace_mask(document, SelectionTarget(), mask, "Select")
    assert step is not None
    document.apply(step)
    view = open_view(document)
    for dx, dy in ((13, -7), (-40, 22), (3, 3)):
        view.look(view.viewport.zoomed_to(0.5).panned(dx, dy))
        settle(view)
        grab(view)
    cover_more = replace_mask(
        document,
        SelectionTarget(),
        combine(mask, Mask.of_box(Box(500, 400, 777, 555)), ADD),
        "More",
    )
    assert cover_more is not None
    document.apply(cover_more)
    settle(view)
    fresh = open_view(document)
    fresh.look(view.viewport)
    settle(fresh)
    assert np.array_equal(grab(view), grab(fresh))
