"""Adjustment, fill, text and generated layers: shown, changed, undone, written down, read back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.adjustments.catalog import ADJUSTMENTS
from editor.document.adjustments.levels import LevelsParams
from editor.document.blending import BlendMode
from editor.document.commands import AddLayer, ReplaceLayer
from editor.document.composite import Compositor, flatten
from editor.document.document import Document
from editor.document.errors import BadRecord
from editor.document.kinds.adjustment.layer import AdjustmentLayer
from editor.document.kinds.fill.layer import FillLayer
from editor.document.kinds.fill.params import (
    ColourFill,
    GradientFill,
    GradientShape,
    PatternFill,
    PatternName,
)
from editor.document.kinds.generated.inputs import inputs_key, is_stale
from editor.document.kinds.generated.layer import GeneratedLayer
from editor.document.kinds.generated.recipe import Recipe
from editor.document.kinds.registry import layer_record, read_layer
from editor.document.kinds.text.layer import TextLayer
from editor.document.kinds.text.params import Align, TextParams
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.record import decode, encode
from editor.document.replay import from_record
from editor.document.targets import LayerPixels
from editor.document.tiles import TilePlane
from ml.api.params import to_scalars
from ml.api.regions import Box

DEPTHS = pytest.mark.parametrize("depth", ["uint8", "uint16"])


def noise(depth="uint8", width=300, height=280, seed=0):
    random = np.random.default_rng(seed)
    pixels = random.integers(0, np.iinfo(depth).max + 1, (height, width, 4), dtype=depth)
    pixels[..., 3] = np.iinfo(depth).max
    return pixels


def photo(depth="uint8"):
    document = Document(300, 280, depth)
    document.insert_layer(PixelLayer.from_pixels("photo", noise(depth)))
    return document


def generated(depth="uint8"):
    recipe = Recipe("inpaint", "Remove", {"seed": 3, "grow": 1.5, "fast": True}, "a1b2")
    layer = GeneratedLayer("Removed", recipe, TilePlane.from_pixels(noise(depth)[:40, :50], 9, 7))
    layer.asked, layer.key = Mask.of_box(Box(10, 10, 30, 30)), "k"
    return layer


def every_kind(depth="uint8"):
    params = TextParams(text="Ab\nc", size_px=30, align=Align.RIGHT)
    yield AdjustmentLayer.of("curves", depth)
    yield FillLayer(ColourFill(colour="#ff0080c0"), depth=depth)
    yield FillLayer(GradientFill(shape=GradientShape.RADIAL), depth=depth)
    tile = noise(depth, 12, 10)
    yield FillLayer(PatternFill(pattern=PatternName.PICTURE), depth=depth, tile=tile)
    yield TextLayer.of(params, depth)
    yield generated(depth)


# -- all of them -----------------------------------------------------------------------------


@DEPTHS
def test_every_kind_comes_back_from_its_record(depth) -> None:
    for layer in every_kind(depth):
        layer.mask, layer.opacity, layer.blend = Mask.of_box(Box(3, 4, 50, 60)), 0.5, BlendMode.HUE
        layer.position, layer.clips = (5, -9), True
        again = read_layer(decode(encode(layer_record(layer))))
        assert type(again) is type(layer)
        assert again.digest() == layer.digest()
        box = Box(-20, -20, 80, 80)
        assert np.array_equal(again.render(box), layer.render(box))


def test_twins_do_not_share_changes() -> None:
    for layer in every_kind():
        twin = layer.share()
        assert twin.digest() == layer.digest()
        assert twin.id == layer.id
        twin.mask = Mask.of_box(Box(0, 0, 9, 9))
        assert twin.digest() != layer.digest()


def test_adding_changing_and_undoing_is_exact_and_replays() -> None:
    for layer in every_kind():
        document = photo()
        first = document.snapshot()
        document.apply(AddLayer.of(document, layer))
        states = [flatten(document)]
        if not isinstance(layer, GeneratedLayer):
            changed = layer.with_params(type(layer.params).model_validate(_other(layer)))
            document.apply(ReplaceLayer(layer, changed))
            states.append(flatten(document))
        replayed = first.snapshot()
        for command in document.history.entries:
            replayed.apply(from_record(decode(encode(command.to_record())), replayed))
        assert np.array_equal(flatten(replayed), flatten(document))
        while document.history.can_undo:
            assert np.array_equal(flatten(document), states.pop())
            document.history.undo()
        assert np.array_equal(flatten(document), flatten(first))


def _other(layer):
    if isinstance(layer, AdjustmentLayer):
        return {"master": "0 1, 1 0"}
    if isinstance(layer, TextLayer):
        return {"text": "Another", "size_px": 50}
    if isinstance(layer.params, ColourFill):
        return {"colour": "#102030"}
    return {"scale": 50} if isinstance(layer.params, PatternFill) else {"angle": 45}


def test_a_drag_is_one_step() -> None:
    document = photo()
    layer = AdjustmentLayer.of("levels")
    document.apply(AddLayer.of(document, layer))
    steps = len(document.history.entries)
    for black in range(0, 100, 10):
        old = document.layer(layer.id)
        new = old.with_params(LevelsParams(master_black=black))
        document.apply(ReplaceLayer(old, new, "Levels"))
    assert len(document.history.entries) == steps + 1
    document.history.undo()
    assert document.layer(layer.id).params == LevelsParams()


def test_a_damaged_record_is_refused() -> None:
    for layer in every_kind():
        record = layer_record(layer)
        for name in ("params", "depth", "adjustment", "fill", "recipe", "pixels"):
            if name in record.fields:
                fields = {**record.fields, name: "nonsense"}
                with pytest.raises(BadRecord):
                    read_layer(type(record)(record.kind, fields, record.tiles))


@pytest.mark.parametrize(
    "params",
    [*(one.params for one in ADJUSTMENTS), ColourFill, GradientFill, PatternFill, TextParams],
    ids=lambda params: params.__name__,
)
def test_defaults_are_of_the_kind_that_they_are_read_back_as(params) -> None:
    """Else a layer that was never touched would be another one once it was saved."""
    assert repr(params.model_validate(to_scalars(params()))) == repr(params())


# -- adjustment ------------------------------------------------------------------------------


@DEPTHS
@pytest.mark.parametrize("adjustment", ADJUSTMENTS, ids=lambda adjustment: adjustment.id)
def test_a_layer_shows_what_its_function_makes_of_the_picture(depth, adjustment) -> None:
    document = photo(depth)
    top = np.iinfo(depth).max
    planes = np.moveaxis(noise(depth), 2, 0).astype(np.float32) / np.float32(top)
    params = adjustment.params()
    wanted = adjustment.apply(np.ascontiguousarray(planes), params, 1.0)
    document.apply(AddLayer.of(document, AdjustmentLayer(adjustment, params, depth=depth)))
    got = flatten(document).astype(float)
    assert np.abs(got - np.moveaxis(wanted, 0, 2) * top).max() <= 1.0


def test_the_screen_shows_what_files_get() -> None:
    document = photo()
    blur = AdjustmentLayer.of("blur")
    blur.mask = Mask.of_box(Box(0, 0, 150, 280))
    document.apply(AddLayer.of(document, blur))
    compositor = Compositor(document)
    shown = compositor.render(document.canvas)
    assert np.abs(shown.astype(int) - flatten(document)).max() <= 1
    target = LayerPixels(document.layers[0].id)
    dab = Box(100, 100, 120, 120)
    document.plane(target).write(dab, np.zeros((20, 20, 4), np.uint8))
    document.announce(target, dab)
    shown = compositor.render(document.canvas)
    assert np.abs(shown.astype(int) - flatten(document)).max() <= 1
    compositor.close()


# -- fill ------------------------------------------------------------------------------------


@DEPTHS
@pytest.mark.parametrize("shape", GradientShape, ids=lambda shape: shape.value)
def test_gradients_are_where_their_formula_says(depth, shape) -> None:
    params = GradientFill(
        stops="0 #000000, 0.25 #ff0000, 1 #0000ff80",
        shape=shape,
        angle=30,
        length_px=90,
        x_px=40,
        y_px=30,
        dither=False,
    )
    pixels = FillLayer(params, depth=depth).render(Box(-10, -10, 90, 90))
    full = np.iinfo(depth).max
    for y, x in ((0, 0), (31, 77), (50, 50), (99, 13), (60, 20)):
        across, down = x - 10 + 0.5 - 40, y - 10 + 0.5 - 30
        along = (across * np.cos(np.pi / 6) + down * np.sin(np.pi / 6)) / 90
        place = {
            GradientShape.LINEAR: along + 0.5,
            GradientShape.REFLECTED: abs(along),
            GradientShape.RADIAL: np.hypot(across, down) / 90,
            GradientShape.CONICAL: ((np.arctan2(down, across) - np.pi / 6) / (2 * np.pi)) % 1,
        }[shape]
        place = min(max(place, 0), 1)
        if place < 0.25:
            wanted = np.array([place * 4, 0, 0, 1])
        else:
            t = (place - 0.25) / 0.75
            wanted = np.array([1 - t, 0, t, 1 + t * (128 / 255 - 1)])
        assert np.abs(pixels[y, x] - wanted * full).max() <= 0.51


def test_dithering_is_right_on_average_and_leaves_whole_tones() -> None:
    flat = GradientFill(stops="0 #7b3311, 1 #7b3311")
    pixels = FillLayer(flat).render(Box(0, 0, 64, 64))
    assert (pixels == [0x7B, 0x33, 0x11, 255]).all()
    soft = GradientFill(stops="0 #000000, 1 #020202", length_px=256, x_px=128)
    shown = FillLayer(soft).render(Box(0, 0, 256, 256))[..., 0].astype(float)
    wanted = (np.arange(256) + 0.5) / 256 * 2
    assert np.abs(shown.mean(axis=0) - wanted).max() < 0.2
    assert len(np.unique(shown[:, 60])) == 2


@given(
    left=st.integers(-300, 300),
    top=st.integers(-300, 300),
    scale=st.sampled_from([40.0, 100.0, 133.0]),
    level=st.integers(0, 2),
)
def test_any_part_of_a_fill_is_a_part_of_the_whole(left, top, scale, level) -> None:
    for params in (PatternFill(scale=scale, x_px=7), GradientFill()):
        layer = FillLayer(params)
        layer.position = (16, -24)
        whole = layer.render(Box(left - 30, top - 20, left + 40, top + 50), level)
        part = layer.render(Box(left, top, left + 9, top + 8), level)
        assert np.array_equal(part, whole[20:28, 30:39])


@DEPTHS
def test_a_pattern_repeats_its_tile(depth) -> None:
    tile = noise(depth, 12, 10)
    params = PatternFill(pattern=PatternName.PICTURE, x_px=5)
    pixels = FillLayer(params, depth=depth, tile=tile).render(Box(5, 0, 41, 30))
    assert np.array_equal(pixels, np.tile(tile, (3, 3, 1)))


def test_every_pattern_shows_both_colours() -> None:
    for name in PatternName:
        if name is PatternName.PICTURE:
            continue
        params = PatternFill(pattern=name, colour="#ff0000", behind="#0000ff", scale=200)
        pixels = FillLayer(params).render(Box(0, 0, 128, 128))
        assert pixels[..., 0].max() > 200, name
        assert pixels[..., 2].max() > 200, name
        assert 5 < pixels[..., 0].mean() < 250, name


# -- generated -------------------------------------------------------------------------------


@pytest.fixture
def live():
    """A document with a photo, a layer above it and a live layer on top, which is fresh."""
    document = photo()
    above = PixelLayer.from_pixels("above", noise(seed=4)[:50, :50], (20, 20))
    document.apply(AddLayer.of(document, above))
    layer = generated()
    layer.recipe = Recipe("inpaint", "Remove", {"seed": 3}, "", Box(0, 0, 100, 100))
    layer.key = inputs_key(document, layer.id, layer.recipe)
    document.apply(AddLayer.of(document, layer))
    return document, layer


def test_a_live_layer_is_stale_once_what_lies_below_changes(live) -> None:
    document, layer = live
    assert not is_stale(document, layer)
    above = document.layers[1]
    above.pixels.write(Box(3, 3, 4, 4), np.full((1, 1, 4), 77, np.uint8))
    assert is_stale(document, layer)


def test_a_live_layer_is_stale_once_its_parameters_change(live) -> None:
    document, layer = live
    other = layer.with_params({"seed": 4})
    document.apply(ReplaceLayer(layer, other))
    assert is_stale(document, document.layer(layer.id))
    document.history.undo()
    assert not is_stale(document, document.layer(layer.id))


def test_a_live_layer_stays_fresh_when_only_names_or_far_pixels_change(live) -> None:
    document, layer = live
    document.layers[1].name = "renamed"
    photo_layer = document.layers[0]
    photo_layer.pixels.write(Box(290, 270, 291, 271), np.full((1, 1, 4), 7, np.uint8))
    top = PixelLayer.from_pixels("over it", noise(seed=9))
    document.apply(AddLayer(top, None))
    assert not is_stale(document, layer)


def test_hiding_a_layer_below_makes_it_stale(live) -> None:
    document, layer = live
    document.layers[1].visible = False
    assert is_stale(document, layer)
