"""The loops of adjustments in numpy: what the compiled ones equal, and what runs before them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from editor.document.sheets import Floats

_TINY = np.float32(1e-7)

RANGE_FULL, RANGE_ENDS = np.float32(0.25), np.float32(0.75)
"""A range of colours holds wholly so far from its middle, and ends here: in sixths of the circle.

Neighbouring ranges together always hold 1.
"""
SKIN_HUE, SKIN_REACH, SKIN_SHARE = np.float32(0.5), np.float32(0.5), np.float32(0.5)
"""Around this hue, in sixths, vibrance is held back by at most this share: skin stays skin."""


class Turn(NamedTuple):
    """How to change colours in hue, saturation and lightness (HSL).

    `hue` is in sixths of the circle, or the hue that all colours get where `colourise` is 1 (then
    `saturation` is theirs too). Otherwise saturation and lightness are -1..1, 0 for no change.
    """

    hue: float
    saturation: float
    lightness: float
    colourise: int


def look_up(planes: Floats, tables: Floats) -> None:
    last = tables.shape[1] - 1
    for channel in range(3):
        at = np.clip(planes[channel], 0, 1) * np.float32(last)
        low = np.minimum(at.astype(np.int32), last - 1)
        start = tables[channel][low]
        planes[channel] = start + (tables[channel][low + 1] - start) * (at - low)


def turn_colours(planes: Floats, turn: Turn) -> None:
    red, green, blue = planes[0], planes[1], planes[2]
    high, low = planes[:3].max(axis=0), planes[:3].min(axis=0)
    lightness = (high + low) * np.float32(0.5)
    if turn.colourise:
        hue = np.full_like(lightness, turn.hue)
        saturation = np.full_like(lightness, turn.saturation)
        lightness = (
            np.float32(0.2126) * red + np.float32(0.7152) * green + np.float32(0.0722) * blue
        )
    else:
        hue = _hue_of(planes, high, high - low) + np.float32(turn.hue)
        room = np.maximum(1 - np.abs(2 * lightness - 1), _TINY)
        saturation = _strengthened(np.minimum((high - low) / room, 1), turn.saturation)
    target = 0.0 if turn.lightness < 0 else 1.0
    lightness = lightness + (np.float32(target) - lightness) * np.float32(abs(turn.lightness))
    _write_colours(planes, hue, saturation, lightness)


def turn_ranges(planes: Floats, turn: Turn, ranges: Floats) -> None:
    high, low = planes[:3].max(axis=0), planes[:3].min(axis=0)
    lightness = (high + low) * np.float32(0.5)
    hue = _hue_of(planes, high, high - low)
    room = np.maximum(1 - np.abs(2 * lightness - 1), _TINY)
    saturation = np.minimum((high - low) / room, 1)
    changes = np.empty((3, *hue.shape), np.float32)
    changes[:] = np.array(turn[:3], np.float32)[:, None, None]
    for number, change in enumerate(ranges):
        away = np.abs(np.mod(hue - np.float32(number) + 3, np.float32(6)) - 3)
        share = np.clip((RANGE_ENDS - away) / (RANGE_ENDS - RANGE_FULL), 0, 1)
        changes += share * change[:, None, None]
    changes[2] = turn.lightness + (changes[2] - np.float32(turn.lightness)) * saturation
    np.clip(changes[1:], -1, 1, out=changes[1:])
    by = changes[1]
    stronger = np.minimum(saturation / np.maximum(1 - by, np.float32(1e-6)), np.float32(1))
    weaker = by <= 0
    stronger[weaker] = (saturation * (1 + by))[weaker]
    target = (changes[2] >= 0).astype(np.float32)
    lightness = lightness + (target - lightness) * np.abs(changes[2])
    _write_colours(planes, hue + changes[0], stronger, lightness)


def _write_colours(planes: Floats, hue: Floats, saturation: Floats, lightness: Floats) -> None:
    """HSL, with the hue in sixths of the circle, as red, green and blue."""
    reach = saturation * np.minimum(lightness, 1 - lightness)
    for channel, offset in enumerate((0, 8, 4)):
        sector = np.mod(hue * 2 + np.float32(offset), np.float32(12))
        wave = np.clip(np.minimum(sector - 3, 9 - sector), -1, 1)
        planes[channel] = lightness - reach * wave


def strengthen(planes: Floats, vibrance: float, saturation: float) -> None:
    high, low = planes[:3].max(axis=0), planes[:3].min(axis=0)
    spread = high - low
    hue = _hue_of(planes, high, spread)
    spared = SKIN_SHARE * np.maximum(1 - np.abs(hue - SKIN_HUE) / SKIN_REACH, 0)
    held = 1 - spared if vibrance > 0 else np.float32(1)
    factor = (1 + np.float32(vibrance) * (1 - spread) * held) * np.float32(1 + saturation)
    weights = np.array([0.2126, 0.7152, 0.0722], np.float32)
    light = np.tensordot(weights, planes[:3], 1)
    away = planes[:3] - light
    room = np.where(away > 0, 1 - light, light) / np.maximum(np.abs(away), _TINY)
    # No channel is cut off, so no hue changes.
    factor = np.minimum(factor, np.maximum(room.min(axis=0), 1))
    planes[:3] = np.clip(light + away * factor, 0, 1)


def _strengthened(saturation: Floats, change: float) -> Floats:
    """Grey stays grey; -1 makes everything grey, 1 everything else pure."""
    if change <= 0:
        return saturation * np.float32(1 + change)
    return np.minimum(saturation / np.float32(max(1 - change, 1e-6)), np.float32(1))


def _hue_of(planes: Floats, high: Floats, spread: Floats) -> Floats:
    """Hue in sixths of the circle from red, 0..6."""
    red, green, blue = planes[0], planes[1], planes[2]
    room = np.maximum(spread, _TINY)
    sixths: Floats = (green - blue) / room
    from_red = sixths - np.floor(sixths / np.float32(6)) * np.float32(6)
    from_green = (blue - red) / room + 2
    from_blue = (red - green) / room + 4
    hue = np.array(from_blue)
    np.copyto(hue, from_green, where=high == green)
    np.copyto(hue, from_red, where=high == red)
    return hue.astype(np.float32)


def to_grey(planes: Floats, weights: Floats) -> None:
    red, green, blue = planes[0], planes[1], planes[2]
    high, low = planes[:3].max(axis=0), planes[:3].min(axis=0)
    middle = np.maximum(np.minimum(red, green), np.minimum(np.maximum(red, green), blue))
    primary = np.where(high == red, 0, np.where(high == green, 2, 4))
    # Between the two primaries that lead lies the secondary: opposite of the lowest channel.
    secondary = np.where(low == blue, 1, np.where(low == red, 3, 5))
    grey = low + (high - middle) * weights[primary] + (middle - low) * weights[secondary]
    planes[:3] = np.clip(grey, 0, 1)


def weigh(planes: Floats, weights: Floats) -> Floats:
    reach = weights.size // 2
    wide = np.pad(planes, ((0, 0), (0, 0), (reach, reach)), mode="edge")
    across = np.zeros_like(planes)
    for at, weight in enumerate(weights):
        across += weight * wide[:, :, at : at + planes.shape[2]]
    high = np.pad(across, ((0, 0), (reach, reach), (0, 0)), mode="edge")
    out = np.zeros_like(planes)
    for at, weight in enumerate(weights):
        out += weight * high[:, at : at + planes.shape[1]]
    return out


def box(planes: Floats, radius: int, share: float, passes: int) -> Floats:
    across = _boxes(planes, radius, share, passes)
    return np.swapaxes(_boxes(np.swapaxes(across, 1, 2), radius, share, passes), 1, 2)


def _boxes(planes: Floats, radius: int, share: float, passes: int) -> Floats:
    """Some passes of a box along rows; the edge is repeated so far that none sees its end."""
    reach = passes * (radius + 1)
    wide = np.pad(planes, ((0, 0), (0, 0), (reach, reach)), mode="edge").astype(np.float64)
    for _ in range(passes):
        wide = _box_along_rows(wide, radius, share)
    return wide.astype(np.float32)


def _box_along_rows(wide: NDArray[np.float64], radius: int, share: float) -> NDArray[np.float64]:
    """Narrower by radius + 1 at both ends."""
    sums = np.cumsum(np.pad(wide, ((0, 0), (0, 0), (1, 0))), axis=2)
    size = wide.shape[2] - 2 * (radius + 1)
    inner = sums[..., 2 * radius + 2 : 2 * radius + 2 + size] - sums[..., 1 : 1 + size]
    outer = sums[..., 2 * radius + 3 : 2 * radius + 3 + size] - sums[..., :size]
    return (inner + share * (outer - inner)) / (2 * radius + 1 + 2 * share)
