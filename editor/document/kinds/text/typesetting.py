"""Sets text: from words and a font to how much each pixel is covered."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from editor.document.geometry import PlaneMap, around
from editor.document.kinds.fill.colours import read_colour
from editor.document.kinds.text.fonts import FontBook, letters
from editor.document.kinds.text.layout import TAB, Line, TextLayout
from editor.document.kinds.text.params import MOST_PX, TextParams
from editor.document.resample import Warp, warped
from editor.document.tiles import Depth, TilePlane
from ml.api.regions import Box, bounds_of

_FULL = 255
_MOST_STRETCH = 16.0


def draw_text(
    params: TextParams, fonts: FontBook, depth: Depth, way: PlaneMap | None = None
) -> TilePlane:
    """The text, brought through `way`, as a plane of straight RGBA; empty where nothing shows.

    What `way` enlarges is drawn larger in the first place: letters stay as sharp as any.
    """
    layout, there = set_text(params, fonts, way or PlaneMap.identity())
    return warped(_drawn(layout, depth), Warp(there))


def set_text(params: TextParams, fonts: FontBook, way: PlaneMap) -> tuple[TextLayout, PlaneMap]:
    """The layout that is drawn for a text under `way`, and what brings it into the layer's frame.

    The caret asks this one too: a font that fits its letters to pixels is not quite the same at
    another size.
    """
    layout = TextLayout(params, fonts)
    if way.is_identity:
        return layout, way
    larger = _enlargement(way, layout)
    if larger > 1.0:
        layout = TextLayout(scaled_text(params, larger), fonts)
    return layout, way @ PlaneMap.scaling(1 / larger, 1 / larger)


def scaled_text(params: TextParams, factor: float) -> TextParams:
    """The same text set `factor` times as large."""
    fresh = {"size_px": params.size_px * factor, "width_px": params.width_px * factor}
    return params.model_copy(update=fresh)


def box_of_text(params: TextParams, fonts: FontBook, way: PlaneMap | None = None) -> Box:
    """Where lines lie, from the layer's position, whether they are blank or not."""
    layout, there = set_text(params, fonts, way or PlaneMap.identity())
    return around(there.quad(layout.box))


def _enlargement(way: PlaneMap, layout: TextLayout) -> float:
    """By how much the text is drawn larger than it is set, so that no sharpness is lost."""
    box = layout.box
    places = ((box.left, box.top), (box.right, box.bottom), (box.left, box.bottom))
    most = max(way.stretch(x, y)[1] for x, y in places)
    room = MOST_PX / layout.params.size_px
    return max(1.0, min(most, room, _MOST_STRETCH))


def _drawn(layout: TextLayout, depth: Depth) -> TilePlane:
    plane = TilePlane(4, depth)
    colour = read_colour(layout.params.colour)
    full = np.iinfo(depth).max
    for line in layout.lines:
        covered, left, top = draw_line(line, layout)
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


def draw_line(line: Line, layout: TextLayout) -> tuple[NDArray[np.uint8], int, int]:
    """Coverage (h, w) of one line with room around it, and where its corner lies."""
    params, font = layout.params, layout.font
    room = int(params.size_px) + 2
    width = int(line.width) + 2 * room + 2
    height = int(layout.ascent + layout.descent) + 2 * room
    left, top = int(np.floor(line.left)) - room, int(np.floor(line.baseline)) - layout.ascent - room
    image = letters("Image").new("L", (max(width, 1), max(height, 1)))
    draw = letters("ImageDraw").Draw(image)
    x, y = line.left - left, line.baseline - top
    said = line.text.replace("\t", TAB)
    parts = [said] if params.tracking == 0 else list(said)
    for letter, advance in zip(parts, layout.advances(line.text), strict=True):
        draw.text((x, y), letter, fill=_FULL, font=font, anchor="ls")
        x += advance
    return np.asarray(image), left, top
