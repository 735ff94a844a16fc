"""The loops that pull pixels through a map, in numpy; compiled ones take over once warm."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from editor.document.engine import is_warm
from editor.document.geometry import PlaneMap
from editor.document.resample_filters import Planes, Resampling
from editor.document.tiles import Depth, Pixels


@dataclass(frozen=True)
class Pull:
    """`way` brings a target position (pixels of the tile) to one in the block of source pixels.

    Each target pixel is the mean of `samples` x `samples` places.
    """

    way: PlaneMap
    method: Resampling
    samples: int


class PullLoops(Protocol):
    """Exists twice, in numpy and compiled, with the same results to within rounding."""

    def pull(self, source: Pixels, out: Pixels, pull: Pull) -> None:
        """Fill `out` (h, w) or (h, w, 4) from `source`; nothing lies around the source."""
        ...


class _Numpy:
    """The plain loops, which need no compiling."""

    def pull(self, source: Pixels, out: Pixels, pull: Pull) -> None:
        planes = premultiplied(source)
        total = np.zeros((*out.shape[:2], planes.shape[2]), np.float32)
        steps = (np.arange(pull.samples) + 0.5) / pull.samples
        for down in steps:
            for across in steps:
                total += _sampled(planes, pull, float(across), float(down), out.shape[:2])
        total /= pull.samples * pull.samples
        out[...] = straight(total, "uint16" if out.dtype == np.uint16 else "uint8")


def _sampled(
    planes: Planes, pull: Pull, across: float, down: float, shape: tuple[int, ...]
) -> Planes:
    height, width = shape[0], shape[1]
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    x, y = x + across, y + down
    (a, b, c), (d, e, f), (g, h, i) = pull.way.rows
    w = g * x + h * y + i
    # What lies behind the horizon is seen nowhere.
    w = np.where(w > 1e-12, w, np.nan)
    from_x, from_y = (a * x + b * y + c) / w - 0.5, (d * x + e * y + f) / w - 0.5
    far = ~(np.isfinite(from_x) & np.isfinite(from_y))
    from_x, from_y = (np.where(far, -1e6, part) for part in (from_x, from_y))
    return _weighed(planes, pull.method, np.clip(from_x, -1e6, 1e6), np.clip(from_y, -1e6, 1e6))


def _weighed(
    planes: Planes, method: Resampling, x: NDArray[np.float64], y: NDArray[np.float64]
) -> Planes:
    if method is Resampling.NEAREST:
        return _at(planes, np.floor(x + 0.5).astype(np.int64), np.floor(y + 0.5).astype(np.int64))
    taps = int(2 * method.radius)
    left = np.floor(x).astype(np.int64) - taps // 2 + 1
    top = np.floor(y).astype(np.int64) - taps // 2 + 1
    across = [method.weigh(left + n - x) for n in range(taps)]
    down = [method.weigh(top + n - y) for n in range(taps)]
    total = np.zeros((*x.shape, planes.shape[2]), np.float32)
    for row in range(taps):
        for col in range(taps):
            weight = (down[row] * across[col]).astype(np.float32)
            total += _at(planes, left + col, top + row) * weight[..., None]
    norm = np.sum(across, axis=0) * np.sum(down, axis=0)
    return total / np.asarray(norm, np.float32)[..., None]


def _at(planes: Planes, x: NDArray[np.int64], y: NDArray[np.int64]) -> Planes:
    height, width = planes.shape[:2]
    inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    found = planes[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)]
    return found * inside[..., None]


def loops() -> PullLoops:
    """The compiled loops after `engine.warm`, the plain ones before."""
    if not is_warm():
        return _Numpy()
    return cast(PullLoops, importlib.import_module("editor.document.resample_kernels"))


PLAIN: PullLoops = _Numpy()


def premultiplied(pixels: Pixels) -> Planes:
    """Integers (h, w) or straight (h, w, 4) as floats of 0..1 (h, w, c), colours times alpha."""
    full = np.float32(np.iinfo(pixels.dtype).max)
    planes = pixels.astype(np.float32) / full
    if planes.ndim == 2:
        return planes[:, :, None]
    planes[..., :3] *= planes[..., 3:]
    return planes


def straight(planes: Planes, depth: Depth) -> Pixels:
    """Floats (h, w, 1 or 4), premultiplied, as straight integers; overshoot is cut off."""
    full = np.float32(255 if depth == "uint8" else 65535)
    if planes.shape[2] == 1:
        return np.rint(np.clip(planes[..., 0], 0.0, 1.0) * full).astype(depth)
    alpha = np.clip(planes[..., 3:], 0.0, 1.0)
    shown = alpha > 0.5 / full
    # By what was weighed, not by what is left of it: overshoot then keeps its colour.
    colours = np.clip(planes[..., :3] / np.where(shown, planes[..., 3:], 1.0), 0.0, 1.0)
    out = np.concatenate((colours, alpha), axis=2) * shown
    return np.rint(out * full).astype(depth)
