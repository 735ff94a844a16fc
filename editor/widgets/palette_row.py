"""Paints a row of the command palette: icon and title left, key or reason right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.widgets.theme import tabular

ROW_PX = 32
ASIDE = Qt.ItemDataRole.UserRole + 1


class PaletteRow(QStyledItemDelegate):
    """`ASIDE` holds what stands at the right in a quieter colour."""

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, max(ROW_PX, option.fontMetrics.height() + 14))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, palette = option.rect, option.palette
        enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        if option.state & QStyle.StateFlag.State_Selected:
            path = QPainterPath()
            path.addRoundedRect(QRectF(row).adjusted(0, 1, 0, -1), 6, 6)
            tint = QColor(palette.color(QPalette.ColorRole.Text))
            tint.setAlphaF(0.14)
            painter.fillPath(path, tint)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            mode = QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
            icon.paint(painter, QRect(row.left() + 8, row.center().y() - 8, 18, 18), mode=mode)
        self._words(painter, option, index, enabled=enabled)
        painter.restore()

    def _words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        *,
        enabled: bool,
    ) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        inner = option.rect.adjusted(36, 0, -10, 0)
        group = QPalette.ColorGroup.Normal if enabled else QPalette.ColorGroup.Disabled
        palette = QApplication.palette()
        painter.setPen(palette.color(group, QPalette.ColorRole.Text))
        title = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, title)
        used = option.fontMetrics.horizontalAdvance(title) + 24
        painter.setFont(tabular(option.font))
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        aside = str(index.data(ASIDE) or "")
        room = max(0, inner.width() - used)
        words = option.fontMetrics.elidedText(aside, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, words)
