"""The names of the ways in which a layer mixes with what lies below it."""

from __future__ import annotations

from enum import Enum


class BlendMode(Enum):
    """W3C compositing modes and the common others, under the names that OpenRaster files carry.

    New ones go to the end: compiled loops that are kept on disk know a mode by its place.
    """

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
    LINEAR_BURN = "krita:linear_burn"
    LINEAR_DODGE = "svg:plus"
    VIVID_LIGHT = "krita:vivid_light"
    LINEAR_LIGHT = "krita:linear light"
    PIN_LIGHT = "krita:pin_light"
    HARD_MIX = "krita:hard_mix_photoshop"
    SUBTRACT = "krita:subtract"
    DIVIDE = "krita:divide"
    DARKER_COLOR = "krita:darker color"
    LIGHTER_COLOR = "krita:lighter color"
    DISSOLVE = "krita:dissolve"

    @property
    def code(self) -> int:
        """The number by which the kernels know this mode."""
        return _CODES[self]

    @property
    def title(self) -> str:
        return (
            _TITLES.get(self) or self.name.replace("_", " ").replace("COLOR", "colour").capitalize()
        )


_CODES = {mode: code for code, mode in enumerate(BlendMode)}
_TITLES = {BlendMode.LINEAR_DODGE: "Linear dodge (add)"}

BLEND_GROUPS: tuple[tuple[BlendMode, ...], ...] = (
    (BlendMode.NORMAL, BlendMode.DISSOLVE),
    (
        BlendMode.DARKEN,
        BlendMode.MULTIPLY,
        BlendMode.COLOR_BURN,
        BlendMode.LINEAR_BURN,
        BlendMode.DARKER_COLOR,
    ),
    (
        BlendMode.LIGHTEN,
        BlendMode.SCREEN,
        BlendMode.COLOR_DODGE,
        BlendMode.LINEAR_DODGE,
        BlendMode.LIGHTER_COLOR,
    ),
    (
        BlendMode.OVERLAY,
        BlendMode.SOFT_LIGHT,
        BlendMode.HARD_LIGHT,
        BlendMode.VIVID_LIGHT,
        BlendMode.LINEAR_LIGHT,
        BlendMode.PIN_LIGHT,
        BlendMode.HARD_MIX,
    ),
    (BlendMode.DIFFERENCE, BlendMode.EXCLUSION, BlendMode.SUBTRACT, BlendMode.DIVIDE),
    (BlendMode.HUE, BlendMode.SATURATION, BlendMode.COLOR, BlendMode.LUMINOSITY),
)
"""All modes as a menu shows them: what darkens, what lightens, what does both, and so on."""
