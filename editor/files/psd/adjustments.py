"""Photoshop's adjustment layers in the words of ours, where we have one that does the same.

Runs in the decoder process, on objects of psd-tools. What cannot be said is None, and left out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Said = tuple[str, dict[str, object]]
"""The id of an adjustment, and its parameters by name."""

_LEVEL_NAMES = ("master", "red", "green", "blue")
_MOST_CURVE_POINTS = 16


def said_of(layer: Any, mode: str) -> Said | None:
    """The adjustment that a layer of psd-tools makes; None where we have none like it.

    `mode` is how the file holds colour: ink is adjusted in other numbers than ours.
    """
    reader = _READERS.get(layer.kind) if mode in ("RGB", "GRAYSCALE") else None
    try:
        said = reader(layer) if reader is not None else None
        return _for_grey(said) if said is not None and mode == "GRAYSCALE" else said
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None


def _for_grey(said: Said) -> Said:
    """The first channel of a grey file is grey: what it does belongs to all of ours."""
    kind, params = said
    if kind not in ("levels", "curves"):
        return said
    of_grey = {n: v for n, v in params.items() if n.startswith("red")}
    for name in list(params):
        if not name.startswith("master"):
            del params[name]
    for name, value in of_grey.items():
        # Both together are rare, and could not be said.
        params[name.replace("red", "master", 1)] = value
    return kind, params


def colour_of(layer: Any) -> str | None:
    """`#rrggbb` of a solid colour fill in RGB."""
    data = layer.data
    try:
        numbers = [round(float(data[key])) for key in (b"Rd  ", b"Grn ", b"Bl  ")]
    except (KeyError, TypeError, ValueError):
        return None
    return "#" + "".join(f"{min(255, max(0, number)):02x}" for number in numbers)


def _levels(layer: Any) -> Said:
    params: dict[str, object] = {}
    for name, record in zip(_LEVEL_NAMES, list(layer.data), strict=False):
        white = max(record.input_ceiling, record.input_floor + 1, 1)
        params |= {
            f"{name}_black": float(min(record.input_floor, 254)),
            f"{name}_white": float(min(white, 255)),
            f"{name}_gamma": min(9.99, max(0.1, record.gamma / 100)),
            f"{name}_low": float(record.output_floor),
            f"{name}_high": float(record.output_ceiling),
        }
    return "levels", params


def _curves(layer: Any) -> Said | None:
    """Channel 0 is all together, 1 to 3 are red, green and blue."""
    params: dict[str, object] = {}
    for item in layer.extra or ():
        if item.channel_id >= len(_LEVEL_NAMES) or layer.data.is_map:
            return None
        pairs = sorted({int(before): int(after) for after, before in item.points}.items())
        if not 2 <= len(pairs) <= _MOST_CURVE_POINTS:
            return None
        params[_LEVEL_NAMES[item.channel_id]] = _curve_text(pairs)
    return "curves", params


def _curve_text(pairs: list[tuple[int, int]]) -> str:
    """As many points as ours can have, on the natural spline that Photoshop draws."""
    known = {before / 255: after / 255 for before, after in pairs}
    if len(pairs) > 2:
        xs, ys = (np.array(side, np.float64) / 255 for side in zip(*pairs, strict=True))
        while len(known) < _MOST_CURVE_POINTS:
            places = sorted(known)
            gaps = [b - a for a, b in zip(places, places[1:], strict=False)]
            at = int(np.argmax(gaps))
            middle = (places[at] + places[at + 1]) / 2
            known[middle] = float(np.clip(_spline(xs, ys, middle), 0.0, 1.0))
    return ", ".join(f"{x:.4g} {y:.4g}" for x, y in sorted(known.items()))


def _spline(xs: NDArray[np.float64], ys: NDArray[np.float64], x: float) -> float:
    """The natural cubic spline through the points at `x` (bent nowhere at its ends)."""
    h = np.diff(xs)
    count = len(xs)
    matrix, right = np.eye(count), np.zeros(count)
    for n in range(1, count - 1):
        matrix[n, n - 1 : n + 2] = h[n - 1], 2 * (h[n - 1] + h[n]), h[n]
        right[n] = 6 * ((ys[n + 1] - ys[n]) / h[n] - (ys[n] - ys[n - 1]) / h[n - 1])
    bends = np.linalg.solve(matrix, right)
    n = int(np.clip(np.searchsorted(xs, x) - 1, 0, count - 2))
    left, beyond = xs[n + 1] - x, x - xs[n]
    cubic = (bends[n] * left**3 + bends[n + 1] * beyond**3) / (6 * h[n])
    near = (ys[n] / h[n] - bends[n] * h[n] / 6) * left
    return float(cubic + near + (ys[n + 1] / h[n] - bends[n + 1] * h[n] / 6) * beyond)


def _hue_saturation(layer: Any) -> Said | None:
    if layer.enable_colorization:
        hue, saturation, lightness = layer.colorization
        # Ours counts from 50 %, and turns from red.
        turn = float(hue if hue <= 180 else hue - 360)
        return "hue_saturation", {
            "hue": turn,
            "saturation": float(saturation) * 2 - 100,
            "lightness": float(lightness),
            "colourise": True,
        }
    if any(any(values) for _, values in layer.data):
        return None
    names = ("hue", "saturation", "lightness")
    return "hue_saturation", {n: float(v) for n, v in zip(names, layer.master, strict=True)}


def _exposure(layer: Any) -> Said:
    return "exposure", {
        "exposure": float(layer.exposure),
        "offset": float(layer.exposure_offset),
        "gamma": min(9.99, max(0.1, float(layer.gamma))),
    }


def _black_and_white(layer: Any) -> Said | None:
    if layer.use_tint:
        return None
    names = ("red", "yellow", "green", "cyan", "blue", "magenta")
    return "black_and_white", {f"{name}s": float(getattr(layer, name)) for name in names}


def _invert(layer: Any) -> Said:
    return "invert", {}


def _posterise(layer: Any) -> Said | None:
    tones = int(layer.posterize)
    return ("posterise", {"tones": tones}) if 2 <= tones <= 64 else None


def _threshold(layer: Any) -> Said:
    return "threshold", {"level": float(min(255, max(1, layer.threshold)))}


_READERS: dict[str, Callable[[Any], Said | None]] = {
    "levels": _levels,
    "curves": _curves,
    "huesaturation": _hue_saturation,
    "exposure": _exposure,
    "blackandwhite": _black_and_white,
    "invert": _invert,
    "posterize": _posterise,
    "threshold": _threshold,
}
