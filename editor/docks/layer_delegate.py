"""Paints a row of the list of layers, and says what lies where in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from editor.docks.layer_model import ROW
from editor.docks.layer_rows import Row
from editor.docks.thumbnails import Thumbnails
from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.kinds.registry import find_kind
from editor.document.layers import ColourLabel, Layer, as_grouping
from editor.widgets.icons import Icons

ROW_PX = 44
EYE_PX = 32
STEP_PX = 14
FOLD_PX = 16
ICON = 18
THUMB = QSize(44, 32)
Index = QModelIndex | QPersistentModelIndex

LABEL_COLOURS: dict[ColourLabel, QColor] = {
    ColourLabel.RED: QColor("#C9564E"),
    ColourLabel.ORANGE: QColor("#CC8240"),
    ColourLabel.YELLOW: QColor("#C9B04A"),
    ColourLabel.GREEN: QColor("#6FA05B"),
    ColourLabel.BLUE: QColor("#5B88C2"),
    ColourLabel.VIOLET: QColor("#9873B8"),
    ColourLabel.GREY: QColor("#8C8C8C"),
}


class Part(Enum):
    """What of a row a press means."""

    EYE = auto()
    FOLD = auto()
    PICTURE = auto()
    MASK = auto()
    REST = auto()


@dataclass(frozen=True)
class Places:
    """Where the parts of one row lie; an empty rectangle where there is none."""

    eye: QRect
    fold: QRect
    clip: QRect
    picture: QRect
    mask: QRect
    words: QRect

    @classmethod
    def of(cls, row: Row, box: QRect) -> Places:
        middle = box.center().y() + 1
        left = box.left() + EYE_PX + 2 + row.depth * STEP_PX

        def square(side: int, at: int) -> QRect:
            return QRect(at, middle - side // 2, side, side)

        fold = clip = QRect()
        if as_grouping(row.layer) is not None:
            fold, left = square(FOLD_PX, left), left + FOLD_PX + 2
        if row.layer.clips:
            clip, left = square(FOLD_PX, left), left + FOLD_PX + 2
        wide = THUMB.width() if row.layer.kind == "pixel" else ICON + 6
        high = THUMB.height() if row.layer.kind == "pixel" else ICON
        picture = QRect(left, middle - high // 2, wide, high)
        left, mask = picture.right() + 4, QRect()
        if row.layer.mask is not None:
            mask = QRect(left + 2, middle - THUMB.height() // 2, THUMB.width(), THUMB.height())
            left = mask.right() + 4
        words = QRect(left + 6, box.top(), box.right() - left - 12, box.height())
        return cls(QRect(box.left() + 8, middle - 9, 18, 18), fold, clip, picture, mask, words)

    def part_at(self, place: QPoint, box: QRect) -> Part:
        if place.x() < box.left() + EYE_PX:
            return Part.EYE
        for part, where in (
            (Part.FOLD, self.fold),
            (Part.PICTURE, self.picture),
            (Part.MASK, self.mask),
        ):
            if where.isValid() and where.adjusted(-2, -8, 2, 8).contains(place):
                return part
        return Part.REST


class LayerDelegate(QStyledItemDelegate):
    """Paints what a layer is, what it is locked against and what painting would change."""

    def __init__(self, icons: Icons, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons = icons
        self._thumbnails = thumbnails
        self.document: Callable[[], Document | None] = lambda: None
        self.stale: frozenset[str] = frozenset()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        return QSize(120, max(ROW_PX, option.fontMetrics.height() + 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        places = Places.of(row, option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, option, row.layer)
        self._icon("eye" if row.layer.visible else "eye_off", row.layer.visible).paint(
            painter, places.eye
        )
        self._paint_signs(painter, row, places)
        self._paint_pictures(painter, row.layer, places)
        self._paint_words(painter, option, row.layer, places.words)
        painter.restore()

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row = index.data(ROW)
        words = Places.of(row, option.rect).words if isinstance(row, Row) else option.rect
        editor.setGeometry(words.left() - 6, words.center().y() - 14, words.width() + 8, 28)

    # ---- parts

    def _icon(self, name: str, bright: bool = True):  # noqa: ANN202, FBT001, FBT002 - QIcon
        return self._icons.icon(name, "text" if bright else "disabled")

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, layer: Layer) -> None:
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        path = QPainterPath()
        path.addRoundedRect(box, 6, 6)
        document = self.document()
        is_active = document is not None and document.active is layer
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        strength = 0.16 if is_active else 0.10 if chosen else 0.05 if over else 0.0
        if strength:
            tint = QColor(option.palette.color(QPalette.ColorRole.Text))
            tint.setAlphaF(strength)
            painter.fillPath(path, tint)
        if layer.label is not ColourLabel.NONE:
            stripe = QPainterPath()
            stripe.addRoundedRect(QRectF(box.left() + 1, box.top() + 5, 3, box.height() - 10), 1, 1)
            painter.fillPath(stripe, LABEL_COLOURS[layer.label])

    def _paint_signs(self, painter: QPainter, row: Row, places: Places) -> None:
        group = as_grouping(row.layer)
        if group is not None:
            name = "chevron_down" if group.is_open else "chevron_right"
            self._icons.icon(name, "secondary").paint(painter, places.fold)
        if row.layer.clips:
            self._icons.icon("clip", "secondary").paint(painter, places.clip)

    def _paint_pictures(self, painter: QPainter, layer: Layer, places: Places) -> None:
        if layer.kind == "pixel":
            self._picture(painter, places.picture, self._thumbnails.of(layer))
        else:
            icon = self._icons.icon(find_kind(layer.kind).icon, "text")
            icon.paint(painter, places.picture)
        if layer.mask is None:
            return
        self._picture(painter, places.mask, self._thumbnails.mask(layer))
        document = self.document()
        if document is not None and document.edits_mask and document.active is layer:
            painter.setPen(QPen(option_accent(), 2))
            painter.drawRoundedRect(QRectF(places.mask).adjusted(-1, -1, 1, 1), 4, 4)
        if not layer.mask_enabled:
            painter.setPen(QPen(QColor("#C9564E"), 2))
            painter.drawLine(places.mask.topRight(), places.mask.bottomLeft())

    def _picture(self, painter: QPainter, where: QRect, image: QImage) -> None:
        box = QRectF(where)
        path = QPainterPath()
        path.addRoundedRect(box, 4, 4)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(box, QColor(90, 90, 90))
        size = image.deviceIndependentSize()
        if size.width() and size.height():
            scale = min(box.width() / size.width(), box.height() / size.height())
            wide, high = size.width() * scale, size.height() * scale
            target = QRectF(box.center().x() - wide / 2, box.center().y() - high / 2, wide, high)
            painter.drawImage(target, image)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, layer: Layer, words: QRect
    ) -> None:
        right = words.right()
        for name in self._marks(layer):
            right -= ICON
            self._icons.icon(name, "accent" if name == "warning" else "secondary").paint(
                painter, QRect(right, words.center().y() - 7, 15, 15)
            )
        words = QRect(words.left(), words.top(), max(0, right - words.left() - 4), words.height())
        group = QPalette.ColorGroup.Normal if layer.visible else QPalette.ColorGroup.Disabled
        painter.setPen(QApplication.palette().color(group, QPalette.ColorRole.Text))
        facts = facts_of(layer)
        metrics = option.fontMetrics
        name = metrics.elidedText(layer.name, Qt.TextElideMode.ElideRight, words.width())
        if not facts:
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), name)
            return
        half = words.height() // 2
        upper = QRect(words.left(), words.top() + 3, words.width(), half - 2)
        lower = QRect(words.left(), words.top() + half, words.width(), half - 3)
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter), name)
        quiet = QColor(painter.pen().color())
        quiet.setAlphaF(0.62)
        painter.setPen(quiet)
        font = painter.font()
        font.setPixelSize(max(9, round(painter.fontInfo().pixelSize() * 0.86)))
        painter.setFont(font)
        said = painter.fontMetrics().elidedText(facts, Qt.TextElideMode.ElideRight, lower.width())
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter), said)

    def _marks(self, layer: Layer) -> list[str]:
        """Icons at the right end of a row, from the right."""
        locks = layer.locks
        marks = ["lock"] if locks.pixels or locks.alpha or locks.position else []
        if layer.id in self.stale:
            marks.append("warning")
        return marks


def facts_of(layer: Layer) -> str:
    """Blend mode and opacity, where they are not the usual ones."""
    words = [] if layer.blend is BlendMode.NORMAL else [layer.blend.title]
    group = as_grouping(layer)
    if group is not None and group.passes_through:
        words = ["Pass through"]
    if layer.opacity < 1:
        words.append(f"{round(layer.opacity * 100)} %")
    return " \u00b7 ".join(words)


def option_accent() -> QColor:
    """The one colour that marks what is being worked on."""
    return QApplication.palette().color(QPalette.ColorRole.Highlight)
