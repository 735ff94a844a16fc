"""The list of layers under the mouse: pressing parts of a row, choosing several, dragging."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QWidget

from editor.docks.layer_delegate import EYE_PX, STEP_PX, LayerDelegate, Part, Places, option_accent
from editor.docks.layer_model import LayerModel
from editor.docks.layer_rows import Drop, drop_at, may_drop

_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class LayerList(QListView):
    """A press on the eye shows or hides, with Alt it shows the layer alone; rows can be dragged.

    `chosen` tells the rows that are chosen and which is the active one.
    """

    chosen = Signal(list, int)
    alone_asked = Signal(int)
    menu_asked = Signal(QPoint)
    opened = Signal(int)

    def __init__(self, model: LayerModel, delegate: LayerDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName("Layers")
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self._model = model
        self._pressed_at: QPoint | None = None
        self._drop: Drop | None = None
        self._is_following = False

    def show_chosen(self, rows: list[int], active: int) -> None:
        """Follow the document: mark these rows."""
        self._is_following = True
        selection = QItemSelection()
        for row in rows:
            index = self._model.index(row, 0)
            selection.select(index, index)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self._model.index(active, 0), flag.NoUpdate)
        self.selectionModel().select(selection, flag.ClearAndSelect)
        self._is_following = False

    @property
    def drop(self) -> Drop | None:
        """Where a running drag would put the layers."""
        return self._drop

    # ---- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() == Qt.MouseButton.LeftButton and self._press_part(event, index):
            return
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self._pressed_at = place
            self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed_at is None:
            if not event.buttons():
                super().mouseMoveEvent(event)
            return
        place = event.position().toPoint()
        far = (place - self._pressed_at).manhattanLength()
        if self._drop is not None or far >= QApplication.startDragDistance():
            self._drag_to(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        drop, self._drop, self._pressed_at = self._drop, None, None
        self.viewport().update()
        if drop is not None:
            self._model.drop(drop)
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        place = event.position().toPoint()
        index = self.indexAt(place)
        part = self._part_at(place, index)
        if part is Part.REST and index.isValid():
            self.edit(index)
        elif part is Part.PICTURE:
            self.opened.emit(index.row())
        elif index.isValid():
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape and self._drop is not None:
            self._drop = self._pressed_at = None
            self.viewport().update()
            return
        super().keyPressEvent(event)
        self._tell()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        self.menu_asked.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if self._drop is not None:
            self._paint_drop(self._drop)

    # ---- inside

    def _press_part(self, event: QMouseEvent, index: QModelIndex) -> bool:
        """Do what the pressed part of a row does; False where the row itself is meant."""
        part = self._part_at(event.position().toPoint(), index)
        held, row = event.modifiers(), index.row()
        acts: dict[Part, Callable[[], None]] = {
            Part.EYE: lambda: self._model.toggle(row),
            Part.FOLD: lambda: self._model.fold(row),
        }
        if part is Part.EYE and held & _ALT:
            self.alone_asked.emit(row)
        elif part in acts:
            acts[part]()
        elif part is Part.MASK and held & _SHIFT:
            self._model.toggle_mask(row)
        else:
            if part in (Part.MASK, Part.PICTURE) and not held:
                self.chosen.emit([row], row)
                self._model.edit_mask(row, part is Part.MASK)
            return False
        return True

    def _part_at(self, place: QPoint, index: QModelIndex) -> Part | None:
        if not index.isValid():
            return None
        box = self.visualRect(index)
        return Places.of(self._model.rows[index.row()], box).part_at(place, box)

    def _tell(self) -> None:
        if not self._is_following:
            rows = sorted(index.row() for index in self.selectedIndexes())
            self.chosen.emit(rows, self.currentIndex().row())

    def _drag_to(self, place: QPoint) -> None:
        document = self._model.document
        if document is None:
            return
        index = self.indexAt(QPoint(self.viewport().width() // 2, place.y()))
        box = self.visualRect(index)
        share = (place.y() - box.top()) / max(1, box.height())
        row = index.row() if index.isValid() else -1
        if row < 0 and place.y() < 0 and self._model.rows:
            row, share = 0, 0.0
        drop = drop_at(document, self._model.rows, row, share)
        self._drop = drop if may_drop(document.chosen, drop) else None
        self.viewport().update()

    def _paint_drop(self, drop: Drop) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(option_accent(), 2))
        last = len(self._model.rows) - 1
        if drop.is_into:
            box = self.visualRect(self._model.index(drop.row, 0))
            painter.drawRoundedRect(box.adjusted(1, 2, -2, -2), 6, 6)
        else:
            box = self.visualRect(self._model.index(min(drop.row, last), 0))
            y = box.top() if drop.row <= last else box.bottom()
            left = box.left() + EYE_PX + drop.depth * STEP_PX
            painter.drawLine(left, y, box.right() - 4, y)
        painter.end()
