"""The rows of the Labels dock: colour, name, number, share of the picture, eye and lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from editor.language import tr
from editor.widgets.icons import Icons
from editor.widgets.theme import tabular

ROW = int(Qt.ItemDataRole.UserRole) + 1
ROW_PX = 28
CHIP_PX = 16
SIGN_PX = 26
SHARE_PX = 52
Index = QModelIndex | QPersistentModelIndex


class LabelPart(Enum):
    """What of a row a press means."""

    CHIP = auto()
    EYE = auto()
    LOCK = auto()
    REST = auto()


@dataclass(frozen=True)
class LabelRow:
    """One label; `colour` is None for what is unlabelled. `share` is of the canvas, 0 to 1."""

    index: int
    name: str
    colour: tuple[int, int, int] | None
    share: float = 0.0
    is_current: bool = False
    is_locked: bool = False
    is_hidden: bool = False
    is_target: bool = False
    """Whether it is the only one that is painted over."""


def share_words(share: float) -> str:
    """As much as one wants to know: nothing for none, never 0 % for little."""
    if share <= 0:
        return ""
    percent = 100 * share
    if percent < 0.1:
        return "< 0.1 %"
    return f"{percent:.1f} %" if percent < 10 else f"{percent:.0f} %"


class LabelModel(QAbstractListModel):
    """The rows as they were last shown; `renamed` brings a number and a name that was typed."""

    renamed = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[LabelRow, ...] = ()

    def show(self, rows: Sequence[LabelRow]) -> None:
        """Other rows; where the labels are the same ones only what they say changes."""
        fresh = tuple(rows)
        if fresh == self.rows:
            return
        same = [row.index for row in fresh] == [row.index for row in self.rows]
        if same:
            self.rows = fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, 0))
            return
        self.beginResetModel()
        self.rows = fresh
        self.endResetModel()

    def row_of(self, index: int) -> int:
        """The place of a label in the list; -1 where it is not shown."""
        return next((at for at, row in enumerate(self.rows) if row.index == index), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's shape
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.at(index)
        can_edit = row is not None and row.colour is not None and not row.is_locked
        return flags | Qt.ItemFlag.ItemIsEditable if can_edit else flags

    def at(self, index: Index) -> LabelRow | None:
        return self.rows[index.row()] if 0 <= index.row() < len(self.rows) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.at(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def setData(  # noqa: N802 - Qt's name
        self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        row = self.at(index)
        if row is None or role != Qt.ItemDataRole.EditRole or str(value).strip() == row.name:
            return False
        self.renamed.emit(row.index, str(value))
        return True

    @staticmethod
    def _spoken(row: LabelRow) -> str:
        words = [row.name, str(row.index), share_words(row.share)]
        words += [tr("locked")] if row.is_locked else []
        words += [tr("hidden")] if row.is_hidden else []
        return ", ".join(word for word in words if word)


@dataclass(frozen=True)
class LabelPlaces:
    """Where the parts of one row lie."""

    chip: QRect
    number: QRect
    name: QRect
    share: QRect
    eye: QRect
    lock: QRect

    @classmethod
    def of(cls, box: QRect) -> LabelPlaces:
        middle, right = box.center().y() + 1, box.right()
        lock = QRect(right - SIGN_PX, box.top(), SIGN_PX, box.height())
        eye = lock.translated(-SIGN_PX, 0)
        share = QRect(eye.left() - SHARE_PX - 2, box.top(), SHARE_PX, box.height())
        chip = QRect(box.left() + 8, middle - CHIP_PX // 2, CHIP_PX, CHIP_PX)
        number = QRect(chip.right() + 6, box.top(), 30, box.height())
        name = QRect(number.right() + 6, box.top(), share.left() - number.right() - 8, box.height())
        return cls(chip, number, name, share, eye, lock)

    def part_at(self, place: QPoint) -> LabelPart:
        if self.lock.contains(place):
            return LabelPart.LOCK
        if self.eye.contains(place):
            return LabelPart.EYE
        return LabelPart.CHIP if place.x() <= self.chip.right() + 3 else LabelPart.REST


class LabelDelegate(QStyledItemDelegate):
    """Paints a row; signs that say nothing unusual are faint until the pointer is over them."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(200, max(ROW_PX, option.fontMetrics.height() + 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, LabelRow):
            return
        places = LabelPlaces.of(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, row)
        self._paint_chip(painter, option, row, places.chip)
        self._paint_words(painter, option, row, places)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if row.colour is not None:
            eye = "eye_off" if row.is_hidden else "eye"
            self._sign(painter, places.eye, eye, row.is_hidden, over)
            self._sign(
                painter, places.lock, "lock" if row.is_locked else "lock_open", row.is_locked, over
            )
        painter.restore()

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        places = LabelPlaces.of(option.rect)
        editor.setGeometry(places.name.united(places.share).adjusted(-4, 1, 0, -1))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: LabelRow) -> None:
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        strength = 0.16 if row.is_current else 0.05 if over else 0.0
        path = QPainterPath()
        path.addRoundedRect(QRectF(option.rect).adjusted(0, 1, 0, -1), 6, 6)
        if strength:
            tint = QColor(option.palette.color(QPalette.ColorRole.Text))
            tint.setAlphaF(strength)
            painter.fillPath(path, tint)
        if row.is_target or option.state & QStyle.StateFlag.State_HasFocus:
            role = QPalette.ColorRole.Highlight if row.is_target else QPalette.ColorRole.Mid
            painter.setPen(QPen(option.palette.color(role), 1.0))
            painter.drawPath(path)

    def _paint_chip(
        self, painter: QPainter, option: QStyleOptionViewItem, row: LabelRow, place: QRect
    ) -> None:
        box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
        rim = QColor(option.palette.color(QPalette.ColorRole.Text))
        rim.setAlphaF(0.35)
        painter.setPen(QPen(rim, 1.0))
        if row.colour is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
            painter.drawLine(box.bottomLeft() + _INSET, box.topRight() - _INSET)
            return
        painter.setOpacity(0.4 if row.is_hidden else 1.0)
        painter.setBrush(QColor(*row.colour))
        painter.drawRoundedRect(box, 4, 4)
        painter.setOpacity(1.0)

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: LabelRow,
        places: LabelPlaces,
    ) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        faint = option.palette.color(QPalette.ColorRole.PlaceholderText)
        plain = faint if row.is_hidden else option.palette.color(QPalette.ColorRole.Text)
        painter.setPen(plain)
        said = option.fontMetrics.elidedText(
            row.name, Qt.TextElideMode.ElideRight, places.name.width()
        )
        painter.drawText(places.name, int(middle | Qt.AlignmentFlag.AlignLeft), said)
        painter.setFont(tabular(option.font))
        painter.setPen(faint)
        right = int(middle | Qt.AlignmentFlag.AlignRight)
        painter.drawText(places.number, right, str(row.index))
        painter.drawText(places.share, right, share_words(row.share))

    def _sign(self, painter: QPainter, place: QRect, icon: str, is_on: bool, over: bool) -> None:
        box = QRect(0, 0, 16, 16)
        box.moveCenter(place.center() + QPoint(0, 1))
        if not is_on:
            painter.setOpacity(0.75 if over else 0.28)
        self._icons.icon(icon, "text" if is_on else "secondary").paint(painter, box)
        painter.setOpacity(1.0)


_INSET = QPoint(3, -3)
