"""HEIC, where the person installed the library for it; elsewhere one sentence that helps.

The library brings code under the GPL with it (x265), so it is no part of what we install.
"""

from __future__ import annotations

import importlib
import importlib.util

_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
LIBRARY = "pillow_heif"
MISSING = (
    "“{name}” is a HEIC photograph, which cannot be read here without the package pillow-heif; "
    "install that, or save the photograph as JPEG."
)


def is_heif(start: bytes) -> bool:
    """Whether the first sixteen bytes are those of a HEIC file (ISO/IEC 14496-12, 4.3)."""
    return start[4:8] == b"ftyp" and start[8:12] in _BRANDS


def add_heif() -> bool:
    """Let Pillow read HEIC; False where the library is not there."""
    if importlib.util.find_spec(LIBRARY) is None:
        return False
    importlib.import_module(LIBRARY).register_heif_opener(thumbnails=False)
    return True
