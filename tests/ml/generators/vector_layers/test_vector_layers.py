"""Layers lower the error one by one, stay where they may, and bad pictures are a sentence."""

from __future__ import annotations

import imagecodecs
import numpy as np
import pytest
import resvg_py

from ml.api.errors import BadInput, Cancelled
from ml.api.generator import Inputs
from ml.api.progress import NoProgress
from ml.api.regions import Box
from ml.generators.vector_layers.generator import (
    VectorLayers,
    decompose,
    work_copy,
)
from ml.generators.vector_layers.outline import outline
from ml.generators.vector_layers.regions import regions_of
from ml.generators.vector_layers.spec import SVG, Fills, VectorParams
from ml.vector.clips import clip_of
from ml.vector.gains import enough
from ml.vector.raster import coverage_of, render
from ml.vector.shapes import MOST_SEGMENTS, Flat
from ml.vector.svg_reader import read_svg

FEW = VectorParams(layers=6, effort=0.2)


def scene(height: int = 48, width: int = 64) -> np.ndarray:
    """A sky that changes downwards, a disc, and a slanted field with texture."""
    ys, xs = np.mgrid[0:height, 0:width]
    picture = np.stack([0.3 + 0.4 * ys / height, 0.5 + 0 * xs, 0.9 - 0.3 * ys / height], axis=2)
    picture[(xs - 0.3 * width) ** 2 + (ys - 0.3 * height) ** 2 < (0.18 * height) ** 2] = (
        1,
        0.9,
        0.2,
    )
    field = ys > 0.65 * height + 0.15 * xs
    picture[field] = (0.2, 0.5, 0.1)
    picture[field & ((xs + ys) % 7 < 2)] += 0.08
    return np.clip(picture, 0, 1).astype(np.float32)


class Notes(NoProgress):
    def __init__(self, stop_at: str = "-") -> None:
        self.said: list[str] = []
        self.previews = 0
        self._stop_at = stop_at

    def note(self, sentence: str, *, model: str = "") -> None:
        self.said.append(sentence)

    def preview(self, image: np.ndarray) -> None:
        self.previews += 1

    def part(self, start: float, end: float) -> Notes:
        return self

    def set(self, fraction: float, stage: str = "") -> None:
        if stage.startswith(self._stop_at):
            raise Cancelled("Stopped.")


def run(picture: np.ndarray, params: VectorParams = FEW, **ports: np.ndarray) -> object:
    arrays = {"image": (picture,), **{name: (value,) for name, value in ports.items()}}
    return VectorLayers().run(Inputs(arrays), params, NoProgress())


def test_every_layer_lowers_the_error() -> None:
    made = decompose(scene(), VectorParams(layers=10, effort=0.3), NoProgress())
    assert 4 <= made.drawing.paths <= 10
    assert len(made.errors) == made.drawing.paths + 1
    assert all(after <= before for before, after in zip(made.errors, made.errors[1:], strict=False))
    assert made.errors[-1] < 0.002
    drawn = render(made.drawing)[..., :3]
    assert ((drawn - scene()) ** 2).mean() == pytest.approx(made.errors[-1], rel=0.1)


def test_shapes_have_few_segments_and_names() -> None:
    made = decompose(scene(), VectorParams(layers=8, segments=40, effort=0.0), NoProgress())
    assert all(shape.segments <= MOST_SEGMENTS for shape in made.drawing.shapes)
    assert len({shape.name for shape in made.drawing.shapes}) == made.drawing.paths
    assert made.drawing.shapes[0].group == "Ground"


@pytest.mark.parametrize("scale", [1, 3, 8])
def test_no_gap_shows_at_any_size(scale: int) -> None:
    text = run(scene()).texts[SVG]
    made = resvg_py.svg_to_bytes(svg_string=text, width=64 * scale, height=48 * scale)
    assert imagecodecs.png_decode(bytes(made))[..., 3].min() == 255


def test_deleting_a_layer_shows_what_lies_beneath() -> None:
    made = decompose(scene(), VectorParams(layers=6, effort=0.2), NoProgress())
    for number in range(1, made.drawing.paths):
        rest = made.drawing.shapes[:number] + made.drawing.shapes[number + 1 :]
        left = render(type(made.drawing)(64, 48, rest))
        assert left[..., 3].min() > 0.999


def test_flat_fills_are_flat() -> None:
    made = decompose(scene(), VectorParams(layers=4, fills=Fills.FLAT, effort=0.0), NoProgress())
    assert all(isinstance(shape.paint, Flat) for shape in made.drawing.shapes)


