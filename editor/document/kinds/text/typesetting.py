"""Sets text: from words and a font to how much each pixel is covered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from editor.document.kinds.fill.colours import read_colour
from editor.document.kinds.text.fonts import Face, FontBook, letters
from editor.document.kinds.text.params import Align, TextParams
from editor.document.tiles import Depth, TilePlane
from ml.api.regions import Box, bounds_of

_LONGEST_PX = 30_000
_FULL = 255
_PERMILLE = 1000
_SHARE = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont as Font


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: where it starts, from the layer's position, and how far it goes."""

    text: str
    left: float
    baseline: float
    width: float


def draw_text(params: TextParams, fonts: FontBook, depth: Depth) -> TilePlane:
    """The text as a plane of straight RGBA in its colour; empty where nothing is to be seen."""
    plane = TilePlane(4, depth)
    font = load_font(fonts.face(params.font), params.size_px)
    colour = read_colour(params.colour)
    full = np.iinfo(depth).max
    for line in set_lines(params, font):
        covered, left, top = draw_line(line, params, font)
        counted = bounds_of(covered)
        if counted.is_empty:
            continue
        place = counted.moved(left, top)
        # Lines may overlap: the stronger coverage stays.
        before = plane.read(place)[..., 3].astype(np.float64) / full
        shares = np.maximum(covered[counted.slices] * (colour[3] / _FULL), before)
        pixels = np.zeros((*shares.shape, 4), depth)
        pixels[..., :3] = np.rint(np.array(colour[:3]) * full)
        pixels[..., 3] = np.rint(shares * full)
        pixels[shares == 0] = 0
        plane.write(place, pixels)
    return plane


def set_lines(params: TextParams, font: Font) -> list[Line]:
    """The lines in their places; the position of the layer is the top of the first one."""
    ascent, _ = font.getmetrics()
    step = params.size_px * params.leading / 100
    lines: list[Line] = []
    for number, text in enumerate(params.text.split("\n")):
        text = _fitting(text.replace("\t", "    "), params, font)
        width = sum(advances(text, params, font))
        left = -width * _SHARE[params.align]
        lines.append(Line(text, left, ascent + number * step, width))
    return lines


def _fitting(text: str, params: TextParams, font: Font) -> str:
    """As many letters as the longest picture has room for: a line does not wrap by itself."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if sum(advances(text[:middle], params, font)) <= _LONGEST_PX - 4 * params.size_px:
            low = middle
        else:
            high = middle - 1
    return text[:low]


def advances(text: str, params: TextParams, font: Font) -> list[float]:
    """How far each letter moves on; one number for the whole line where letters stay together."""
    if params.tracking == 0:
        return [font.getlength(text)]
    more = params.size_px * params.tracking / _PERMILLE
    steps: list[float] = []
    for letter, following in zip(text, (*text[1:], ""), strict=True):
        # The pair less the second letter: so kerning is kept.
        steps.append(font.getlength(letter + following) - font.getlength(following) + more)
    return steps


def draw_line(line: Line, params: TextParams, font: Font) -> tuple[NDArray[np.uint8], int, int]:
    """Coverage (h, w) of one line with room around it, and where its corner lies."""
    ascent, descent = font.getmetrics()
    room = int(params.size_px) + 2
    width = int(line.width) + 2 * room + 2
    height = int(ascent + descent) + 2 * room
    left, top = int(np.floor(line.left)) - room, int(np.floor(line.baseline)) - ascent - room
    image = letters("Image").new("L", (max(width, 1), max(height, 1)))
    draw = letters("ImageDraw").Draw(image)
    x, y = line.left - left, line.baseline - top
    parts = [line.text] if params.tracking == 0 else list(line.text)
    for letter, advance in zip(parts, advances(line.text, params, font), strict=True):
        draw.text((x, y), letter, fill=_FULL, font=font, anchor="ls")
        x += advance
    return np.asarray(image), left, top


def box_of_text(params: TextParams, fonts: FontBook) -> Box:
    """Where lines lie, from the layer's position, whether they are blank or not."""
    font = load_font(fonts.face(params.font), params.size_px)
    _, descent = font.getmetrics()
    lines = set_lines(params, font)
    left = min(line.left for line in lines)
    right = max(line.left + line.width for line in lines)
    return Box(int(left), 0, int(right) + 1, int(lines[-1].baseline + descent) + 1)


@lru_cache(maxsize=16)
def load_font(face: Face, size_px: float) -> Font:
    """The face at that size; the built-in one where its file can no longer be read."""
    if face.path:
        try:
            return letters("ImageFont").truetype(face.path, size_px, index=face.index)
        except OSError:
            pass
    return letters("ImageFont").load_default(size_px)
