"""The list of layers: rows with eye, thumbnail, mask and name, the topmost layer first."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from editor.docks.thumbnails import Thumbnails
from editor.document.document import Document
from editor.document.layer_commands import SetProperty
from editor.document.layers import Layer
from editor.widgets.icons import Icons

ROW_PX = 44
EYE_PX = 32
THUMB = QSize(44, 32)
Index = QModelIndex | QPersistentModelIndex
LAYER = Qt.ItemDataRole.UserRole


class LayerModel(QAbstractListModel):
    """The layers of one document for Qt, topmost first; it changes them by commands alone."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._document: Document | None = None

    def set_document(self, document: Document | None) -> None:
        self.beginResetModel()
        self._document = document
        self.endResetModel()

    def refresh(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    @property
    def document(self) -> Document | None:
        return self._document

    def layer(self, row: int) -> Layer | None:
        layers = self._document.layers if self._document else ()
        return layers[len(layers) - 1 - row] if 0 <= row < len(layers) else None

    def row_of(self, layer: Layer | None) -> int:
        layers = self._document.layers if self._document else ()
        found = [at for at, one in enumerate(reversed(layers)) if one is layer]
        return found[0] if found else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's shape
        return 0 if parent.isValid() or self._document is None else len(self._document.layers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        layer = self.layer(index.row())
        if layer is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return layer.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{layer.name}, {'shown' if layer.visible else 'hidden'}"
        return layer if role == LAYER else None

    def setData(  # noqa: N802 - Qt's name
        self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        layer = self.layer(index.row())
        if self._document is None or layer is None or role != Qt.ItemDataRole.EditRole:
            return False
        name = str(value).strip()
        if name and name != layer.name:
            self._document.apply(SetProperty.of(self._document, layer.id, "name", name))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def toggle(self, row: int) -> None:
        """Show or hide a layer."""
        layer = self.layer(row)
        if self._document is not None and layer is not None:
            change = SetProperty.of(self._document, layer.id, "visible", not layer.visible)
            self._document.apply(change)


class LayerDelegate(QStyledItemDelegate):
    """Paints a row; a press on the eye shows or hides."""

    def __init__(self, icons: Icons, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._eye = icons.icon("eye", "text")
        self._closed = icons.icon("eye_off", "disabled")
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(120, max(ROW_PX, option.fontMetrics.height() + 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        layer = index.data(LAYER)
        if layer is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        row = option.rect
        self._paint_ground(painter, option)
        eye = QRect(row.left() + 8, row.center().y() - 9, 18, 18)
        (self._eye if layer.visible else self._closed).paint(painter, eye)
        left = row.left() + EYE_PX + 2
        left = self._picture(painter, QRect(left, 0, 0, 0), row, self._thumbnails.of(layer))
        if layer.mask is not None:
            left = self._picture(
                painter, QRect(left + 4, 0, 0, 0), row, self._thumbnails.mask(layer)
            )
        role = QPalette.ColorRole.Text
        group = QPalette.ColorGroup.Normal if layer.visible else QPalette.ColorGroup.Disabled
        painter.setPen(QApplication.palette().color(group, role))
        words = QRect(left + 10, row.top(), row.right() - left - 14, row.height())
        name = option.fontMetrics.elidedText(layer.name, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.restore()

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        left = option.rect.left() + EYE_PX + THUMB.width() + 6
        height = 28
        top = option.rect.center().y() - height // 2
        editor.setGeometry(left, top, option.rect.right() - left - 4, height)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette = option.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if not chosen and not over:
            return
        path = QPainterPath()
        path.addRoundedRect(QRectF(option.rect).adjusted(0, 1, 0, -1), 6, 6)
        tint = QColor(palette.color(QPalette.ColorRole.Text))
        tint.setAlphaF(0.16 if chosen else 0.07)
        painter.fillPath(path, tint)

    def _picture(self, painter: QPainter, at: QRect, row: QRect, image: QImage) -> int:
        box = QRectF(
            at.left(), row.center().y() - THUMB.height() / 2 + 1, THUMB.width(), THUMB.height()
        )
        size = image.deviceIndependentSize()
        path = QPainterPath()
        path.addRoundedRect(box, 4, 4)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(box, QColor(90, 90, 90))
        if size.width() and size.height():
            scale = min(box.width() / size.width(), box.height() / size.height())
            wide, high = size.width() * scale, size.height() * scale
            target = QRectF(box.center().x() - wide / 2, box.center().y() - high / 2, wide, high)
            painter.drawImage(target, image)
        painter.restore()
        return int(box.right())


class LayerList(QListView):
    """The view: a press on the eye toggles, a double press on the name renames."""

    chosen = Signal(int)

    def __init__(self, model: LayerModel, delegate: LayerDelegate, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName("Layers")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QListView.EditTrigger.DoubleClicked | QListView.EditTrigger.EditKeyPressed
        )
        self._model = model

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        index = self.indexAt(event.position().toPoint())
        inside = event.position().x() - self.visualRect(index).left()
        if index.isValid() and inside < EYE_PX and event.type() == QEvent.Type.MouseButtonPress:
            self._model.toggle(index.row())
            return
        super().mousePressEvent(event)
        if index.isValid():
            self.chosen.emit(index.row())
