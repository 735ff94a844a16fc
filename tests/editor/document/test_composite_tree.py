"""Groups, clipping, masks and adjustments against a slow compositor that was written apart."""

from __future__ import annotations

import layer_trees
import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from layer_trees import FakeAdjustment, document_of, picture, trees

from editor.document import engine
from editor.document.blending import BlendMode
from editor.document.brush import Brush
from editor.document.commands import SetProperty
from editor.document.composite import Compositor, flatten
from editor.document.document import Document
from editor.document.layers import GroupLayer, PixelLayer, Spot
from editor.document.stroke import StrokeSession
from editor.document.targets import LayerPixels
from editor.document.tiles import TILE_PX, TilePlane
from ml.api.regions import Box

# Making a failing tree smaller would take minutes; it is small as it is.
calm = settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
# How far float32 may stray from float64 before it is rounded, in steps of the depth.
STRAY = {"uint8": 0.002, "uint16": 0.1}


@pytest.fixture(params=["numpy", "compiled"], scope="module")
def loops(request):
    engine.cool()
    if request.param == "compiled":
        engine.warm()
    yield
    engine.cool()


def require_equal(made, exact, stray):
    """`made` (h, w, 4) are integers, `exact` (4, h, w) in 0..1; clear pixels have no colour."""
    full = np.iinfo(made.dtype).max
    wanted = np.moveaxis(exact, 0, 2) * full
    away = np.abs(made - wanted)
    # A colour counts as much as its pixel covers.
    away[..., :3] *= np.where(exact[3] * full > 0.5, np.minimum(1, exact[3] * 20), 0)[..., None]
    assert away.max(initial=0) <= 0.5 + stray


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@calm
@given(tree=trees, seed=st.integers(0, 9))
def test_any_tree_is_what_the_slow_compositor_makes_of_it(loops, depth, tree, seed) -> None:
    document = document_of(tree, depth, seed)
    require_equal(flatten(document), picture(document), STRAY[depth])


@calm
@given(tree=trees, seed=st.integers(0, 9), data=st.data())
def test_the_screen_follows_strokes_in_any_layer_of_any_tree(loops, tree, seed, data) -> None:
    document = document_of(tree, "uint8", seed)
    painted = [layer for layer in document.walk() if isinstance(layer, PixelLayer)]
    if not painted:
        return
    compositor = Compositor(document)
    compositor.render(document.canvas)
    everything = list(document.walk())
    for x, y in ((60, 70), (130, 120), (150, 130), (255, 140)):
        document.set_active(data.draw(st.sampled_from(everything)))
        layer = data.draw(st.sampled_from(painted))
        stroke = StrokeSession(document, LayerPixels(layer.id), Brush(40), colour=(1, 0, 0, 1))
        stroke.add(x, y)
        stroke.add(x + 30, y + 9)
        shown, exact = compositor.render(document.canvas), flatten(document)
        seen = exact[..., 3] > 0
        assert np.abs(shown.astype(int) - exact)[seen].max(initial=0) <= 1
        assert (shown[~seen, 3] == 0).all()


@calm
@given(tree=trees, seed=st.integers(0, 9), data=st.data())
def test_what_changed_lies_inside_the_boxes_that_are_told(tree, seed, data) -> None:
    document = document_of(tree, "uint8", seed)
    told = []
    document.pixels_changed.connect(told.append)
    layer = data.draw(st.sampled_from(list(document.walk())))
    changes = {
        "visible": not layer.visible,
        "opacity": 0.4,
        "blend": BlendMode.SCREEN,
        "clips": not layer.clips,
        "position": (33, 21),
    }
    name = data.draw(st.sampled_from(sorted(changes)))
    before = seen(flatten(document))
    document.apply(SetProperty.of(document, layer.id, name, changes[name]))
    changed = (before != seen(flatten(document))).any(axis=2)
    for box in told:
        changed[box.intersection(document.canvas).slices] = False
    assert not changed.any()


def seen(pixels):
    return np.where(pixels[..., 3:] > 0, pixels, 0)


def test_a_blur_reaches_over_the_borders_of_tiles_on_the_screen(loops) -> None:
    document = Document(600, 300)
    dot = np.zeros((4, 4, 4), np.uint8)
    dot[...] = 255
    document.insert_layer(PixelLayer.from_pixels("dot", dot, (254, 100)))
    document.insert_layer(FakeAdjustment("blur", 8))
    compositor = Compositor(document)
    compositor.render(document.canvas)
    document.apply(SetProperty.of(document, document.layers[0].id, "position", (250, 100)))
    shown = compositor.render(document.canvas)
    assert shown[101, 259:262, 3].all()
    assert not shown[101, 262:, 3].any()
    assert np.abs(shown.astype(int) - flatten(document)).max() <= 1


