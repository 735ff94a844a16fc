"""Where the program keeps what is its own, so that no other file knows an operating system."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from platformdirs import user_cache_path, user_config_path, user_data_path

PROGRAM_NAME = "pentimento"
HOME_VARIABLE = "PENTIMENTO_HOME"


def data_folder() -> Path:
    """Models, recovery journals, plugins: what must outlive the cache. Made if absent."""
    return _folder("data", user_data_path(PROGRAM_NAME, appauthor=False))


def cache_folder() -> Path:
    """What may be deleted at any time without loss. Made if absent."""
    return _folder("cache", user_cache_path(PROGRAM_NAME, appauthor=False))


def config_folder() -> Path:
    """The artist's settings. Made if absent."""
    return _folder("config", user_config_path(PROGRAM_NAME, appauthor=False))


def is_lasting() -> bool:
    """Whether what is written outlives this session; not with a home that cannot be written."""
    return not _substitute.cache_info().currsize


def _folder(name: str, usual: Path) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    folder = Path(home).expanduser() / name if home else usual
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _beside(name)
    return folder if os.access(folder, os.W_OK) else _beside(name)


def _beside(name: str) -> Path:
    folder = _substitute() / name
    folder.mkdir(exist_ok=True)
    return folder


@cache
def _substitute() -> Path:
    """A folder for this session alone, gone with it."""
    folder = Path(tempfile.mkdtemp(prefix="pentimento-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
