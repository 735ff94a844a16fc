"""Conversion between two matrix profiles in floating point: exact in 16 bit, where a colour engine
that prepares tables of 33 steps is wrong by up to a twelfth of the range in the shadows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from editor.colour.icc import CURVE_STEPS, IccProfile

Pixels = NDArray[np.unsignedinteger]
_CURVES = ("rTRC", "gTRC", "bTRC")
_ROWS = 64


@dataclass(frozen=True, eq=False)
class MatrixConversion:
    """`decode` maps 16-bit input to light, `matrix` light to light, `encode` the square root of
    light (evenly spaced, so that shadows get most of the steps) to 16-bit output."""

    decode: tuple[NDArray[np.float32], ...]
    matrix: NDArray[np.float32]
    encode: tuple[NDArray[np.float32], ...]

    def apply(self, pixels: Pixels) -> Pixels:
        """Rows x columns x 3 (uint8 or uint16) to the same shape and depth."""
        result = np.empty_like(pixels)
        for top in range(0, pixels.shape[0], _ROWS):
            result[top : top + _ROWS] = self._rows(pixels[top : top + _ROWS])
        return result

    def _rows(self, pixels: Pixels) -> NDArray[np.generic]:
        is_byte = pixels.dtype == np.uint8
        light = np.empty(pixels.shape, np.float32)
        for channel, table in enumerate(self.decode):
            known = table[:: CURVE_STEPS // 255] if is_byte else table
            light[..., channel] = known[pixels[..., channel]]
        light = light @ self.matrix.T
        steps = np.sqrt(np.clip(light, 0.0, 1.0, out=light), out=light)
        index = (steps * np.float32(CURVE_STEPS - 1) + np.float32(0.5)).astype(np.int32)
        values = np.empty(pixels.shape, np.float32)
        for channel, table in enumerate(self.encode):
            values[..., channel] = table[index[..., channel]]
        return np.rint(values * np.float32(255 if is_byte else 65535)).astype(pixels.dtype)


def matrix_conversion(source: IccProfile, target: IccProfile) -> MatrixConversion:
    """Raises BadProfile where a profile is broken, numpy's LinAlgError where it has no inverse."""
    decode = tuple(source.curve(name).astype(np.float32) for name in _CURVES)
    matrix = np.linalg.inv(target.matrix()) @ source.matrix()
    encode = tuple(_inverse(target.curve(name)) for name in _CURVES)
    return MatrixConversion(decode, matrix.astype(np.float32), encode)


def _inverse(curve: NDArray[np.float64]) -> NDArray[np.float32]:
    """Input 0..1 for light = s^2 at evenly spaced s."""
    rising = np.maximum.accumulate(curve)
    light = np.linspace(0.0, 1.0, CURVE_STEPS) ** 2
    inputs = np.linspace(0.0, 1.0, CURVE_STEPS)
    return np.interp(light, rising, inputs).astype(np.float32)