def test_levels_of_a_blurred_group_are_its_picture_made_smaller(loops) -> None:
    document = Document(1024, 512)
    photo = PixelLayer.from_pixels(
        "photo",
        layer_trees.pixels(np.random.default_rng(3), "uint8", is_solid=True, size=(512, 1024)),
    )
    group = GroupLayer("group", (photo, FakeAdjustment("blur", 8)))
    group.passes_through = False
    document.insert_layer(group)
    whole = flatten(document).astype(float)
    small = whole.reshape(256, 2, 512, 2, 4).mean(axis=(1, 3))
    shown = Compositor(document).render(Box(0, 0, 512, 256), 1)
    assert np.abs(shown - small).mean() < 1.5


def test_one_layer_alone_is_shown_without_the_others(loops) -> None:
    document = document_of([], "uint8")
    red, green = (np.zeros((90, 90, 4), np.uint8) for _ in range(2))
    red[...], green[...] = (255, 0, 0, 255), (0, 255, 0, 255)
    below, above = PixelLayer.from_pixels("r", red), PixelLayer.from_pixels("g", green, (40, 40))
    above.clips = True
    group = GroupLayer("group", (below, above))
    document.insert_layer(group)
    above.visible = False
    compositor = Compositor(document)
    assert compositor.render(document.canvas)[60, 60, 0] == 255
    compositor.isolate(above.id)
    alone = compositor.render(document.canvas)
    assert tuple(alone[60, 60]) == (0, 255, 0, 255)
    assert tuple(alone[120, 120]) == (0, 255, 0, 255)
    assert alone[10, 10, 3] == 0
    compositor.isolate(None)
    assert compositor.render(document.canvas)[10, 10, 0] == 255


def test_a_group_shows_what_it_shows_alone() -> None:
    document = document_of([], "uint8")
    photo = PixelLayer.from_pixels(
        "photo", layer_trees.pixels(np.random.default_rng(1), "uint8", is_solid=False)
    )
    group = GroupLayer("group", (photo,))
    document.insert_layer(group)
    assert np.array_equal(group.render(document.canvas), photo.render(document.canvas))
    assert group.bounds == photo.bounds
    before = group.revision
    document.show_layer(photo, photo.bounds)
    assert group.revision > before
    assert document.spot_of(photo.id) == Spot(group.id, 0)


def test_a_stroke_on_a_layer_clipped_to_an_opaque_one_shows(loops) -> None:
    document = Document(300, 200)
    solid = np.full((200, 300, 4), 255, np.uint8)
    document.insert_layer(PixelLayer.from_pixels("Paper", solid))
    document.insert_layer(PixelLayer.from_pixels("Ground", solid // 2 + 128))
    document.insert_layer(PixelLayer.from_pixels("Clipped", solid[:50, :50] // 3))
    clipped = document.layers[-1]
    document.apply(SetProperty.of(document, clipped.id, "clips", True))
    screen = Compositor(document)
    screen.render(document.canvas)
    stroke = StrokeSession(document, LayerPixels(clipped.id), Brush(size_px=30))
    for x in (20, 120, 220):
        stroke.add(x, 90)
        assert np.abs(screen.render(document.canvas).astype(int) - flatten(document)).max() <= 1
    screen.close()


def test_nothing_shows_of_a_group_that_is_clipped_to_an_empty_layer() -> None:
    """What is below the painted layer ends within that group, which was never begun."""
    document = Document(TILE_PX, TILE_PX)
    ground = PixelLayer("Ground", TilePlane(4))
    ground.pixels.fill(document.canvas, (10, 20, 30, 255))
    inner = PixelLayer("Inner", TilePlane(4))
    inner.pixels.fill(document.canvas, (200, 0, 0, 255))
    group = GroupLayer("Group", (PixelLayer("Lower", TilePlane(4)), inner))
    group.clips, group.passes_through = True, False
    for layer in (ground, PixelLayer("Empty", TilePlane(4)), group):
        document.insert_layer(layer)
    document.set_active(inner)
    compositor = Compositor(document)
    for green in (0, 90):
        inner.pixels.fill(Box(0, 0, 40, 40), (200, green, 0, 255))
        document.announce(LayerPixels(inner.id), Box(0, 0, 40, 40))
        shown = compositor.render(document.canvas)
        assert np.array_equal(shown, flatten(document))
        assert (shown == (10, 20, 30, 255)).all()
