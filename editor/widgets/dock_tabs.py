"""The tabs of docks that share a place: each is seen whole, by its name or by its drawing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDockWidget, QTabBar
from shiboken6 import getCppPointer

from editor.language import tr
from editor.widgets.icons import Icons

ICON_PX = 16
TAB_ROOM_PX = 24
"""What a tab takes beside its words."""
_DRAWINGS = {
    "generate": "generate",
    "navigator": "navigator",
    "colours": "colours",
    "properties": "adjustment",
    "labels": "label",
    "layers": "layers",
    "history": "history",
    "selections": "channel",
    "references": "reference",
    "latent": "latent",
    "jobs": "jobs",
}
OTHER = "panel"


class DockTabs:
    """Where all names fit they stand; else only the front one's, and drawings for the others.

    Every tab has its name as tooltip and for screen readers. Qt writes a dock's window title into
    its tab, so that is where a name is put or left out.
    """

    def __init__(self, names: Mapping[str, str], icons: Icons) -> None:
        """`names` are the docks' names by their ids, and may grow."""
        self._names = names
        self._icons = icons

    def dress(self, group: list[QDockWidget], front: QDockWidget | None) -> None:
        """Name docks that share a place; one alone has its name."""
        names = [self._name(dock) for dock in group]
        fits = len(group) < 2 or self._width(group[0], names) <= group[0].width()
        for dock, name in zip(group, names, strict=True):
            said = name if fits or dock is front else ""
            if dock.windowTitle() != said:
                dock.setWindowTitle(said)

    def dress_bar(self, bar: QTabBar, docks: list[QDockWidget], watcher: QObject) -> None:
        """Our habits, and what a tab without words needs."""
        if not bar.accessibleName():
            bar.setAccessibleName(tr("Docks"))
            bar.setObjectName("dockTabs")
            # Its own rules of the style sheet go by that name.
            bar.style().unpolish(bar)
            bar.style().polish(bar)
            bar.setDrawBase(False)
            bar.setExpanding(False)
            bar.setUsesScrollButtons(False)
            bar.setElideMode(Qt.TextElideMode.ElideRight)
            bar.setIconSize(QSize(ICON_PX, ICON_PX))
            bar.installEventFilter(watcher)
        for at in range(bar.count()):
            dock = dock_of(bar, at, docks)
            if dock is not None:
                self._dress_tab(bar, at, dock)

    def _dress_tab(self, bar: QTabBar, at: int, dock: QDockWidget) -> None:
        name = self._name(dock)
        if bar.tabText(at):
            bar.setTabIcon(at, QIcon())
        else:
            drawing = _DRAWINGS.get(dock.objectName(), OTHER)
            bar.setTabIcon(at, self._icons.icon(drawing, "secondary"))
        bar.setTabToolTip(at, name)
        bar.setAccessibleTabName(at, name)

    def _name(self, dock: QDockWidget) -> str:
        return self._names.get(dock.objectName(), dock.objectName())

    @staticmethod
    def _width(dock: QDockWidget, names: list[str]) -> int:
        metrics = dock.fontMetrics()
        return sum(metrics.horizontalAdvance(name) + TAB_ROOM_PX for name in names)


def dock_of(bar: QTabBar, at: int, docks: list[QDockWidget]) -> QDockWidget | None:
    """The dock behind a tab: Qt keeps its address there."""
    if at < 0:
        return None
    address = bar.tabData(at)
    return next((dock for dock in docks if getCppPointer(dock)[0] == address), None)


def dock_at(bar: QTabBar, point: QPoint, docks: list[QDockWidget]) -> QDockWidget | None:
    """The dock behind the tab at a place of the bar."""
    return dock_of(bar, bar.tabAt(point), docks)
