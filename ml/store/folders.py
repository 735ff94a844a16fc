"""Where a person's models and caches lie; one variable moves them all.

The editor has the same rule in `editor.platform.folders`, which the backend may not import.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

PROGRAM_NAME = "pentimento"
HOME_VARIABLE = "PENTIMENTO_HOME"


def data_folder() -> Path:
    """What must not be lost: models, recovery files."""
    return _folder("data", platformdirs.user_data_path(PROGRAM_NAME, appauthor=False))


def cache_folder() -> Path:
    """What can be made again: compiled loops, thumbnails."""
    return _folder("cache", platformdirs.user_cache_path(PROGRAM_NAME, appauthor=False))


def models_folder() -> Path:
    """Where installed models lie, one folder each, and the person's own files under `user`."""
    return data_folder() / "models"


def _folder(name: str, usual: Path) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home).expanduser() / name if home else usual
