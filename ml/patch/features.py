"""What patches are compared by: eight numbers a pixel, the same for every device."""

# numpy's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.patch.pyramid import (
    LUMA,
    STRIP_PX,
    Bools,
    Floats,
    Layer,
    extend,
    gradients,
    guide_rows,
    strips,
)

Features = NDArray[np.int16] | NDArray[np.float32]
"""The same numbers either way: in 16 bits where memory counts, else as the loops compute."""

CHANNELS = 8
"""Features per pixel; the last one says whether the pixel may be copied."""

VOTED = 5
"""The first so many channels change while a hole is filled; the others are known beforehand."""

ONE = 32000
"""What 1.0 is stored as: all features lie within -1..1, and a step of 1/32000 is far below the
grain of a photograph, so that a pixel takes 16 bytes and not 32."""

PAD = 8
"""Rows and columns added on every side, wider than any patch radius."""

SMALL = 250_000
"""Up to so many pixels the colours around a hole are carried into it at full size."""

CELL_PX = 8
"""Else on a grid of such cells, for a coarser level brings better ones."""

_WARM = np.array([0.5, -0.4, -0.1], np.float32)
_COLD = np.array([-0.25, -0.25, 0.5], np.float32)


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a squared difference counts in each kind of channel, and what a missing pixel costs."""

    luma: float = 1.0
    chroma: float = 1.0
    gradient: float = 2.0
    texture: float = 15.0
    missing: float = 0.03


def features_of(layer: Layer) -> Features:
    """(rows + 2 PAD) x ((columns + 2 PAD) * CHANNELS), each in units of 1/ONE.

    Luma about 0, two chromas, the luma's gradient across and down, then the two texture energies
    or a luma and a chroma of the guide, and ONE where the pixel may be copied, else 0.
    """
    rows, columns = layer.hole.shape
    out = np.empty((rows + 2 * PAD, columns + 2 * PAD, CHANNELS), np.int16)
    inner = out[PAD : PAD + rows, PAD : PAD + columns]
    around = _Around(layer)
    for top, bottom in strips(rows):
        part = inner[top:bottom]
        _describe(part, around.rows(max(0, top - 1), min(rows, bottom + 1)), min(top, 1))
        _add_known(part, layer, (top, bottom))
        part[..., CHANNELS - 1] = layer.source[top:bottom] * np.int16(ONE)
    out[PAD : PAD + rows, :PAD] = inner[:, :1]
    out[PAD : PAD + rows, PAD + columns :] = inner[:, -1:]
    out[:PAD], out[PAD + rows :] = out[PAD], out[PAD + rows - 1]
    # What lies outside the picture is no source.
    out[:PAD, :, CHANNELS - 1] = out[PAD + rows :, :, CHANNELS - 1] = 0
    out[:, :PAD, CHANNELS - 1] = out[:, PAD + columns :, CHANNELS - 1] = 0
    return out.reshape(out.shape[0], -1)


class _Around:
    """The picture with its hole filled by the guide, or smoothly from around it."""

    def __init__(self, layer: Layer) -> None:
        self._layer = layer
        self._whole: Floats | None = None
        self._grid: Floats | None = None
        if layer.guide is None and layer.hole.any():
            if layer.hole.size <= SMALL:
                known = (~layer.hole).astype(np.float32)
                self._whole = extend(layer.colour * known[..., None], known)
            else:
                self._grid = _carried(layer)

    def rows(self, top: int, bottom: int) -> Floats:
        if self._whole is not None:
            return self._whole[top:bottom]
        colour = np.array(self._layer.colour[top:bottom], np.float32)
        hole = self._layer.hole[top:bottom]
        if self._layer.guide is not None:
            colour[hole] = guide_rows(self._layer.guide, top, bottom)[hole]
        elif self._grid is not None:
            y, x = np.nonzero(hole)
            colour[hole] = self._grid[(y + top) // CELL_PX, x // CELL_PX]
        return colour


def _carried(layer: Layer) -> Floats:
    """The colours around the hole on a coarse grid, carried into it."""
    rows, columns = layer.hole.shape
    size = (-(-columns // CELL_PX), -(-rows // CELL_PX))
    grid, mass = np.empty((size[1], size[0], 3), np.float32), np.empty(size[::-1], np.float32)
    for top, bottom in strips(rows):
        known = (~layer.hole[top:bottom]).astype(np.float32)
        here = (size[0], -(-(bottom - top) // CELL_PX))
        part = slice(top // CELL_PX, top // CELL_PX + here[1])
        mass[part] = cv2.resize(known, here, interpolation=cv2.INTER_AREA)
        total = cv2.resize(
            layer.colour[top:bottom] * known[..., None], here, interpolation=cv2.INTER_AREA
        )
        grid[part] = total / np.maximum(mass[part], 1e-6)[..., None]
    return extend(grid, np.minimum(mass * 2, 1))


def _describe(part: Features, colour: Floats, above: int) -> None:
    """Writes luma, chroma and gradients of a strip; `colour` begins `above` rows before it."""
    here = slice(above, above + part.shape[0])
    luma = colour @ LUMA
    _store(part, 0, luma[here] - 0.5)
    _store(part, 1, colour[here] @ _COLD)
    _store(part, 2, colour[here] @ _WARM)
    across, down = gradients(luma)
    _store(part, 3, across[here])
    _store(part, 4, down[here])


def _add_known(part: Features, layer: Layer, rows: tuple[int, int]) -> None:
    """Writes what is known beforehand in the hole too: the guide, or the texture around."""
    if layer.guide is not None:
        guide = guide_rows(layer.guide, *rows)
        _store(part, 5, guide @ LUMA - 0.5)
        _store(part, 6, guide @ (_WARM - _COLD))
        return
    if layer.texture is None:
        part[..., VOTED : CHANNELS - 1] = 0
        return
    # One row more on each side, so that strips meet as if they were one.
    low = max(0, rows[0] // 2 - 1)
    half = layer.texture[low : (rows[1] + 1) // 2 + 1]
    large = cv2.resize(half, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    large = large[rows[0] - 2 * low :][: part.shape[0], : part.shape[1]]
    for channel in range(2):
        _store(part, VOTED + channel, large[..., channel])


def _store(part: Features, channel: int, values: Floats) -> None:
    part[..., channel] = stored(values)


def stored(values: Floats) -> Features:
    """Features as they are kept."""
    return np.clip(np.rint(values * np.float32(ONE)), -ONE, ONE).astype(np.int16)


def described(colours: Floats) -> Floats:
    """n x 3: the first three features of n colours, in units of 1."""
    turned = colours @ np.stack((LUMA, _COLD, _WARM)).T
    return turned - np.array([0.5, 0, 0], np.float32)


def colours_of(cells: Features | Floats) -> Floats:
    """n x 3 in sRGB of n x CHANNELS features: a guess is averaged and thus a little soft."""
    turn = np.linalg.inv(np.stack((LUMA, _COLD, _WARM))).astype(np.float32)
    values = cells[:, :3].astype(np.float32) / np.float32(ONE)
    return (values + np.array([0.5, 0, 0], np.float32)) @ turn.T


def channel_weights(layer: Layer, weights: Weights, guide_weight: float) -> Floats:
    """What a squared difference counts in each of the CHANNELS, in units of 1."""
    extra = weights.texture if layer.guide is None else guide_weight * weights.luma
    gradient, chroma = weights.gradient, weights.chroma
    counts = (weights.luma, chroma, chroma, gradient, gradient, extra, extra, weights.missing)
    return np.array(counts, np.float32)


def grown_by(hole: Bools, radius: int) -> Bools:
    """The hole and every pixel whose patch reaches into it."""
    side = 2 * radius + 1
    return cv2.dilate(hole.view(np.uint8), np.ones((side, side), np.uint8)) > 0


def centres(source: Bools, radius: int) -> NDArray[np.uint8]:
    """Where a source patch may lie: its middle may be copied, and a third of what is around.

    2 where all of the patch may be copied, 1 where some, 0 elsewhere.
    """
    side = 2 * radius + 1
    kind = np.empty(source.shape, np.uint8)
    for top, bottom in strips(source.shape[0]):
        wide = slice(max(0, top - radius), bottom + radius)
        may = source[wide].astype(np.float32)
        share = cv2.boxFilter(may, -1, (side, side), borderType=cv2.BORDER_CONSTANT)
        share = share[top - wide.start :][: bottom - top]
        kind[top:bottom] = source[top:bottom] * (1 + (share > 1 - 0.5 / side**2)) * (share > 0.34)
    return kind if kind.any() else source.astype(np.uint8)


def trust_by(depth: Floats) -> NDArray[np.uint8]:
    """0..255, how far a guess is believed: less with the distance to what is known.

    Wexler et al. 2007, section 3.2.
    """
    trust = np.maximum(np.float32(1.3) ** -depth, np.float32(0.02))
    return np.rint(trust * 255).astype(np.uint8)


def places(where: Bools) -> NDArray[np.int32]:
    """n x 2: rows and columns in reading order."""
    found = [np.argwhere(where[top:bottom]).astype(np.int32) for top, bottom in strips(len(where))]
    for number, part in enumerate(found):
        part[:, 0] += number * STRIP_PX
    return np.concatenate(found)
