"""Strokes: no gaps, no pile-up, nothing touched that lies elsewhere, and one step of undo."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document.brush import SIZE_BY_PRESSURE, Brush, Response, Trait
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.stroke import PaintMode, StrokeSession
from editor.document.targets import LayerMask, LayerPixels, SelectionTarget
from ml.api.regions import Box


def blank(width=900, height=600, depth="uint8"):
    document = Document(width, height, depth)
    document.insert_layer(PixelLayer.blank("Layer", depth))
    return document


def along(document, brush, points, mode=PaintMode.PAINT, target=None, **more):
    stroke = StrokeSession(document, target or SelectionTarget(), brush, mode, **more)
    for x, y, *pressure in points:
        stroke.add(x, y, *pressure)
    return stroke


def distance_to_path(points, width, height):
    down, right = np.mgrid[0:height, 0:width] + 0.5
    best = np.full((height, width), np.inf)
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        length = math.dist((x0, y0), (x1, y1)) or 1
        t = np.clip(((right - x0) * (x1 - x0) + (down - y0) * (y1 - y0)) / length**2, 0, 1)
        here = np.hypot(right - x0 - t * (x1 - x0), down - y0 - t * (y1 - y0))
        best = np.minimum(best, here)
    return best


def quarters(limit):
    """Places as a pen gives them, down to a quarter of a pixel."""
    return st.integers(0, 4 * limit).map(lambda value: value / 4)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(quarters(300), quarters(280)), min_size=2, max_size=5),
    st.floats(4, 80),
)
def test_a_hard_stroke_covers_its_path_without_gaps(points, size) -> None:
    document = blank(300, 280)
    along(document, Brush(size, 1.0), points).finish()
    cover = document.selection.coverage(document.canvas)
    distance = distance_to_path(points, 300, 280)
    # Dabs lie an eighth of the size apart, so the outline between them is a little lower.
    assert (cover[distance < size / 2 * 0.95 - 1] == 255).all()
    assert (cover[distance > size / 2 + 1] == 0).all()


def test_a_stroke_that_crosses_itself_stays_at_its_opacity() -> None:
    document = blank()
    points = [(100, 100), (400, 300), (100, 300), (400, 100), (100, 100), (400, 300)]
    along(document, Brush(60, 0.3, opacity=0.5), points)
    cover = document.selection.coverage(document.canvas)
    assert cover.max() == 128
    along(document, Brush(60, 0.3, opacity=0.5), points)
    assert document.selection.coverage(document.canvas).max() in (191, 192)


def test_pressure_makes_larger_and_stronger() -> None:
    document = blank()
    brush = Brush(100, 1.0, responses=(SIZE_BY_PRESSURE, Response(Trait.OPACITY)))
    along(document, brush, [(200, 200, 0.5)])
    bounds = document.selection.bounds
    assert (bounds.width, bounds.height) == (50, 50)
    assert document.selection.coverage(document.canvas).max() == 128


def test_the_edge_of_a_hard_dab_is_smooth_and_round() -> None:
    document = blank()
    along(document, Brush(41, 1.0), [(200.3, 200.6)])
    cover = document.selection.coverage(document.canvas) / 255
    assert cover.sum() == pytest.approx(math.pi * 20.5**2, rel=0.01)
    assert ((cover > 0) & (cover < 1)).any()


def test_erasing_takes_away_what_painting_put_down() -> None:
    document = blank()
    points = [(100, 100), (500, 300)]
    along(document, Brush(50, 1.0), points).finish()
    before = document.selection.share()
    along(document, Brush(50, 1.0, opacity=0.5), points, PaintMode.ERASE).finish()
    assert document.selection.coverage(document.canvas).max() == 128
    along(document, Brush(52, 1.0), points, PaintMode.ERASE).finish()
    assert document.selection.coverage(document.canvas).max() <= 1
    assert before.coverage(document.canvas).max() == 255


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_colour_covers_what_lies_below_and_the_rest_keeps_its_bytes(depth) -> None:
    random, top = np.random.default_rng(0), np.iinfo(depth).max
    pixels = random.integers(0, top + 1, (300, 400, 4), dtype=depth)
    document = Document(400, 300, depth)
    document.insert_layer(PixelLayer.from_pixels("photo", pixels))
    target = LayerPixels(document.active.id)
    stroke = along(document, Brush(80, 1.0), [(200, 150)], target=target, colour=(1, 0.5, 0, 1))
    assert stroke.finish().title == "Brush stroke"
    got = document.active.pixels.read(document.canvas)
    assert got[150, 200].tolist() == [top, (top + 1) // 2, 0, top]
    reach = np.hypot(*(np.mgrid[0:300, 0:400] + 0.5 - np.array([150, 200])[:, None, None]))
    assert np.array_equal(got[reach > 41.5], pixels[reach > 41.5])
    along(document, Brush(80, 1.0), [(200, 150)], PaintMode.ERASE, target)
    erased = document.active.pixels.read(document.canvas)
    assert (erased[reach < 38, 3] == 0).all()
    assert np.array_equal(erased[..., :3], got[..., :3]), "erasing changed a colour"


def test_only_tiles_under_the_brush_are_touched_and_told() -> None:
    document = blank(5000, 4000)
    document.selection.fill(document.canvas, 9)
    before = document.selection.share()
    boxes = []
    document.selection_changed.connect(boxes.append)
    stroke = along(document, Brush(100), [(1100, 1100), (1180, 1100)])
    changed = [
        key for key in before.keys() if before.tile(*key) is not document.selection.tile(*key)
    ]
    assert changed == [(4, 4)]
    assert all(Box(1040, 1040, 1240, 1160).contains(box) for box in boxes)
    assert boxes[0].contains(Box(1050, 1050, 1150, 1150))
    step = stroke.finish()
    assert list(step.after) == [(4, 4)]
    assert step.size_bytes < 2 * 256 * 256


def test_nothing_is_painted_beyond_the_canvas() -> None:
    document = blank(300, 200)
    stroke = along(document, Brush(100, 1.0), [(-10, -10), (310, 210)])
    assert document.canvas.contains(document.selection.bounds)
    assert along(document, Brush(20), [(-100, -100)]).finish() is None
    assert stroke.finish() is not None


def test_a_layer_that_was_moved_is_painted_where_the_pen_is() -> None:
    document = blank()
    layer = document.active
    layer.position = (130, -45)
    layer.mask = Mask()
    for target, plane in (
        (LayerPixels(layer.id), layer.pixels),
        (LayerMask(layer.id), layer.mask),
    ):
        told = []
        document.pixels_changed.connect(told.append)
        box = along(document, Brush(40, 1.0), [(300, 200)], target=target)
        assert plane.bounds.moved(130, -45) == Box(280, 180, 320, 220)
        assert told[0].contains(Box(280, 180, 320, 220))
        assert box.finish() is not None


def test_aborting_leaves_no_trace() -> None:
    document = blank()
    along(document, Brush(50), [(100, 100), (400, 200)])
    before = document.digest()
    stroke = along(document, Brush(90), [(150, 100), (500, 240)])
    assert document.digest() != before
    stroke.abort()
    assert document.digest() == before
    assert stroke.finish() is None


def circle(turns=1.0, radius=100.0):
    steps = np.linspace(0, 2 * math.pi * turns, 60)
    return [(400 + radius * math.cos(t), 300 + radius * math.sin(t)) for t in steps]


def test_a_closed_loop_is_noticed_and_filled() -> None:
    document = blank()
    stroke = along(document, Brush(20), circle(0.97))
    assert document.selection.coverage(Box(400, 300, 401, 301)) == 0
    assert stroke.is_loop()
    box = stroke.fill_loop()
    assert (document.selection.coverage(Box(340, 240, 460, 360)) == 255).all()
    assert box.contains(Box(310, 210, 490, 390))
    step = stroke.finish()
    step.undo(document)
    assert document.selection.is_empty


@pytest.mark.parametrize(
    "points",
    [
        [(100, 100), (300, 100), (500, 120)],
        [(100, 100), (300, 105), (100, 108), (300, 112), (102, 112)],
        circle(0.6),
        circle(radius=9),
        [(100, 100)],
    ],
    ids=["line", "scribble", "open arc", "blot", "dot"],
)
def test_what_is_no_loop_is_not_taken_for_one(points) -> None:
    assert not along(blank(), Brush(20), points).is_loop()
