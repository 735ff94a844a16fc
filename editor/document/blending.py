"""The names of the ways in which a layer mixes with what lies below it."""

from __future__ import annotations

from enum import Enum


class BlendMode(Enum):
    """W3C compositing modes under the names that OpenRaster writes."""

    NORMAL = "svg:src-over"
    MULTIPLY = "svg:multiply"
    SCREEN = "svg:screen"
    OVERLAY = "svg:overlay"
    DARKEN = "svg:darken"
    LIGHTEN = "svg:lighten"
    COLOR_DODGE = "svg:color-dodge"
    COLOR_BURN = "svg:color-burn"
    HARD_LIGHT = "svg:hard-light"
    SOFT_LIGHT = "svg:soft-light"
    DIFFERENCE = "svg:difference"
    EXCLUSION = "pentimento:exclusion"
    HUE = "svg:hue"
    SATURATION = "svg:saturation"
    COLOR = "svg:color"
    LUMINOSITY = "svg:luminosity"

    @property
    def code(self) -> int:
        """The number by which the kernels know this mode."""
        return _CODES[self]

    @property
    def title(self) -> str:
        return self.name.replace("_", " ").capitalize()


_CODES = {mode: code for code, mode in enumerate(BlendMode)}
