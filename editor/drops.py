"""What a drop brings: the files in it that could be pictures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def paths_of(data: QMimeData) -> list[Path]:
    """The local files of a drag, in their order."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
