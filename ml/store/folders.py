"""Where a person's models and caches lie; one variable moves them all."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

ENVIRONMENT = "PENTIMENTO_HOME"


def data_folder() -> Path:
    """What must not be lost: models, recovery files. `PENTIMENTO_HOME` overrides the system's."""
    chosen = os.environ.get(ENVIRONMENT)
    return Path(chosen) if chosen else platformdirs.user_data_path("pentimento")


def cache_folder() -> Path:
    """What can be made again: compiled loops, thumbnails."""
    chosen = os.environ.get(ENVIRONMENT)
    return Path(chosen) / "cache" if chosen else platformdirs.user_cache_path("pentimento")


def models_folder() -> Path:
    """Where installed models lie, one folder each, and the person's own files under `user`."""
    return data_folder() / "models"