def test_nothing_is_painted_outside_of_the_mask() -> None:
    mask = np.zeros((48, 64), np.bool_)
    mask[10:40, 20:50] = True
    made = run(scene(), mask=mask)
    drawn = render(read_svg(made.texts[SVG]).drawing)
    assert drawn[~mask][:, 3].max() < 1e-3
    assert drawn[15:35, 25:45, 3].mean() > 0.9
    assert made.coverage is not None
    assert (made.coverage[~mask] == 0).all()


def test_alpha_is_respected() -> None:
    picture = np.concatenate([scene(), np.zeros((48, 64, 1), np.float32)], axis=2)
    picture[8:40, 8:56, 3] = 1
    drawn = run(picture).image
    assert drawn.shape[2] == 4
    assert drawn[2:6, :, 3].max() < 0.1
    assert drawn[14:34, 14:50, 3].min() > 0.9


def test_a_large_picture_is_worked_on_small_and_that_is_said() -> None:
    progress = Notes()
    large = np.repeat(np.repeat(scene(), 13, axis=0), 13, axis=1)
    made = VectorLayers().run(Inputs({"image": (large,)}), VectorParams(layers=3), progress)
    assert made.image.shape[:2] == large.shape[:2]
    assert any("copy of 512 px" in sentence for sentence in progress.said)
    assert work_copy(large, None).shape == (384, 512, 3)


@pytest.mark.parametrize("size", [(1, 1), (1, 9), (2, 2)])
def test_the_smallest_pictures_work(size: tuple[int, int]) -> None:
    made = run(np.full((*size, 3), 0.4, np.float32))
    assert made.image.shape[:2] == size
    assert made.image == pytest.approx(0.4, abs=0.01)


def test_one_colour_is_one_shape() -> None:
    made = run(np.full((20, 30, 3), (0.2, 0.4, 0.6), np.float32))
    assert made.info["layers"] == 1
    assert made.image == pytest.approx(np.full((20, 30, 3), (0.2, 0.4, 0.6)), abs=0.01)


def test_a_transparent_picture_is_a_sentence() -> None:
    with pytest.raises(BadInput, match="transparent"):
        run(np.zeros((20, 30, 4), np.float32))


def test_it_stops_and_shows_what_it_has() -> None:
    progress = Notes("layer 4")
    with pytest.raises(Cancelled):
        VectorLayers().run(Inputs({"image": (scene(),)}), FEW, progress)
    assert progress.previews >= 2


def test_the_same_picture_gives_the_same_shapes() -> None:
    assert run(scene()).texts[SVG] == run(scene()).texts[SVG]


def test_an_outline_keeps_to_its_mask() -> None:
    ys, xs = np.mgrid[0:60, 0:60]
    mask = (xs - 30) ** 2 + (ys - 28) ** 2 < 300
    curve = outline(mask, 1.0, 12)
    assert curve is not None
    assert curve.segments <= 12
    assert abs(coverage_of((curve,), Box(0, 0, 60, 60)) - mask).sum() < 0.06 * mask.sum()
    assert outline(np.zeros((5, 5), np.bool_), 1.0, 8) is None


def test_a_clip_goes_along_the_pixels() -> None:
    mask = np.zeros((20, 20), np.bool_)
    mask[4:16, 5:15] = True
    mask[8:12, 8:12] = False
    covered = coverage_of(clip_of(mask), Box(0, 0, 20, 20), even_odd=True)
    assert abs(covered - mask).mean() < 0.06


def test_a_clip_of_a_slope_is_short_and_parts_that_touch_are_both_there() -> None:
    ys, xs = np.mgrid[0:80, 0:80]
    disc = (xs - 40) ** 2 + (ys - 40) ** 2 < 900
    clip = clip_of(disc)
    assert len(clip) == 1
    assert clip[0].segments <= 40
    covered = coverage_of(clip, Box(0, 0, 80, 80), even_odd=True)
    assert abs(covered - disc).mean() < 0.02
    touching = np.zeros((8, 8), np.bool_)
    touching[1:4, 1:4] = touching[4:7, 4:7] = True
    covered = coverage_of(clip_of(touching), Box(0, 0, 8, 8), even_odd=True)
    np.testing.assert_allclose(covered, touching, atol=0.01)


def test_regions_join_up_to_the_whole_picture() -> None:
    regions = regions_of(scene())
    assert regions.sizes[-1] == 48 * 64
    assert regions.mask(len(regions.parents) - 1).all()
    assert (regions.parents[:-1] > np.arange(len(regions.parents) - 1)).all()


def test_enough_is_where_the_curve_flattens() -> None:
    assert enough([10.0, 18.0, 20.0, 20.2, 20.4, 20.6]) in (2, 3)
    assert enough([7.0]) == 1
