"""What may be chosen for an export, and what of it each format has."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from ml.api.params import Params, Scalar, param

Memory = Mapping[str, Mapping[str, Scalar]]
"""What was chosen before: under `export` the last format, under `export_png` and so on the rest."""


class Format(Enum):
    """What other programs read."""

    PNG = "PNG"
    JPEG = "JPEG"
    TIFF = "TIFF"
    WEBP = "WebP"
    AVIF = "AVIF"
    PSD = "PSD"

    @property
    def ending(self) -> str:
        return {"JPEG": ".jpg", "TIFF": ".tif"}.get(self.value, f".{self.value.lower()}")

    @property
    def place(self) -> str:
        """Where what was chosen for this format is remembered."""
        return f"export_{self.value.lower()}"


class Bits(Enum):
    """How fine the steps of each channel are."""

    AS_PICTURE = "as_the_picture"
    EIGHT = "8_bit"
    SIXTEEN = "16_bit"


class ExportChoice(Params):
    """What the artist may choose for an export."""

    format: Format = param(
        Format.PNG, title="Format", help="PNG and TIFF lose nothing, PSD keeps the layers"
    )
    quality: int = param(
        92, title="Quality", help="Higher looks better and is larger", low=1, high=100, unit="%"
    )
    bits: Bits = param(
        Bits.AS_PICTURE, title="Depth", help="16 bit keeps the finest steps of colour"
    )
    keep_layers: bool = param(
        True, title="Keep layers", help="Groups, masks and blend modes, for Photoshop and Krita"
    )
    keep_metadata: bool = param(
        True,
        title="Keep date, camera and place",
        help="EXIF, XMP and resolution of the photograph",
    )
    to_srgb: bool = param(
        False, title="Convert to sRGB", help="For the web; otherwise the colours stay as they are"
    )
    keep_profile: bool = param(
        True,
        title="Embed the colour profile",
        help="Without one the picture is converted to sRGB, which is what programs then assume",
    )


HELD = {
    Format.PNG: {"bits", "keep_metadata"},
    Format.JPEG: {"quality", "keep_metadata"},
    Format.TIFF: {"bits", "keep_metadata"},
    Format.WEBP: {"quality", "keep_metadata"},
    Format.AVIF: {"quality", "keep_metadata"},
    Format.PSD: {"keep_layers", "keep_metadata"},
}
"""The rows that a format has, beside those that every one has."""
ALWAYS = {"format", "to_srgb", "keep_profile"}


def remembered(memory: Memory, kind: Format | None = None) -> dict[str, Scalar]:
    """The values for a format, or for the one that was used last."""
    last = dict(memory.get("export", {}))
    if kind is None:
        kind = _format(last.get("format"))
    known = set(ExportChoice.model_fields)
    values = last | dict(memory.get(kind.place, {})) | {"format": kind.value}
    return {name: value for name, value in values.items() if name in known}


def with_choice(memory: Memory, values: Mapping[str, Scalar]) -> dict[str, dict[str, Scalar]]:
    """The memory after an export with `values`."""
    kind = _format(values.get("format"))
    kept = {name: dict(panel) for name, panel in memory.items()}
    return {**kept, "export": {"format": kind.value}, kind.place: dict(values)}


def _format(value: Scalar | None) -> Format:
    try:
        return Format(str(value))
    except ValueError:
        return Format.PNG
