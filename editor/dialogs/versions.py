"""The earlier versions of a picture: when each was saved, and what it looked like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.files.budget import readable_size
from editor.files.raster import Picture, in_depth
from editor.files.versions import Version
from editor.widgets.dialog_end import DialogEnd

_PICTURE_PX = 96
Look = Callable[[Sequence[Path], Callable[[Any], None]], None]
"""Makes small pictures of files in the background and hands them over."""


class VersionsDialog(QDialog):
    """Asks which version to open; the pictures come when they are ready."""

    def __init__(
        self, name: str, versions: Sequence[Version], look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Versions")
        self.setMinimumSize(440, 420)
        self._versions = tuple(versions)
        self._is_gone = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        title = QLabel(f"Earlier versions of \u201c{name}\u201d", self)
        title.setObjectName("subtitle")
        note = QLabel("A version opens beside the picture; saving puts it in its place.", self)
        note.setObjectName("small")
        note.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setIconSize(QSize(_PICTURE_PX, _PICTURE_PX))
        self.list.setSpacing(2)
        self.list.setAccessibleName("Versions")
        for version in versions:
            self.list.addItem(QListWidgetItem(_blank(), words_of(version, datetime.now())))
        self.list.setCurrentRow(0)
        self.list.itemDoubleClicked.connect(self.accept)
        for widget in (title, note, self.list):
            layout.addWidget(widget)
        end = DialogEnd("Open this version", self)
        self.go = end.go
        layout.addLayout(end)
        self.list.setFocus()
        self.finished.connect(self._leave)
        look([version.path for version in versions], self._show_pictures)

    def chosen(self) -> Version:
        return self._versions[max(0, self.list.currentRow())]

    def _show_pictures(self, pictures: Sequence[Picture | None]) -> None:
        if self._is_gone:
            return
        for number, picture in enumerate(pictures):
            item = self.list.item(number)
            if picture is not None and item is not None:
                item.setIcon(_icon(picture))

    def _leave(self) -> None:
        self._is_gone = True


def words_of(version: Version, now: datetime) -> str:
    """`today 14:32, 3.2 MB`."""
    saved = datetime.fromtimestamp(version.saved_at_s)
    days = (now.date() - saved.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"{saved:%d %B %Y}")
    return f"{day} {saved:%H:%M:%S}, {readable_size(version.size_bytes)}"


def _blank() -> QIcon:
    pixmap = QPixmap(_PICTURE_PX, _PICTURE_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    return QIcon(pixmap)


def _icon(picture: Picture) -> QIcon:
    pixels = np.ascontiguousarray(in_depth(picture.as_rgba(), "uint8"))
    height, width, _ = pixels.shape
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBA8888)
    return QIcon(QPixmap.fromImage(image.copy()))
