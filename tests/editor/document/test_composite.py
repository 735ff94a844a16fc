"""The picture that layers make together: exact in files, from caches on the screen."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document import composite, engine
from editor.document.blending import BlendMode
from editor.document.brush import Brush
from editor.document.commands import AddLayer, RemoveLayer, SetProperty, resize_canvas
from editor.document.composite import Compositor, flatten
from editor.document.document import Document
from editor.document.errors import Unrenderable
from editor.document.kinds.fill.layer import FillLayer
from editor.document.kinds.fill.params import ColourFill
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.stroke import StrokeSession
from editor.document.targets import LayerPixels
from editor.document.tiles import TilePlane
from ml.api.regions import Box


def noise(seed, height, width, depth="uint8"):
    top = np.iinfo(depth).max
    return np.random.default_rng(seed).integers(0, top + 1, (height, width, 4), dtype=depth)


def stacked(count, depth="uint8", size=(500, 700)):
    document = Document(size[1], size[0], depth)
    for number in range(count):
        layer = PixelLayer.from_pixels(f"{number}", noise(number, *size, depth))
        layer.opacity = 0.6 if number else 1.0
        layer.position = (number * 7, -number * 3)
        document.insert_layer(layer)
    return document


@pytest.fixture(params=["numpy", "compiled"])
def loops(request):
    engine.cool()
    if request.param == "compiled":
        engine.warm()
    yield
    engine.cool()


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 999),
    boxes=st.lists(st.tuples(*[st.integers(0, 330)] * 4), min_size=1, max_size=3),
    modes=st.lists(st.sampled_from(BlendMode), min_size=3, max_size=3),
)
def test_bottom_bytes_come_through_where_nothing_covers_them(depth, seed, boxes, modes) -> None:
    """Random covers above any bytes at all, clear pixels with hidden colours among them."""
    bottom = noise(seed, 300, 340, depth)
    bottom[np.random.default_rng(seed).random((300, 340)) < 0.3, 3] = 0
    document = Document(340, 300, depth)
    document.insert_layer(PixelLayer.from_pixels("photo", bottom))
    covered = np.zeros((300, 340), bool)
    for number, ((x0, y0, x1, y1), mode) in enumerate(zip(boxes, modes, strict=False)):
        pixels = noise(seed + number + 1, 300, 340, depth)
        mask = np.zeros((300, 340), np.uint8)
        mask[min(y0, y1) : max(y0, y1), min(x0, x1) : max(x0, x1)] = 130
        pixels[::7, :, 3] = 0
        layer = PixelLayer.from_pixels("above", pixels)
        layer.mask, layer.blend, layer.opacity = Mask.from_coverage(mask), mode, 0.7
        document.insert_layer(layer)
        covered |= (mask > 0) & (pixels[..., 3] > 0)
    flat = flatten(document)
    assert flat.dtype == bottom.dtype
    assert np.array_equal(flat[~covered], bottom[~covered])


def test_a_box_of_the_whole_is_the_whole_of_the_box(loops) -> None:
    document = stacked(3)
    whole = flatten(document)
    box = Box(130, 77, 611, 402)
    assert np.array_equal(flatten(document, box), whole[box.slices])
    assert flatten(Document(30, 20)).sum() == 0


def test_the_screen_shows_what_a_file_holds(loops) -> None:
    for depth in ("uint8", "uint16"):
        document = stacked(4, depth)
        shown = Compositor(document).render(document.canvas)
        exact = flatten(document)
        if depth == "uint16":
            exact = np.rint(exact / 257)
        assert np.abs(shown - exact.astype(float)).max() <= 1


def test_nothing_shows_outside_the_canvas() -> None:
    document = stacked(2, size=(300, 300))
    document.apply(resize_canvas(document, Box(0, 0, 290, 200)))
    compositor = Compositor(document)
    assert compositor.render(Box(290, 0, 400, 200)).sum() == 0
    assert compositor.render(Box(0, 200, 290, 300)).sum() == 0
    assert compositor.render(Box(-50, -50, 0, 0)).sum() == 0
    assert compositor.canvas(3) == Box(0, 0, 37, 25)


def seen(pixels):
    """What of the pixels can be seen: a clear one has no colour."""
    return np.where(pixels[..., 3:] > 0, pixels, 0).astype(int)


def painting(document, compositor):
    """A stroke in the middle layer; yields after each event with the document on the screen."""
    document.set_active(document.layers[len(document.layers) // 2])
    stroke = StrokeSession(
        document, LayerPixels(document.active.id), Brush(70, 0.4, 0.8), colour=(1, 0, 0, 1)
    )
    for number in range(6):
        yield stroke.add(100 + 70 * number, 120 + 40 * number)
    document.history.push_done(stroke.finish())


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("level", [0, 1, 3])
def test_caches_show_every_change(loops, count, level) -> None:
    document = stacked(count)
    if count == 5:
        document.layers[4].blend = BlendMode.MULTIPLY
    compositor = Compositor(document)
    canvas = compositor.canvas(level)
    compositor.render(canvas, level)

    def check():
        fresh = seen(Compositor(document).render(canvas, level))
        assert abs(seen(compositor.render(canvas, level)) - fresh).max() <= 1

    for _ in painting(document, compositor):
        check()
    steps = [
        SetProperty.of(document, document.layers[0].id, "position", (31, 17)),
        SetProperty.of(document, document.layers[-1].id, "opacity", 0.2),
        SetProperty.of(document, document.layers[-1].id, "visible", False),
        AddLayer.of(document, PixelLayer.from_pixels("new", noise(77, 90, 90))),
    ]
    for step in steps:
        document.apply(step)
        check()
    document.apply(RemoveLayer.of(document, document.layers[0].id))
    check()
    while document.history.can_undo:
        document.history.undo()
        check()


class Counting:
    """Loops that note how many pixels they put together."""

    def __init__(self, loops):
        self._loops, self.pixels, self.blends = loops, 0, 0

    def __getattr__(self, name):
        def loop(*arguments):
            if name in ("load", "blend"):
                top, bottom, left, right = arguments[-1]
                self.pixels += (bottom - top) * (right - left)
                self.blends += 1
            return getattr(self._loops, name)(*arguments)

        return loop


def test_a_dab_costs_what_it_covers_however_many_layers_there_are(monkeypatch) -> None:
    document = stacked(12, size=(1000, 1200))
    compositor = Compositor(document)
    view = document.canvas
    compositor.render(view)
    events = painting(document, compositor)
    for _ in range(3):
        next(events)
        compositor.render(view)
    counting = Counting(engine.kernels())
    monkeypatch.setattr("editor.document.composite_painter.kernels", lambda: counting)
    compositor.render(view)
    assert counting.pixels == 0, "nothing changed, so nothing is made again"
    # A second stroke over the same place finds the piles below and above.
    stroke = StrokeSession(document, LayerPixels(document.active.id), Brush(70))
    box = stroke.add(120, 130)
    compositor.render(view)
    assert 0 < counting.pixels <= 2 * 2 * (box.width + 4) * (box.height + 4)
    assert counting.blends <= 2 * 4


def test_what_lies_below_an_opaque_layer_is_not_worked_on(monkeypatch) -> None:
    document = stacked(6, size=(256, 256))
    cover = noise(9, 256, 256)
    cover[..., 3] = 255
    document.insert_layer(PixelLayer.from_pixels("cover", cover))
    counting = Counting(engine.kernels())
    monkeypatch.setattr("editor.document.composite_painter.kernels", lambda: counting)
    assert np.array_equal(flatten(document), cover)
    assert counting.blends == 1


def test_levels_are_the_picture_made_smaller() -> None:
    document = stacked(1, size=(512, 512))
    document.active.pixels.fill(document.canvas, (200, 100, 50, 255))
    document.active.pixels.fill(Box(0, 0, 256, 512), (0, 0, 0, 0))
    shown = Compositor(document).render(Box(0, 0, 64, 64), 3)
    assert (shown[:, 32:] == (200, 100, 50, 255)).all()
    assert (shown[:, :32, 3] == 0).all()


def test_tiles_are_forgotten_beyond_the_budget() -> None:
    document = stacked(2, size=(256 * 6, 256 * 6))
    compositor = Compositor(document, budget_bytes=0)
    exact = flatten(document)
    assert np.array_equal(compositor.render(document.canvas), exact)
    assert len(compositor._tiles) == 16
    assert np.array_equal(compositor.render(document.canvas), exact)


def test_a_closed_compositor_listens_no_more() -> None:
    document = stacked(1)
    compositor = Compositor(document)
    compositor.render(document.canvas)
    compositor.close()
    assert len(document.pixels_changed) == 0


def test_rendering_in_threads_while_painting_ends_at_the_truth() -> None:
    engine.warm()
    try:
        document = stacked(4)
        compositor, errors = Compositor(document), []
        is_over = threading.Event()

        def look(level):
            try:
                while not is_over.is_set():
                    compositor.render(compositor.canvas(level), level)
            except Exception as error:  # noqa: BLE001 - shown by the assertion below
                errors.append(error)

        threads = [threading.Thread(target=look, args=(level,)) for level in (0, 1, 2)]
        for thread in threads:
            thread.start()
        for _ in range(4):
            for _ in painting(document, compositor):
                pass
            document.history.undo()
        is_over.set()
        for thread in threads:
            thread.join()
        assert errors == []
        for level in (0, 1, 2):
            fresh = seen(Compositor(document).render(compositor.canvas(level), level))
            shown = seen(compositor.render(compositor.canvas(level), level))
            assert abs(shown - fresh).max() <= 1
    finally:
        engine.cool()


def test_what_changes_while_a_tile_is_made_shows_the_next_time(monkeypatch) -> None:
    document = stacked(2, size=(256, 256))
    compositor, box = Compositor(document), Box(10, 20, 90, 80)
    plainly, painted = composite.Painter.run, []

    def run_and_paint(*args, **options):
        plainly(*args, **options)
        if not painted:
            painted.append(box)
            document.active.pixels.fill(box, (250, 10, 20, 255))
            document.announce(LayerPixels(document.active.id), box)

    monkeypatch.setattr(composite.Painter, "run", run_and_paint)
    compositor.render(document.canvas)
    shown = seen(compositor.render(document.canvas))
    fresh = seen(Compositor(document).render(document.canvas))
    assert painted
    assert abs(shown - fresh).max() <= 1


def test_a_tile_made_while_the_canvas_changes_size_is_not_kept(monkeypatch) -> None:
    document = stacked(2, size=(256, 256))
    compositor, plainly = Compositor(document), composite.Painter.run

    def run_and_resize(*args, **options):
        plainly(*args, **options)
        if document.width == 256:
            document.resize(100, 256)

    monkeypatch.setattr(composite.Painter, "run", run_and_resize)
    compositor.tile(0, 0, 0)
    assert (compositor.tile(0, 0, 0)[:, 100:] == 0).all()


def test_a_plane_knows_where_it_ends_though_it_grew_while_asked() -> None:
    plane = TilePlane(1)
    plane.write(Box(0, 0, 9, 9), np.full((9, 9), 7, np.uint8))
    exactly = plane._exact_bounds

    def while_written():
        found = exactly()
        plane._exact_bounds = exactly
        plane.write(Box(0, 0, 300, 9), np.full((9, 300), 7, np.uint8))
        return found

    plane._exact_bounds = while_written
    assert plane.bounds == Box(0, 0, 9, 9)
    assert plane.bounds == Box(0, 0, 300, 9)
    assert plane.extent == Box(0, 0, 512, 256)


def test_a_layer_that_cannot_be_made_is_named(monkeypatch):
    document = Document(300, 300)
    layer = FillLayer(ColourFill())
    layer.name = "Sky"
    document.insert_layer(layer)

    def fail(_layer, _box, _level=0):
        raise ZeroDivisionError

    monkeypatch.setattr(FillLayer, "render", fail)
    with pytest.raises(Unrenderable, match="“Sky” cannot be shown"):
        flatten(document)
