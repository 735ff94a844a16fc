"""Where things stand in the file."""

from __future__ import annotations

MIMETYPE = "mimetype"
MIMETYPE_CONTENT = b"image/openraster"
STACK = "stack.xml"
MERGED = "mergedimage.png"
THUMBNAIL = "Thumbnails/thumbnail.png"
THUMBNAIL_SIDE_PX = 256

FACTS = "pentimento/document.json"
PROFILE = "pentimento/profile.icc"
EXIF = "pentimento/exif"
XMP = "pentimento/xmp"
SELECTION = "pentimento/selection.png"


def channel_member(number: int) -> str:
    return f"pentimento/channels/{number:04}.png"


def record_member(number: int) -> str:
    """What only we know of a layer that has more than pixels."""
    return f"pentimento/records/{number:04}.bin"


def layer_member(number: int) -> str:
    """The layer as other programs see it."""
    return f"data/layer{number:04}.png"


def bare_member(number: int) -> str:
    """The layer without its mask."""
    return f"pentimento/layers/{number:04}.png"


def labels_member(number: int) -> str:
    """The numbers of a label layer as a grey picture, for other programs."""
    return f"pentimento/labels/{number:04}.png"


def palette_member(number: int) -> str:
    """What those numbers mean, as the JSON of a palette file."""
    return f"pentimento/labels/{number:04}.palette.json"


def mask_member(number: int) -> str:
    return f"pentimento/masks/{number:04}.png"
