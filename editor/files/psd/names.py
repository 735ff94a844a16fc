"""The words by which Photoshop's files call blend modes, colours and locks.

Source: Adobe Photoshop File Formats Specification, sections "Layer records" and "Additional layer
information".
"""

from __future__ import annotations

from editor.document.blending import BlendMode
from editor.document.layer_protocol import ColourLabel, Locks

BLEND_KEYS = {
    BlendMode.NORMAL: b"norm",
    BlendMode.DISSOLVE: b"diss",
    BlendMode.DARKEN: b"dark",
    BlendMode.MULTIPLY: b"mul ",
    BlendMode.COLOR_BURN: b"idiv",
    BlendMode.LINEAR_BURN: b"lbrn",
    BlendMode.DARKER_COLOR: b"dkCl",
    BlendMode.LIGHTEN: b"lite",
    BlendMode.SCREEN: b"scrn",
    BlendMode.COLOR_DODGE: b"div ",
    BlendMode.LINEAR_DODGE: b"lddg",
    BlendMode.LIGHTER_COLOR: b"lgCl",
    BlendMode.OVERLAY: b"over",
    BlendMode.SOFT_LIGHT: b"sLit",
    BlendMode.HARD_LIGHT: b"hLit",
    BlendMode.VIVID_LIGHT: b"vLit",
    BlendMode.LINEAR_LIGHT: b"lLit",
    BlendMode.PIN_LIGHT: b"pLit",
    BlendMode.HARD_MIX: b"hMix",
    BlendMode.DIFFERENCE: b"diff",
    BlendMode.EXCLUSION: b"smud",
    BlendMode.SUBTRACT: b"fsub",
    BlendMode.DIVIDE: b"fdiv",
    BlendMode.HUE: b"hue ",
    BlendMode.SATURATION: b"sat ",
    BlendMode.COLOR: b"colr",
    BlendMode.LUMINOSITY: b"lum ",
}
PASS_THROUGH = b"pass"
LABELS = (
    ColourLabel.NONE,
    ColourLabel.RED,
    ColourLabel.ORANGE,
    ColourLabel.YELLOW,
    ColourLabel.GREEN,
    ColourLabel.BLUE,
    ColourLabel.VIOLET,
    ColourLabel.GREY,
)
"""By the number that stands in the file."""
_ALPHA, _PIXELS, _POSITION = 1, 2, 4

RESOLUTION, PROFILE, VERSION, EXIF, XMP = 1005, 1039, 1057, 1058, 1060
"""The numbers of the resources that we read and write."""


def locks_number(locks: Locks) -> int:
    return _ALPHA * locks.alpha | _PIXELS * locks.pixels | _POSITION * locks.position


def lock_names(number: int) -> tuple[str, ...]:
    """The fields of Locks that a number from a file switches on."""
    bits = {"alpha": _ALPHA, "pixels": _PIXELS, "position": _POSITION}
    return tuple(name for name, bit in bits.items() if number & bit)
