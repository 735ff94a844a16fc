"""Where operating systems keep their fonts."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def font_folders() -> tuple[Path, ...]:
    """Folders that exist; what the user installed comes first."""
    return tuple(folder for folder in _usual() if folder.is_dir())


def _usual() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        return [local / "Microsoft" / "Windows" / "Fonts", windows / "Fonts"]
    if sys.platform == "darwin":
        shared = (Path("/Library/Fonts"), Path("/System/Library/Fonts"))
        return [home / "Library" / "Fonts", *shared]
    data = os.environ.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    shared_data = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return [
        Path(data) / "fonts",
        home / ".fonts",
        *(Path(folder) / "fonts" for folder in shared_data.split(":") if folder),
    ]
