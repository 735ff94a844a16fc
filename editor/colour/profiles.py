"""Conversion of pixels from one colour profile to another, and the profiles that we embed."""

from __future__ import annotations

import importlib
import logging
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from editor.colour.icc import BadProfile, IccProfile
from editor.colour.icc_writer import (
    ADOBE,
    P3,
    REC709,
    SRGB_CURVE,
    build_rgb_profile,
    gamma_curve,
    parametric_curve,
)
from editor.colour.matrix import MatrixConversion, matrix_conversion

Pixels = NDArray[np.unsignedinteger]
"""uint8 or uint16."""

SRGB = build_rgb_profile("sRGB", REC709, parametric_curve(SRGB_CURVE))
DISPLAY_P3 = build_rgb_profile("Display P3", P3, parametric_curve(SRGB_CURVE))
ADOBE_RGB = build_rgb_profile("Adobe RGB (1998) compatible", ADOBE, gamma_curve(563 / 256))


class Intent(Enum):
    """What matters where a colour does not exist in the other profile (ICC.1:2022, 0.4)."""

    PERCEPTUAL = 0
    RELATIVE = 1
    SATURATION = 2
    ABSOLUTE = 3


def intent_named(name: str) -> Intent:
    """By the name of its member."""
    return Intent[name]


_BLACK_POINT = 0x2000
_NO_TABLES = 0x0100
_FINE_TABLES = 0x0400
# A quarter of one 8-bit step: two profiles that differ by less are two editions of the same.
_SAME_WITHIN = 0.25 / 255
_ROWS = 256

logger = logging.getLogger(__name__)


class ProfileUnusable(ValueError):
    """A profile that no conversion can be made from; its message is a sentence."""


class Conversion:
    """From the colours of `source` to those of `target`; None stands for sRGB.

    Where both mean the same, pixels come back as they are, the very same array. Colours outside
    the target are clipped, unless a table of the profile says otherwise for `intent`. The black
    point is compensated where a profile is a table and `black_point` is set. Raises
    ProfileUnusable at the first use where a profile is broken.
    """

    def __init__(
        self,
        source: bytes | None,
        target: bytes | None,
        *,
        intent: Intent = Intent.RELATIVE,
        black_point: bool = True,
    ) -> None:
        self._source = source or SRGB
        self._target = target or SRGB
        self._rendering = Rendering(intent, black_point=black_point)

    @cached_property
    def is_identity(self) -> bool:
        if self._source == self._target:
            return True
        steps = np.linspace(0, 65535, 9).astype(np.uint16)
        grid = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(27, 27, 3)
        moved = self._convert(grid).astype(np.float64) - grid
        return float(np.abs(moved).max()) < _SAME_WITHIN * 65535

    def apply(self, pixels: Pixels) -> Pixels:
        """Rows x columns x 3 or 4 in uint8 or uint16; alpha is passed through."""
        if self.is_identity:
            return pixels
        if pixels.shape[2] == 3:
            return self._convert(pixels)
        result = np.empty_like(pixels)
        result[:, :, :3] = self._convert(np.ascontiguousarray(pixels[:, :, :3]))
        result[:, :, 3] = pixels[:, :, 3]
        return result

    @cached_property
    def _matrix(self) -> MatrixConversion | None:
        if self._rendering.intent is Intent.ABSOLUTE:
            # The white of the source then matters, which a matrix of D50 does not know.
            return None
        source, target = IccProfile(self._source), IccProfile(self._target)
        try:
            if source.is_matrix and target.is_matrix:
                return matrix_conversion(source, target)
        except (BadProfile, np.linalg.LinAlgError) as error:
            raise ProfileUnusable("The picture's colour profile is broken.") from error
        return None

    def _convert(self, pixels: Pixels) -> Pixels:
        if pixels.size == 0:
            return pixels
        if self._matrix is not None:
            return self._matrix.apply(pixels)
        return run_engine(pixels, self._source, self._target, self._rendering)


@dataclass(frozen=True)
class Rendering:
    """How a colour engine goes from one profile to the other."""

    intent: Intent = Intent.RELATIVE
    black_point: bool = True


_USUAL = Rendering()


def run_engine(
    pixels: Pixels, source: bytes, target: bytes | None, rendering: Rendering = _USUAL
) -> Pixels:
    """Little CMS on rows x columns x 3 (RGB) or 4 (CMYK) channels, to RGB of the same depth.

    16 bit goes without its prepared tables: they are wrong by thousands of steps in the shadows.
    """
    # Large, and most pictures need none of it.
    imagecodecs = importlib.import_module("imagecodecs")
    height, width, channels = pixels.shape
    result = np.empty((height, width, 3), pixels.dtype)
    flags = _NO_TABLES if pixels.dtype == np.uint16 else _FINE_TABLES
    if rendering.black_point:
        flags |= _BLACK_POINT
    try:
        for top in range(0, height, _ROWS):
            rows = np.ascontiguousarray(pixels[top : top + _ROWS])
            result[top : top + _ROWS] = imagecodecs.cms_transform(
                rows,
                source,
                target or SRGB,
                colorspace="cmyk" if channels == 4 else "rgb",
                outcolorspace="rgb",
                outdtype=pixels.dtype.name,
                intent=rendering.intent.value,
                flags=flags,
            )
    except (imagecodecs.CmsError, ValueError) as error:
        raise ProfileUnusable("The picture's colour profile is broken.") from error
    return result


def check_target(profile: bytes) -> None:
    """Raises ProfileUnusable where pictures cannot be held in this profile."""
    try:
        known = IccProfile(profile)
        is_rgb = bool(known.tags) and known.space == "RGB"
    except BadProfile as error:
        raise ProfileUnusable("The file is no colour profile; choose another one.") from error
    if not is_rgb:
        raise ProfileUnusable("The profile is not for RGB; choose one for a screen or a space.")
    try:
        grey = np.full((1, 1, 3), 128, np.uint8)
        run_engine(run_engine(grey, SRGB, profile), profile, None)
    except ProfileUnusable as error:
        raise ProfileUnusable("The profile leads one way only; choose another one.") from error


def cmyk_to_srgb(ink: Pixels, profile: bytes) -> Pixels:
    """Rows x columns x 4, where the highest number is full ink, to rows x columns x 3."""
    return run_engine(ink, profile, None)


def built_in(name: str) -> bytes | None:
    """One of our own profiles by `SRGB`, `DISPLAY_P3` or `ADOBE_RGB`; None stands for sRGB."""
    return {"SRGB": None, "DISPLAY_P3": DISPLAY_P3, "ADOBE_RGB": ADOBE_RGB}[name]


def profile_title(profile: bytes | None) -> str:
    """The name for the status bar: `sRGB`, `Display P3`...; never empty."""
    if profile is None:
        return "sRGB"
    try:
        known = IccProfile(profile)
        return (known.title() or "Unnamed profile") if known.tags else "Unnamed profile"
    except BadProfile:
        return "Broken profile"
