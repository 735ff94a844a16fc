"""The list of labels: a press takes one into the hand, its signs lock and hide it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from editor.docks.label_rows import (
    ROW,
    LabelDelegate,
    LabelModel,
    LabelPart,
    LabelPlaces,
    LabelRow,
)
from editor.language import tr
from editor.widgets.icons import Icons


class LabelList(QListView):
    """Says by signals what is wanted; it changes nothing itself."""

    chosen = Signal(int)
    renamed = Signal(int, str)
    recolour_asked = Signal(int)
    lock_asked = Signal(int, bool)
    hide_asked = Signal(int, bool)
    menu_asked = Signal(int, QPoint)

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.model_ = LabelModel(self)
        self.model_.renamed.connect(self.renamed)
        self.setModel(self.model_)
        self.setItemDelegate(LabelDelegate(icons, self))
        self.setAccessibleName(tr("Labels"))
        self.setToolTip(tr("A press takes a label, a double click renames it"))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setMinimumHeight(96)
        triggers = QListView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)

    def show_rows(self, rows: Sequence[LabelRow]) -> None:
        """Other rows; the current label stays in view where it became another one."""
        before = next((row.index for row in self.model_.rows if row.is_current), None)
        self.model_.show(rows)
        now = next((row.index for row in rows if row.is_current), None)
        at = self.model_.row_of(now) if now is not None else -1
        if at >= 0 and (now != before or self.currentIndex().row() != at):
            index = self.model_.index(at, 0)
            self.selectionModel().setCurrentIndex(
                index, self.selectionModel().SelectionFlag.ClearAndSelect
            )
            self.scrollTo(index)

    def edit_name(self, index: int) -> None:
        """Let the artist type the name of a label."""
        at = self.model_.row_of(index)
        if at >= 0:
            self.setFocus()
            self.scrollTo(self.model_.index(at, 0))
            self.edit(self.model_.index(at, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        row, part = self._hit(event)
        if event.button() == Qt.MouseButton.LeftButton and row is not None:
            if part is LabelPart.EYE and row.colour is not None:
                self.hide_asked.emit(row.index, not row.is_hidden)
                return
            if part is LabelPart.LOCK and row.colour is not None:
                self.lock_asked.emit(row.index, not row.is_locked)
                return
            self.chosen.emit(row.index)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        row, part = self._hit(event)
        if row is not None and part is LabelPart.CHIP and row.colour is not None:
            self.recolour_asked.emit(row.index)
        elif part is LabelPart.REST:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        super().keyPressEvent(event)
        row = self.model_.at(self.currentIndex())
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
        if row is not None and event.key() in (*moves, Qt.Key.Key_Space):
            self.chosen.emit(row.index)

    def place_of(self, index: int, part: LabelPart) -> QPoint:
        """The middle of a part of a label's row, in pixels of what is seen of the list."""
        places = LabelPlaces.of(self.visualRect(self.model_.index(self.model_.row_of(index), 0)))
        return {
            LabelPart.CHIP: places.chip,
            LabelPart.EYE: places.eye,
            LabelPart.LOCK: places.lock,
            LabelPart.REST: places.name,
        }[part].center()

    def _hit(self, event: QMouseEvent) -> tuple[LabelRow | None, LabelPart]:
        place = event.position().toPoint()
        index: QModelIndex = self.indexAt(place)
        row = index.data(ROW)
        if not isinstance(row, LabelRow):
            return None, LabelPart.REST
        return row, LabelPlaces.of(self.visualRect(index)).part_at(place)

    def _ask_menu(self, place: QPoint) -> None:
        row = self.indexAt(place).data(ROW)
        if isinstance(row, LabelRow):
            self.menu_asked.emit(row.index, self.viewport().mapToGlobal(place))
