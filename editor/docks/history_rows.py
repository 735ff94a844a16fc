"""The rows of the History dock: snapshots and steps, each with its small picture."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from editor.language import tr
from editor.widgets.icons import Icons

ROW = int(Qt.ItemDataRole.UserRole) + 1
ROW_PX = 34
THUMB = QSize(38, 26)
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class HistoryRow:
    """One line: what it is called, whether it was undone, and where its picture comes from."""

    title: str
    look: Callable[[], QImage | None]
    icon: str = "history"
    is_undone: bool = False
    is_current: bool = False


def spoken(title: str) -> str:
    """What a step is called, in the language that is spoken; its parts stand between colons."""
    return ": ".join(map(tr, title.split(": ")))


class HistoryModel(QAbstractListModel):
    """The rows as they were last shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[HistoryRow, ...] = ()

    def show(self, rows: Sequence[HistoryRow]) -> None:
        """Other rows; those at the same place only change."""
        old, new = len(self.rows), len(rows)
        if new > old:
            self.beginInsertRows(QModelIndex(), old, new - 1)
            self.rows = tuple(rows)
            self.endInsertRows()
        elif new < old:
            self.beginRemoveRows(QModelIndex(), new, old - 1)
            self.rows = tuple(rows)
            self.endRemoveRows()
        self.rows = tuple(rows)
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(new - 1, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's shape
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.title
        return None


class HistoryDelegate(QStyledItemDelegate):
    """Paints the picture, then the words; undone steps are pale, the present one is marked."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(120, max(ROW_PX, option.fontMetrics.height() + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, HistoryRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = option.rect
        self._paint_ground(painter, option, row)
        middle = box.center().y() + 1
        place = QRect(box.left() + 8, middle - THUMB.height() // 2, THUMB.width(), THUMB.height())
        self._paint_picture(painter, place, row)
        words = QRect(place.right() + 10, box.top(), box.right() - place.right() - 16, box.height())
        self._paint_words(painter, option, row, words)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, row: HistoryRow
    ) -> None:
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_Selected)
        strength = 0.16 if row.is_current else 0.09 if focused else 0.05 if over else 0.0
        if strength:
            path = QPainterPath()
            path.addRoundedRect(QRectF(option.rect).adjusted(0, 1, 0, -1), 6, 6)
            tint = QColor(option.palette.color(QPalette.ColorRole.Text))
            tint.setAlphaF(strength)
            painter.fillPath(path, tint)

    def _paint_picture(self, painter: QPainter, place: QRect, row: HistoryRow) -> None:
        image = row.look()
        if image is None or image.isNull():
            icon = QRect(place.center().x() - 8, place.center().y() - 8, 18, 18)
            self._icons.icon(row.icon, "disabled").paint(painter, icon)
            return
        size = image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(QRectF(place).center())
        path = QPainterPath()
        path.addRoundedRect(target, 3, 3)
        painter.setClipPath(path)
        painter.setOpacity(0.4 if row.is_undone else 1.0)
        painter.drawImage(target, image)
        painter.setOpacity(1.0)
        painter.setClipping(False)

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, row: HistoryRow, words: QRect
    ) -> None:
        group = QPalette.ColorGroup.Disabled if row.is_undone else QPalette.ColorGroup.Normal
        painter.setPen(QApplication.palette().color(group, QPalette.ColorRole.Text))
        elide = Qt.TextElideMode.ElideRight
        said = option.fontMetrics.elidedText(row.title, elide, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), said)
