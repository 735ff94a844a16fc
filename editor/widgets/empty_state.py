"""What the window shows before there is a picture: an invitation, not a grey wall."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImageReader,
    QPixmap,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from editor.language import tr
from editor.widgets.buttons import text_button
from editor.widgets.drop_zone import DropZone
from editor.widgets.first_paint import AfterFirstPaint
from editor.widgets.icons import Icons
from editor.widgets.picture_button import PictureButton
from editor.widgets.sign import Sign
from editor.widgets.unsaved_work import UnsavedWork

THUMBNAIL_PX = QSize(224, 140)
RECENT_SHOWN = 5
AFTER_PAINT_MS = 30
WIDTH_PX = 680


class EmptyState(QWidget):
    """A drop zone, Open, Paste, samples to try, and the recent pictures."""

    open_asked = Signal()
    paste_asked = Signal()
    picture_chosen = Signal(Path)
    pictures_dropped = Signal(list)

    def __init__(
        self, icons: Icons, samples: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("surround")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._icons = icons
        column = self._centred_column()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self.unsaved = UnsavedWork(column)
        layout.addWidget(self.unsaved)
        self.zone = self._drop_zone(column)
        layout.addWidget(self.zone)
        layout.addSpacing(10)
        self._samples = samples
        self._thumbnails: list[PictureButton] = []
        if samples:
            layout.addWidget(_heading("Or try a sample", column))
            layout.addLayout(self._sample_row(samples, column))
        self._recent_heading = _heading("Recent", column)
        layout.addSpacing(6)
        layout.addWidget(self._recent_heading)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(2)
        layout.addLayout(self._recent)
        self.show_recent([])
        # They are read after the first paint: the window must stand at once.
        AfterFirstPaint(self, self._load_thumbnails, AFTER_PAINT_MS)

    def _centred_column(self) -> QWidget:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.addStretch(2)
        column = QWidget(self)
        column.setMaximumWidth(WIDTH_PX)
        column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(column, 100)
        centred.addStretch(1)
        outer.addLayout(centred)
        outer.addStretch(3)
        return column

    def show_recent(self, paths: Sequence[Path]) -> None:
        """The recent pictures that still exist."""
        while self._recent.count():
            taken = self._recent.takeAt(0).widget()
            if taken is not None:
                taken.deleteLater()
        there = [path for path in paths if path.is_file()][:RECENT_SHOWN]
        self._recent_heading.setVisible(bool(there))
        for path in there:
            button = text_button(path.name, kind="task", parent=self)
            button.setToolTip(str(path))
            button.setIcon(self._icons.icon("picture", "secondary"))
            button.clicked.connect(lambda _=False, path=path: self.picture_chosen.emit(path))
            self._recent.addWidget(button)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()
            self._light_up(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        self._light_up(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self._light_up(over=False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.pictures_dropped.emit(paths)

    def _light_up(self, *, over: bool) -> None:
        self.zone.light_up(over=over)

    def _drop_zone(self, parent: QWidget) -> DropZone:
        zone = DropZone(parent)
        zone.setMinimumHeight(268)
        layout = QVBoxLayout(zone)
        layout.setContentsMargins(24, 26, 24, 24)
        layout.setSpacing(6)
        picture = Sign(self._icons.icon("picture", "secondary"), QSize(44, 44), zone)
        words = QLabel(tr("Drop a picture here"), zone)
        words.setObjectName("subtitle")
        more = QLabel(tr("Photos keep their colours, their 16 bits and their date."), zone)
        more.setObjectName("small")
        layout.addStretch(1)
        for part in (picture, words, more):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(10)
        layout.addLayout(self._zone_buttons(zone))
        layout.addStretch(1)
        return zone

    def _zone_buttons(self, zone: QWidget) -> QHBoxLayout:
        self.open_button = text_button("Open\u2026", kind="primary", parent=zone)
        self.open_button.setMinimumWidth(120)
        self.open_button.clicked.connect(self.open_asked)
        self.paste_button = text_button("Paste", parent=zone)
        self.paste_button.setMinimumSize(96, 32)
        self.paste_button.clicked.connect(self.paste_asked)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.open_button)
        row.addWidget(self.paste_button)
        row.addStretch(1)
        return row

    def _sample_row(self, samples: Sequence[Path], parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        for path in samples:
            button = PictureButton(path.stem.capitalize(), parent)
            button.clicked.connect(lambda _=False, path=path: self.picture_chosen.emit(path))
            self._thumbnails.append(button)
            row.addWidget(button)
        return row

    def _load_thumbnails(self) -> None:
        for path, button in zip(self._samples, self._thumbnails, strict=True):
            scale = self.devicePixelRatioF()
            reader = QImageReader(str(path))
            size = reader.size()
            if size.isEmpty():
                continue
            wanted = THUMBNAIL_PX * scale
            reader.setScaledSize(size.scaled(wanted, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
            button.set_picture(QPixmap.fromImageReader(reader))


def _heading(title: str, parent: QWidget) -> QLabel:
    label = QLabel(tr(title), parent)
    label.setObjectName("heading")
    return label
