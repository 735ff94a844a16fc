"""SVG is written small and plain, read back as it was, and another renderer draws it the same."""

from __future__ import annotations

import re

import imagecodecs
import numpy as np
import pytest
import resvg_py

from ml.vector.raster import render
from ml.vector.shapes import Contour, Drawing, Flat, Linear, Shape, Stop
from ml.vector.svg_reader import BadDrawing, read_svg
from ml.vector.svg_writer import EXACT_DIGITS, write_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" width="120" height="80">'


def drawing() -> Drawing:
    paint = Linear(
        (10, 5), (90, 60), (Stop(0, (0.2, 0.4, 1)), Stop(0.4, (1, 0.8, 0)), Stop(1, (0, 0, 0)))
    )
    page = Contour.polygon([(0, 0), (100, 0), (100, 80), (0, 80)])
    leaf = Contour(np.array([(20, 40), (30, 5), (70, 5), (80, 40), (70, 75), (30, 75)], float))
    return Drawing(
        100,
        80,
        (
            Shape((page,), paint, name="Ground"),
            Shape((leaf,), Flat((1, 0, 0.2)), 0.5, "a “leaf” & <more>", group="Leaves"),
            Shape(
                (leaf.moved(9, 4),), Flat((0, 0.6, 0.2)), 1.0, "a “leaf” & <more>", group="Leaves"
            ),
        ),
    )


def by_resvg(text: str, width: int, height: int) -> np.ndarray:
    made = resvg_py.svg_to_bytes(
        svg_string=text, width=width, height=height, skip_system_fonts=True
    )
    return imagecodecs.png_decode(bytes(made)) / 255.0


def over_black(pixels: np.ndarray) -> np.ndarray:
    return pixels[..., :3] * pixels[..., 3:]


@pytest.mark.parametrize("scale", [1, 3, 8])
def test_another_renderer_draws_the_same(scale: int) -> None:
    text = write_svg(drawing(), 3)
    theirs = by_resvg(text, 100 * scale, 80 * scale)
    apart = abs(over_black(theirs) - over_black(render(drawing(), scale))).max(axis=2)
    assert theirs[..., 3].min() == 1.0, "a gap"
    assert np.quantile(apart, 0.97) < 2 / 255
    assert apart.max() < 0.2


def test_what_is_saved_comes_back_as_it_was() -> None:
    text = write_svg(drawing(), EXACT_DIGITS)
    back = read_svg(text)
    assert back.notices == ()
    assert [shape.group for shape in back.drawing.shapes] == ["", "Leaves", "Leaves"]
    names = [shape.name for shape in drawing().shapes]
    assert [shape.name for shape in back.drawing.shapes] == names
    ids = re.findall(r' id="([^"]*)"', text)
    assert len(set(ids)) == len(ids) == 5
    assert not any(" " in found for found in ids)
    for one, other in zip(drawing().shapes, back.drawing.shapes, strict=True):
        assert other.points == pytest.approx(one.points, abs=1e-4)
        assert other.opacity == pytest.approx(one.opacity)
    assert render(back.drawing) == pytest.approx(render(drawing()), abs=0.004)


def test_rounding_does_not_add_up_along_a_path() -> None:
    chance = np.random.default_rng(3)
    shape = Shape((Contour(chance.uniform(0, 100, (120, 2))),), Flat((0, 0, 0)))
    back = read_svg(write_svg(Drawing(100, 100, (shape,)), 1)).drawing.shapes[0]
    assert abs(back.points - shape.points).max() < 0.3


def test_there_is_nothing_but_paths_groups_and_gradients() -> None:
    text = write_svg(drawing())
    assert not any(word in text for word in ("<image", "<filter", "<mask", "style="))
    assert text.count("<path") == 3


def test_basic_shapes_and_transforms_are_read_as_others_draw_them() -> None:
    text = HEAD + (
        '<defs><linearGradient id="a"><stop stop-color="red"/><stop offset="50%" '
        'style="stop-color:#0f0"/><stop offset="1" stop-color="hsl(200,50%,50%)"/></linearGradient>'
        '<linearGradient id="b" href="#a" gradientTransform="rotate(30)"/></defs>'
        '<rect x="2" y="3" width="20" height="14" rx="4" fill="url(#b)"/>'
        '<g transform="rotate(10 30 20) scale(.8)" fill="teal"><circle cx="40" cy="20" r="9"/>'
        '<ellipse cx="20" cy="30" rx="12" ry="5" style="fill:rgb(10%,20%,80%)"/></g>'
        '<path d="M30 30a8 5 30 1 1 9-2q3 3 5 0t4 2zM35 25h4v3h-4z" fill-rule="evenodd"/>'
        '<path d="M10 20A4 4 0 0110 28L6 24" fill="#808"/></svg>'
    )
    read = read_svg(text)
    assert read.notices == ()
    assert read.drawing.paths == 5
    apart = abs(over_black(render(read.drawing, 4)) - over_black(by_resvg(text, 480, 320)))
    assert (apart.max(axis=2) > 0.12).mean() < 0.002


def test_what_is_not_understood_is_said() -> None:
    text = HEAD + (
        '<text>hi</text><image href="x.png"/><path d="M0 0L9 0L9 9" stroke="red" fill="url(#r)"/>'
        '<radialGradient id="r"><stop stop-color="red"/></radialGradient><path d="M0 0 L1"/></svg>'
    )
    said = " ".join(read_svg(text).notices)
    for word in ("text", "image", "stroked", "gradient", "broken path"):
        assert word in said


@pytest.mark.parametrize("text", ["", "<svg", "<html/>", '<!DOCTYPE s [<!ENTITY a "b">]><svg/>'])
def test_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(BadDrawing):
        read_svg(text)
