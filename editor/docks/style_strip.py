"""A strip of styles: each tile shows the artist's own picture in that manner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from editor.docks.style_places import StylePlacesList
from editor.drops import paths_of
from editor.language import tr
from editor.widgets.buttons import icon_button
from editor.widgets.icons import Icons
from editor.widgets.tab_order import order_tabs

TILE_PX = 72
RADIUS_PX = 6
STALE = 0.55
"""The opacity of a picture that shows an earlier state."""
HINT = "Drop any picture here to paint in its manner; drag a style onto a part of the picture."
MIME = "application/x-pentimento-style"
"""What a style is called while it is dragged from the strip: its path."""
MIXING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def style_title(path: Path) -> str:
    """A style as people call it."""
    return path.stem.replace("_", " ").replace("-", " ")


class StyleTile(QAbstractButton):
    """One style; `pressed_with` says whether it joins those that are chosen."""

    pressed_with = Signal(bool)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.is_stale = True
        self._picture = QPixmap()
        self._joins = False
        self._pressed_at: QPointF | None = None
        name = style_title(path)
        self.setAccessibleName(tr("Style {name}").format(name=name))
        tip = tr("{name}: press to choose it, Ctrl+click to mix, drag it onto a part")
        self.setToolTip(tip.format(name=name))
        self.setCheckable(True)
        self.setFixedSize(TILE_PX, TILE_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda: self.pressed_with.emit(self._joins))

    @property
    def has_picture(self) -> bool:
        return not self._picture.isNull()

    def set_pixels(self, pixels: NDArray[np.uint8], *, stale: bool) -> None:
        """rows x columns x 3 in sRGB, small."""
        rows, columns = pixels.shape[:2]
        flat = np.ascontiguousarray(pixels[..., :3])
        shape = QImage.Format.Format_RGB888
        image = QImage(flat.tobytes(), columns, rows, 3 * columns, shape)
        self._picture = QPixmap.fromImage(image)
        self.is_stale = stale
        self.update()

    def fade(self) -> None:
        """What it shows is not how the picture is now."""
        self.is_stale = True
        self.update()

    def drag_data(self) -> QMimeData:
        """What goes along where the tile is dragged."""
        data = QMimeData()
        data.setData(MIME, str(self.path).encode("utf-8", "surrogateescape"))
        return data

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        held, began = event.buttons() & Qt.MouseButton.LeftButton, self._pressed_at
        if held and began is not None:
            gone = (event.position() - began).manhattanLength()
            if gone >= QApplication.startDragDistance():
                self._pressed_at = None
                self._drag()
                return
        super().mouseMoveEvent(event)

    def _drag(self) -> None:
        self.setDown(False)
        drag = QDrag(self)
        drag.setMimeData(self.drag_data())
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.CopyAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._joins = bool(event.modifiers() & MIXING)
        super().mouseReleaseEvent(event)
        self._joins = False

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(TILE_PX, TILE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        body = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        shape = QPainterPath()
        shape.addRoundedRect(body, RADIUS_PX, RADIUS_PX)
        painter.fillPath(shape, self.palette().color(QPalette.ColorRole.Button))
        if self.has_picture:
            painter.setClipPath(shape)
            painter.setOpacity(STALE if self.is_stale else 1.0)
            painter.drawPixmap(body, self._picture, self._cut())
            painter.setOpacity(1.0)
            painter.setClipping(False)
        if self.isChecked() or self.hasFocus():
            width = 3 if self.isChecked() else 1
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), width))
            painter.drawPath(shape)
        painter.end()

    def _cut(self) -> QRectF:
        """The square in the middle."""
        wide, high = self._picture.width(), self._picture.height()
        side = min(wide, high)
        return QRectF((wide - side) / 2, (high - side) / 2, side, side)


class StyleStrip(QWidget):
    """Tiles in a row; `chosen` comes when others are chosen, `dropped` brings paths."""

    chosen = Signal()
    dropped = Signal(list)
    add_asked = Signal()
    shown = Signal(bool)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._tiles: dict[Path, StyleTile] = {}
        self._order: list[Path] = []
        self._picked: list[Path] = []
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFixedHeight(TILE_PX + 16)
        holder = QWidget()
        self._row = QHBoxLayout(holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.add = icon_button(icons.icon("plus"), tr("Add a style"), tip=tr("Choose a picture…"))
        self.add.clicked.connect(self.add_asked)
        self._row.addWidget(self.add)
        self._row.addStretch(1)
        self._scroll.setWidget(holder)
        self.words = QLabel(tr(HINT), self)
        self.words.setObjectName("small")
        self.words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(2)
        layout.addWidget(self._scroll)
        layout.addWidget(self.words)
        self.places = StylePlacesList(icons, self)
        layout.addWidget(self.places)

    @property
    def tiles(self) -> tuple[StyleTile, ...]:
        return tuple(self._tiles[path] for path in self._order)

    @property
    def picked(self) -> tuple[Path, ...]:
        """The chosen styles, in the order in which they were chosen."""
        return tuple(self._picked)

    def show_styles(self, paths: Sequence[Path]) -> None:
        """These, in this order; what is chosen stays so while it is there."""
        for path in set(self._tiles) - set(paths):
            tile = self._tiles.pop(path)
            self._row.removeWidget(tile)
            tile.deleteLater()
        for place, path in enumerate(paths):
            if path not in self._tiles:
                self._tiles[path] = self._make(path)
            self._row.removeWidget(self._tiles[path])
            self._row.insertWidget(place, self._tiles[path])
        self._order = list(paths)
        # New tiles would come last of all; the button was there before them.
        order_tabs([self.add, *self.tiles, self.places])
        self.pick([path for path in list(self._picked) if path in self._tiles])

    def pick(self, paths: Sequence[Path]) -> None:
        """Choose exactly these."""
        fresh = list(paths)
        changed = fresh != list(self._picked)
        self._picked = fresh
        for path, tile in self._tiles.items():
            tile.setChecked(path in fresh)
        if changed:
            self.chosen.emit()

    def tile(self, path: Path) -> StyleTile | None:
        return self._tiles.get(path)

    def say(self, words: str) -> None:
        """A line under the tiles; the usual one where it is empty."""
        self.words.setText(words or tr(HINT))

    def _make(self, path: Path) -> StyleTile:
        tile = StyleTile(path, self)
        tile.pressed_with.connect(lambda joins: self._press(path, joins=joins))
        return tile

    def _press(self, path: Path, *, joins: bool) -> None:
        chosen = list(self._picked)
        if not joins:
            self.pick([path])
        elif path in chosen and len(chosen) > 1:
            self.pick([one for one in chosen if one != path])
        else:
            self.pick([one for one in chosen if one != path] + [path])

    # ---- Qt

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self.shown.emit(event.type() is QEvent.Type.Show)
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        paths = paths_of(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)
