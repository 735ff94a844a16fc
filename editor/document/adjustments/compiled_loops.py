"""The loops of adjustments compiled: they give the numbers of `plain_loops`, many times faster."""

# The compiler's decorator has no types; what callers see is typed by `loops.Loops`.
# pyright: basic

from __future__ import annotations

import numpy as np
from numba import njit

from editor.document.adjustments.plain_loops import (
    RANGE_ENDS,
    RANGE_FULL,
    SKIN_HUE,
    SKIN_REACH,
    SKIN_SHARE,
    Turn,
)
from editor.document.sheets import Floats

_compiled = njit(nogil=True, cache=True, error_model="numpy")

_ZERO, _HALF, _ONE, _TWO = np.float32(0), np.float32(0.5), np.float32(1), np.float32(2)
_THREE, _SIX, _NINE, _TWELVE = np.float32(3), np.float32(6), np.float32(9), np.float32(12)
_FOUR, _EIGHT = np.float32(4), np.float32(8)
_TINY = np.float32(1e-7)
_HAIR = np.float32(1e-6)
_RED, _GREEN, _BLUE = np.float32(0.2126), np.float32(0.7152), np.float32(0.0722)


def look_up(planes: Floats, tables: Floats) -> None:
    _look_up(planes, tables)


def turn_colours(planes: Floats, turn: Turn) -> None:
    strength = max(1 - turn.saturation, 1e-6)
    factor = 1 + turn.saturation if turn.saturation <= 0 else 1 / strength
    if turn.colourise:
        factor = turn.saturation
    target = 0.0 if turn.lightness < 0 else 1.0
    numbers = (turn.hue, factor, target, abs(turn.lightness))
    _turn_colours(planes, tuple(map(np.float32, numbers)), bool(turn.colourise))


def turn_ranges(planes: Floats, turn: Turn, ranges: Floats) -> None:
    numbers = (turn.hue, turn.saturation, turn.lightness)
    _turn_ranges(planes, tuple(map(np.float32, numbers)), ranges.astype(np.float32))


def strengthen(planes: Floats, vibrance: float, saturation: float) -> None:
    _strengthen(planes, np.float32(vibrance), np.float32(1 + saturation))


def to_grey(planes: Floats, weights: Floats) -> None:
    _to_grey(planes, weights)


def weigh(planes: Floats, weights: Floats) -> Floats:
    out = np.empty_like(planes)
    _weigh(planes, weights, out)
    return out


def box(planes: Floats, radius: int, share: float, passes: int) -> Floats:
    out = np.empty_like(planes)
    _box(planes, (radius, float(share), passes), out)
    return out


def rehearse() -> None:
    """Compile or load every loop by running it once on few pixels."""
    planes = np.full((4, 2, 2), 0.5, np.float32)
    tables = np.ones((3, 4), np.float32)
    tables.flags.writeable = False
    look_up(planes, tables)
    turn_colours(planes, Turn(0, 0, 0, 0))
    turn_ranges(planes, Turn(0, 0, 0, 0), np.zeros((6, 3), np.float32))
    strengthen(planes, 0.0, 0.0)
    to_grey(planes, np.ones(6, np.float32))
    weigh(planes, np.ones(1, np.float32))
    box(planes, 1, 0.5, 1)


@_compiled
def _look_up(planes: Floats, tables: Floats) -> None:
    last = tables.shape[1] - 1
    full = np.float32(last)
    for k in range(3):
        table = tables[k]
        for y in range(planes.shape[1]):
            row = planes[k, y]
            for x in range(row.size):
                at = min(max(row[x], _ZERO), _ONE) * full
                low = min(np.int32(at), np.int32(last - 1))
                start = table[low]
                row[x] = start + (table[low + 1] - start) * (at - np.float32(low))


@_compiled
def _hue_of(red: np.float32, green: np.float32, blue: np.float32) -> np.float32:
    high, low = max(red, green, blue), min(red, green, blue)
    room = max(high - low, _TINY)
    if high == red:
        hue = (green - blue) / room
        return hue if hue >= _ZERO else hue + _SIX
    if high == green:
        return (blue - red) / room + _TWO
    return (red - green) / room + _FOUR


