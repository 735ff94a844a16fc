"""Paints style pictures by chance: palettes, textures, strokes and hatchings without end.

Few paintings may be used to train what is shipped; these teach a network how many ways there are
of putting colour on a surface. The same generator gives the same picture.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from ml.training.examples.fields import Field, any_field, cells, clouds, dots, finest_pitch, stripes

Picture = NDArray[np.uint8]
"""rows x columns x 3, sRGB."""
Palette = NDArray[np.float32]
"""count x 3 in 0..1, from dark to light."""


def painted_style(side_px: int, chance: np.random.Generator) -> Picture:
    """A square style picture: a ground in a palette's colours, overpainted up to three times."""
    colours = palette(chance)
    picture = coloured(any_field(side_px, chance), colours, chance)
    for _ in range(int(chance.integers(0, 4))):
        paint = OVERPAINTS[int(chance.integers(len(OVERPAINTS)))]
        picture = paint(picture, colours, chance)
    return _finished(picture, chance)


def palette(chance: np.random.Generator) -> Palette:
    """Three to eight colours around one, two or three hues; some nearly grey."""
    hues = (chance.random() + chance.choice([0.0, 1 / 12, 1 / 3, 0.5], 3)) % 1.0
    vividness = chance.uniform(0.05, 0.95)
    count = int(chance.integers(3, 9))
    lights = np.sort(chance.uniform(0.02, 1.0, count))
    found = [
        colorsys.hls_to_rgb(
            float(hues[int(chance.integers(3))] + chance.normal(0, 0.03)) % 1.0,
            float(light),
            float(np.clip(vividness + chance.normal(0, 0.15), 0, 1)),
        )
        for light in lights
    ]
    return np.asarray(found, np.float32)


def coloured(field: Field, colours: Palette, chance: np.random.Generator) -> Field:
    """A field in a palette's colours, flowing or in flat steps: rows x columns x 3 in 0..1."""
    order = chance.permutation(len(colours)) if chance.random() < 0.4 else np.arange(len(colours))
    place = field * (len(colours) - 1)
    if chance.random() < 0.35:
        place = np.round(place)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, len(colours) - 1)
    share = (place - below)[..., None]
    ramp = colours[order]
    return (ramp[below] * (1 - share) + ramp[above] * share).astype(np.float32)


def strokes(picture: Field, colours: Palette, chance: np.random.Generator) -> Field:
    """Short brush strokes along a flow, each in a colour found beneath it or of the palette."""
    side_px = picture.shape[0]
    flow = clouds(side_px, chance, coarse=int(chance.integers(2, 6))) * 2 * np.pi
    length = side_px * chance.uniform(0.03, 0.15)
    width_px = max(1, round(side_px * chance.uniform(0.006, 0.03)))
    loyal, shaken = chance.uniform(0.3, 1.0), chance.uniform(0.02, 0.15)
    image = _image(picture)
    draw = ImageDraw.Draw(image)
    for _ in range(int(chance.integers(150, 600))):
        row, column = chance.integers(0, side_px, 2)
        colour = picture[row, column]
        if chance.random() > loyal:
            colour = colours[int(chance.integers(len(colours)))]
        ink = _ink(colour + chance.normal(0, shaken))
        turn = flow[row, column]
        reach = (length * np.cos(turn), length * np.sin(turn))
        draw.line((column, row, column + reach[0], row + reach[1]), fill=ink, width=width_px)
    return _field(image)


def hatching(picture: Field, colours: Palette, chance: np.random.Generator) -> Field:
    """Thin parallel lines, in one or two directions, denser in the dark: pen and engraving."""
    side_px = picture.shape[0]
    ink = colours[0] * chance.uniform(0, 1)
    lines = np.zeros((side_px, side_px), np.float32)
    darkness = 1.0 - picture.mean(axis=2)
    pitch, turn = min(chance.uniform(14, 50), finest_pitch(side_px)), chance.uniform(0, np.pi)
    for extra in range(int(chance.integers(1, 3))):
        here = turn + extra * chance.uniform(0.6, 1.5)
        rows, columns = np.indices((side_px, side_px), dtype=np.float32) / side_px
        wave = np.sin(2 * np.pi * pitch * (columns * np.cos(here) + rows * np.sin(here)))
        lines = np.maximum(lines, np.clip((wave + 1.4 * darkness - 0.9) * 4, 0, 1))
    share = (lines * chance.uniform(0.5, 1.0))[..., None]
    return (picture * (1 - share) + ink * share).astype(np.float32)


def patches(picture: Field, colours: Palette, chance: np.random.Generator) -> Field:
    """Another ground shows through where cells, dots, stripes or clouds let it."""
    side_px = picture.shape[0]
    through = (cells, dots, stripes, clouds)[int(chance.integers(4))](side_px, chance)
    other = coloured(any_field(side_px, chance), colours, chance)
    share = np.clip((through - chance.uniform(0.3, 0.7)) * chance.uniform(2, 20) + 0.5, 0, 1)
    return (picture * (1 - share[..., None]) + other * share[..., None]).astype(np.float32)


def outlines(picture: Field, colours: Palette, chance: np.random.Generator) -> Field:
    """The darkest colour along every edge: woodcut and comic."""
    grey = picture.mean(axis=2)
    down, right = np.abs(np.diff(grey, axis=0)), np.abs(np.diff(grey, axis=1))
    edge = np.zeros_like(grey)
    edge[:-1] += down
    edge[:, :-1] += right
    share = np.clip(edge * chance.uniform(4, 15), 0, 1)[..., None]
    return (picture * (1 - share) + colours[0] * share).astype(np.float32)


OVERPAINTS: tuple[Callable[[Field, Palette, np.random.Generator], Field], ...] = (
    strokes, strokes, hatching, patches, outlines,
)  # fmt: skip


def _finished(picture: Field, chance: np.random.Generator) -> Picture:
    """Grain of paper or canvas over all."""
    side_px = picture.shape[0]
    grain = chance.normal(0, chance.choice([0.0, 0.01, 0.04]), (side_px, side_px, 1))
    weave = chance.choice([0.0, 0.0, 0.03]) * (np.indices((side_px, side_px)).sum(0) // 2 % 2)
    return np.round(np.clip(picture + grain - weave[..., None], 0, 1) * 255).astype(np.uint8)


def _ink(colour: Field) -> tuple[int, int, int]:
    red, green, blue = np.round(np.clip(colour, 0, 1) * 255).astype(int)
    return int(red), int(green), int(blue)


def _image(picture: Field) -> Image.Image:
    return Image.fromarray(np.round(np.clip(picture, 0, 1) * 255).astype(np.uint8))


def _field(image: Image.Image) -> Field:
    return np.asarray(image, np.float32) / np.float32(255)
