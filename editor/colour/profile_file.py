"""A colour profile that an artist chose, checked before it is believed."""

from __future__ import annotations

import os
from pathlib import Path

from editor.colour.profiles import ProfileUnusable, check_target

_MOST_BYTES = 16 << 20


def read_profile(path: Path) -> bytes:
    """The profile in an .icc or .icm file. Raises ProfileUnusable with a sentence."""
    name = os.fsencode(path.name).decode("utf-8", "replace")
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ProfileUnusable(f"“{name}” cannot be read: {error.strerror}.") from error
    if len(data) > _MOST_BYTES:
        raise ProfileUnusable(f"“{name}” is too large for a colour profile; choose another one.")
    check_target(data)
    return data