@_compiled
def _wave(hue: np.float32, offset: np.float32) -> np.float32:
    sector = hue * _TWO + offset
    sector -= np.floor(sector / _TWELVE) * _TWELVE
    return min(max(min(sector - _THREE, _NINE - sector), -_ONE), _ONE)


@_compiled
def _turn_colours(planes: Floats, turn: tuple, colourise: bool) -> None:
    turned, factor, target, share = turn
    for y in range(planes.shape[1]):
        for x in range(planes.shape[2]):
            red, green, blue = planes[0, y, x], planes[1, y, x], planes[2, y, x]
            high, low = max(red, green, blue), min(red, green, blue)
            light = (high + low) * _HALF
            hue, strength = turned, factor
            if colourise:
                light = _RED * red + _GREEN * green + _BLUE * blue
            else:
                hue += _hue_of(red, green, blue)
                room = max(_ONE - abs(_TWO * light - _ONE), _TINY)
                strength = min(min((high - low) / room, _ONE) * factor, _ONE)
            light += (target - light) * share
            reach = strength * min(light, _ONE - light)
            planes[0, y, x] = light - reach * _wave(hue, _ZERO)
            planes[1, y, x] = light - reach * _wave(hue, _EIGHT)
            planes[2, y, x] = light - reach * _wave(hue, _FOUR)


@_compiled
def _change_at(hue: np.float32, turn: tuple, ranges: Floats) -> tuple:
    """What all colours get of hue, saturation and lightness, and what this hue gets on top."""
    turned, stronger, lighter = turn[0], turn[1], _ZERO
    for number in range(6):
        away = hue - np.float32(number) + _THREE
        away = abs(away - np.floor(away / _SIX) * _SIX - _THREE)
        share = min(max((RANGE_ENDS - away) / (RANGE_ENDS - RANGE_FULL), _ZERO), _ONE)
        turned += share * ranges[number, 0]
        stronger += share * ranges[number, 1]
        lighter += share * ranges[number, 2]
    return turned, stronger, lighter


@_compiled
def _turn_ranges(planes: Floats, turn: tuple, ranges: Floats) -> None:
    for y in range(planes.shape[1]):
        for x in range(planes.shape[2]):
            red, green, blue = planes[0, y, x], planes[1, y, x], planes[2, y, x]
            high, low = max(red, green, blue), min(red, green, blue)
            light = (high + low) * _HALF
            hue = _hue_of(red, green, blue)
            room = max(_ONE - abs(_TWO * light - _ONE), _TINY)
            strength = min((high - low) / room, _ONE)
            turned, by, lighter = _change_at(hue, turn, ranges)
            lighter = min(max(turn[2] + lighter * strength, -_ONE), _ONE)
            by = min(max(by, -_ONE), _ONE)
            if by <= _ZERO:
                strength *= _ONE + by
            else:
                strength = min(strength / max(_ONE - by, _HAIR), _ONE)
            target = _ONE if lighter >= _ZERO else _ZERO
            light += (target - light) * abs(lighter)
            reach = strength * min(light, _ONE - light)
            planes[0, y, x] = light - reach * _wave(hue + turned, _ZERO)
            planes[1, y, x] = light - reach * _wave(hue + turned, _EIGHT)
            planes[2, y, x] = light - reach * _wave(hue + turned, _FOUR)


@_compiled
def _room(value: np.float32, light: np.float32) -> np.float32:
    """How many times as far from its grey a channel can go."""
    if value > light:
        return (_ONE - light) / max(value - light, _TINY)
    return light / max(light - value, _TINY)


@_compiled
def _strengthen(planes: Floats, vibrance: np.float32, saturation: np.float32) -> None:
    for y in range(planes.shape[1]):
        for x in range(planes.shape[2]):
            red, green, blue = planes[0, y, x], planes[1, y, x], planes[2, y, x]
            spread = max(red, green, blue) - min(red, green, blue)
            held = _ONE
            if vibrance > _ZERO:
                away = abs(_hue_of(red, green, blue) - SKIN_HUE) / SKIN_REACH
                held -= SKIN_SHARE * max(_ONE - away, _ZERO)
            factor = (_ONE + vibrance * (_ONE - spread) * held) * saturation
            light = _RED * red + _GREEN * green + _BLUE * blue
            room = min(_room(red, light), _room(green, light), _room(blue, light))
            factor = min(factor, max(room, _ONE))
            planes[0, y, x] = min(max(light + (red - light) * factor, _ZERO), _ONE)
            planes[1, y, x] = min(max(light + (green - light) * factor, _ZERO), _ONE)
            planes[2, y, x] = min(max(light + (blue - light) * factor, _ZERO), _ONE)


