"""One button of the rail, behind which the other tools of its family wait."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPolygonF,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from editor.language import tr
from editor.tools.spot import ToolSpot
from editor.widgets.icons import ICON_PX, Icons

SIZE_PX = QSize(36, 34)
SMALLEST_PX = 24
HOLD_MS = 350
MARK_PX = 5


class ToolButton(QToolButton):
    """Shows the tool of its family that was used last; holding it, or the right button, shows all.

    `chosen` brings the tool that is wanted in the hand.
    """

    chosen = Signal(str)

    def __init__(self, spots: tuple[ToolSpot, ...], icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._spots = {spot.id: spot for spot in spots}
        self._icons = icons
        self._keys: dict[str, str] = {spot.id: spot.key for spot in spots}
        self._front = spots[0]
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setFixedWidth(SIZE_PX.width())
        self.setMinimumHeight(SMALLEST_PX)
        # Many tools in a low window: buttons give way before anything is cut off.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD_MS)
        self._hold.timeout.connect(self.open_family)
        self.clicked.connect(lambda: self.chosen.emit(self._front.id))
        self._show()

    @property
    def front(self) -> str:
        """The tool that a press takes."""
        return self._front.id

    @property
    def tools(self) -> tuple[str, ...]:
        return tuple(self._spots)

    def bring(self, tool: str) -> None:
        """Put a tool of the family in front."""
        if tool in self._spots:
            self._front = self._spots[tool]
            self._show()

    def show_keys(self, keys: dict[str, str]) -> None:
        """The key of each tool, for the tooltip and the flyout."""
        self._keys = {name: keys.get(name, "") for name in self._spots}
        self._show()

    def open_family(self) -> QMenu | None:
        """The flyout with all tools of the family; None where there is but one."""
        self._hold.stop()
        if len(self._spots) < 2:
            return None
        self.setDown(False)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(tr("Tools beside it"))
        for spot in self._spots.values():
            menu.addAction(self._entry(spot, menu))
        menu.popup(self.mapToGlobal(QPoint(self.width() + 2, 0)))
        return menu

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return SIZE_PX

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and len(self._spots) > 1:
            self._hold.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._hold.stop()
        super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        self.open_family()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Menu) and self.open_family():
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if len(self._spots) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.PlaceholderText))
        right, low = self.width() - 4.0, self.height() - 4.0
        corner = [QPointF(right, low), QPointF(right - MARK_PX, low), QPointF(right, low - MARK_PX)]
        painter.drawPolygon(QPolygonF(corner))
        painter.end()

    def _entry(self, spot: ToolSpot, menu: QMenu) -> QAction:
        # The key stands beside the words as in any menu, but the entry does not answer to it.
        key = self._keys[spot.id]
        title = tr(spot.title)
        entry = QAction(f"{title}\t{key}" if key else title, menu)
        entry.setIcon(self._icons.icon(spot.icon))
        entry.setCheckable(True)
        entry.setChecked(spot is self._front and self.isChecked())
        entry.triggered.connect(lambda: self.chosen.emit(spot.id))
        return entry

    def _show(self) -> None:
        spot, key = self._front, self._keys[self._front.id]
        self.setIcon(self._icons.icon(spot.icon))
        title = tr(spot.title)
        self.setAccessibleName(title)
        named = f"{title} ({key})" if key else title
        others = len(self._spots) - 1
        more = tr("Hold for {count} more").format(count=others)
        self.setToolTip(f"{named}\n{more}" if others else named)
        self.setAccessibleDescription(more if others else "")
