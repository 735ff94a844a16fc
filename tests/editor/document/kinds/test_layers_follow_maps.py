"""Text, gradients and patterns follow a map of the plane and stay what they are."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.commands import AddLayer
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.errors import BadRecord
from editor.document.geometry import PlaneMap
from editor.document.kinds.fill.following import filled_after
from editor.document.kinds.fill.gradients import gradient_places
from editor.document.kinds.fill.layer import FillLayer
from editor.document.kinds.fill.params import GradientFill, GradientShape, PatternFill
from editor.document.kinds.registry import layer_record, read_layer
from editor.document.kinds.text.fonts import FontBook, system_fonts
from editor.document.kinds.text.layer import TextLayer
from editor.document.kinds.text.params import TextParams
from editor.document.mask import Mask
from editor.document.record import Record, decode, encode
from editor.document.resample import Warp, warped
from editor.document.transforms import Reshape, Transformable, transform_layers, transform_picture
from editor.tools.transform_preview import Preview
from ml.api.regions import Box

NO_FONTS = FontBook(())
WORDS = TextParams(text="Depth\nof field", size_px=40, width_px=300)


def words(position=(20, 30), fonts=NO_FONTS) -> TextLayer:
    layer = TextLayer.of(WORDS, "uint8", fonts)
    layer.position = position
    return layer


def covered(layer: TextLayer, box: Box) -> np.ndarray:
    return layer.render(box)[..., 3].astype(int)


def test_text_and_fills_say_that_they_follow() -> None:
    assert isinstance(words(), Transformable)
    assert isinstance(FillLayer(GradientFill()), Transformable)


def test_a_larger_text_is_set_larger_and_stays_as_sharp() -> None:
    layer = words().transformed(PlaneMap.scaling(2, 2), NO_FONTS)
    assert (layer.params.size_px, layer.params.width_px, layer.position) == (80, 600, (40, 60))
    assert layer.way.is_identity
    fresh = TextLayer.of(layer.params, "uint8", NO_FONTS)
    fresh.position = (40, 60)
    assert np.array_equal(fresh.render(layer.bounds), layer.render(layer.bounds))


@pytest.mark.parametrize(
    "way",
    [
        PlaneMap.turning(30).about(100, 60),
        PlaneMap.shearing(0.4, 0),
        PlaneMap.scaling(1.5, 0.7),
        PlaneMap(((1, 0.1, 0), (0, 1, 0), (0.0004, 0.0002, 1))),
    ],
    ids=["turned", "sheared", "stretched", "in perspective"],
)
def test_a_bent_text_looks_as_its_pixels_would(way: PlaneMap) -> None:
    layer = words()
    after = layer.transformed(way, NO_FONTS)
    own = way @ PlaneMap.moving(20, 30)
    pixels = warped(layer.pixels, Warp(own))
    # A font that fits letters to pixels is some hundredths wider or narrower where it is larger.
    for mine, theirs in zip(_sides(after.bounds), _sides(pixels.bounds), strict=True):
        assert mine == pytest.approx(theirs, abs=0.03 * pixels.bounds.width)
    mine = covered(after, after.bounds).sum()
    assert mine == pytest.approx(pixels.read(pixels.bounds)[..., 3].sum(), rel=0.05)
    assert after.params == WORDS


def _sides(box: Box) -> tuple[int, ...]:
    return box.left, box.top, box.right, box.bottom


def test_a_turned_text_is_still_written_and_read_back_turned() -> None:
    way = PlaneMap.turning(-20)
    turned = words().transformed(way, NO_FONTS)
    longer = turned.with_params(WORDS.model_copy(update={"text": "Depths"}), NO_FONTS)
    assert longer.way == turned.way
    upright = TextLayer.of(longer.params, "uint8", NO_FONTS)
    assert longer.pixels.bounds.height > upright.pixels.bounds.height
    again = read_layer(decode(encode(layer_record(turned))))
    assert isinstance(again, TextLayer)
    assert again.digest() == turned.digest()
    twice = turned.transformed(PlaneMap.turning(20), NO_FONTS)
    box = words().bounds.union(twice.bounds)
    assert np.abs(covered(twice, box) - covered(words(), box)).mean() < 4


def test_a_record_with_a_broken_map_is_refused() -> None:
    record = layer_record(words())
    inner = dict(record.fields)
    text = repr(inner)
    assert "way" in text
    for way in ([[0, 0, 0]] * 3, [[1, 0, 0]], [["a"] * 3] * 3):
        fields = _with_way(inner, way)
        with pytest.raises(BadRecord):
            read_layer(Record(record.kind, fields, record.tiles))


def _with_way(value, way):
    if isinstance(value, dict):
        return {key: way if key == "way" else _with_way(one, way) for key, one in value.items()}
    return value


@pytest.mark.parametrize("shape", [GradientShape.LINEAR, GradientShape.REFLECTED])
@pytest.mark.parametrize(
    "way",
    [PlaneMap.turning(40), PlaneMap.shearing(0.5, 0.2), PlaneMap.scaling(-2, 0.5)],
    ids=["turned", "sheared", "mirrored"],
)
def test_a_straight_gradient_goes_exactly_with_the_plane(
    shape: GradientShape, way: PlaneMap
) -> None:
    params = GradientFill(shape=shape, angle=25, length_px=400, x_px=0, y_px=0)
    after = filled_after(params, way)
    points = np.random.default_rng(3).uniform(-300, 300, (50, 2))
    for x, y in points:
        to_x, to_y = way.apply(x, y)
        assert _place(after, to_x, to_y) == pytest.approx(_place(params, x, y), abs=2e-3)


def _place(params: GradientFill, x: float, y: float) -> float:
    """By the formula for the middles of four pixels around, and what lies between them."""
    left, top = int(np.floor(x - 0.5)), int(np.floor(y - 0.5))
    at = gradient_places(params, Box(left, top, left + 2, top + 2), 0)
    across, down = x - 0.5 - left, y - 0.5 - top
    rows = at[:, 0] * (1 - across) + at[:, 1] * across
    return float(rows[0] * (1 - down) + rows[1] * down)


def test_round_gradients_keep_their_area_and_turn_their_seam() -> None:
    radial = GradientFill(shape=GradientShape.RADIAL, length_px=100, x_px=10, y_px=20)
    after = filled_after(radial, PlaneMap.scaling(2, 8))
    assert (after.length_px, after.x_px, after.y_px) == (pytest.approx(400), 20, 160)
    conical = GradientFill(shape=GradientShape.CONICAL, angle=30, x_px=0, y_px=0)
    turned = filled_after(conical, PlaneMap.turning(45))
    assert turned.angle == pytest.approx(75)
    mirrored = filled_after(conical, PlaneMap.scaling(1, -1))
    assert (mirrored.angle, mirrored.reverse) == (pytest.approx(-30), True)
    for x, y in ((5.0, 30.0), (-20.0, 8.0), (-9.0, -33.0)):
        assert _place(mirrored, x, -y) == pytest.approx(_place(conical, x, y), abs=1e-6)


def test_a_pattern_grows_and_moves() -> None:
    after = filled_after(PatternFill(scale=50, x_px=3, y_px=4), PlaneMap.scaling(3, 3))
    assert (after.scale, after.x_px, after.y_px) == (pytest.approx(150), 9, 12)


def _document() -> Document:
    document = Document(200, 120)
    fill = FillLayer(GradientFill(dither=False, length_px=200, x_px=100, y_px=60))
    fill.mask = Mask.of_box(Box(20, 10, 120, 90))
    document.history.do(AddLayer.of(document, fill))
    document.history.do(AddLayer.of(document, words((5, 5), system_fonts())))
    return document


def test_a_turned_layer_takes_its_mask_along_as_one_step_that_can_be_undone() -> None:
    document = _document()
    before = document.digest()
    way = PlaneMap.turning(90).about(100, 60)
    fill = document.layers[0]
    command = transform_layers(document.snapshot(), [fill.id], Reshape(way))
    assert command is not None
    document.apply(command)
    after = document.layers[0]
    assert isinstance(after, FillLayer)
    assert after.params.angle == pytest.approx(90)
    assert after.mask is not None
    assert after.mask.bounds == way.box(Box(20, 10, 120, 90))
    document.history.undo()
    assert document.digest() == before


def test_a_picture_made_half_as_large_halves_its_text_and_gradient() -> None:
    document = _document()
    half = PlaneMap.scaling(0.5, 0.5)
    document.apply(transform_picture(document.snapshot(), (100, 60), Reshape(half)))
    fill, text = document.layers
    assert (fill.params.length_px, fill.params.x_px) == (100, 50)
    assert text.params.size_px == 20
    assert fill.mask.bounds.padded(2).intersection(Box(10, 5, 60, 45)) == Box(10, 5, 60, 45)


def test_the_preview_shows_what_the_step_will_do() -> None:
    document = _document()
    fill, text = document.layers
    way = PlaneMap.turning(90).about(100, 60)
    preview = Preview(document, [fill.id, text.id], chosen=False)
    preview.go(way)
    command = transform_layers(document.snapshot(), [fill.id, text.id], Reshape(way))
    document.apply(command)
    shown, done = flatten(preview.stand_in).astype(int), flatten(document).astype(int)
    assert np.abs(shown - done).mean() < 2