@_compiled
def _to_grey(planes: Floats, weights: Floats) -> None:
    for y in range(planes.shape[1]):
        for x in range(planes.shape[2]):
            red, green, blue = planes[0, y, x], planes[1, y, x], planes[2, y, x]
            high, low = max(red, green, blue), min(red, green, blue)
            middle = max(min(red, green), min(max(red, green), blue))
            primary = 0 if high == red else (2 if high == green else 4)
            secondary = 1 if low == blue else (3 if low == red else 5)
            grey = low + (high - middle) * weights[primary] + (middle - low) * weights[secondary]
            grey = min(max(grey, _ZERO), _ONE)
            planes[0, y, x] = grey
            planes[1, y, x] = grey
            planes[2, y, x] = grey


@_compiled
def _weigh(planes: Floats, weights: Floats, out: Floats) -> None:
    count, height, width = planes.shape
    reach = weights.size // 2
    across = np.empty((height, width), np.float32)
    wide = np.empty(width + 2 * reach, np.float32)
    for k in range(count):
        for y in range(height):
            wide[:reach] = planes[k, y, 0]
            wide[reach : reach + width] = planes[k, y]
            wide[reach + width :] = planes[k, y, width - 1]
            row = across[y]
            row[:] = _ZERO
            for at in range(weights.size):
                weight, part = weights[at], wide[at : at + width]
                for x in range(width):
                    row[x] += weight * part[x]
        for y in range(height):
            row = out[k, y]
            row[:] = _ZERO
            for at in range(weights.size):
                weight = weights[at]
                part = across[min(max(y + at - reach, 0), height - 1)]
                for x in range(width):
                    row[x] += weight * part[x]


@_compiled
def _box(planes: Floats, box: tuple, out: Floats) -> None:
    """`box` is radius, share and passes."""
    count, height, width = planes.shape
    reach = box[2] * (box[0] + 1)
    across = np.empty((height + 2 * reach, width), np.float64)
    spare = np.empty_like(across)
    wide = np.empty(width + 2 * reach, np.float64)
    wide_spare = np.empty_like(wide)
    for k in range(count):
        for y in range(height):
            wide[:reach] = planes[k, y, 0]
            wide[reach : reach + width] = planes[k, y]
            wide[reach + width :] = planes[k, y, width - 1]
            _box_row(wide, wide_spare, box)
            across[reach + y] = wide[:width]
        across[:reach] = across[reach]
        across[reach + height :] = across[reach + height - 1]
        _box_rows(across, spare, box)
        out[k] = across[:height]


@_compiled
def _box_row(row: np.ndarray, spare: np.ndarray, box: tuple) -> None:
    """Each pass leaves the row shorter and moved to the start by radius + 1."""
    radius, share, passes = box
    norm = 1.0 / (2 * radius + 1 + 2 * share)
    size = row.size
    for _ in range(passes):
        size -= 2 * (radius + 1)
        total = row[1 : 2 * radius + 2].sum()
        for x in range(size):
            ends = row[x] + row[x + 2 * radius + 2]
            spare[x] = (total + share * ends) * norm
            total += row[x + 2 * radius + 2] - row[x + 1]
        row[:size] = spare[:size]


@_compiled
def _box_rows(rows: np.ndarray, spare: np.ndarray, box: tuple) -> None:
    """The same down the columns, all of them side by side."""
    radius, share, passes = box
    norm = 1.0 / (2 * radius + 1 + 2 * share)
    size = rows.shape[0]
    for _ in range(passes):
        size -= 2 * (radius + 1)
        total = np.zeros(rows.shape[1])
        for y in range(1, 2 * radius + 2):
            total += rows[y]
        for y in range(size):
            over, under, gone = rows[y], rows[y + 2 * radius + 2], rows[y + 1]
            line = spare[y]
            for x in range(line.size):
                line[x] = (total[x] + share * (over[x] + under[x])) * norm
                total[x] += under[x] - gone[x]
        rows[:size] = spare[:size]
