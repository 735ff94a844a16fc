"""The main window: places bars, rail, canvas and docks, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from editor.drops import paths_of
from editor.widgets.dock_room import DockRoom
from editor.widgets.drop_overlay import DropOverlay
from editor.widgets.speech import translate_tree
from editor.widgets.stage import Stage
from editor.widgets.status_bar import StatusBar
from editor.widgets.tool_options import ToolOptionsBar
from editor.widgets.tool_rail import ToolRail

FIRST_SIZE = QSize(1440, 900)
SMALLEST = QSize(720, 480)


@dataclass(frozen=True)
class Parts:
    """What the window is made of; each is built and wired elsewhere."""

    docks: DockRoom
    stage: Stage
    rail: ToolRail
    options: ToolOptionsBar
    status: StatusBar
    drops: DropOverlay


class MainWindow(QMainWindow):
    """Keeps its parts in their places; closing it asks first."""

    pictures_dropped = Signal(list)

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.setWindowTitle("Pentimento")
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE)
        self._parts = parts
        self._may_close: Callable[[], bool] = lambda: True
        self._on_key: Callable[[QKeyEvent], bool] = lambda _: False
        self._claims_key: Callable[[QKeyEvent], bool] = lambda _: False
        self.tabs = self._make_tabs()
        self.docks = parts.docks
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(parts.rail)
        middle.addWidget(self.docks, 1)
        room = QWidget(self)
        room.setObjectName("workroom")
        layout = QVBoxLayout(room)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(parts.options)
        layout.addLayout(middle, 1)
        layout.addWidget(parts.status)
        self.setCentralWidget(room)
        self._panels_wanted = True
        self._docks_wanted = True
        self._has_picture = False
        translate_tree(self)
        self.show_picture(has_picture=False)

    # ---- what is shown

    @property
    def panels_shown(self) -> bool:
        return self._panels_wanted

    @property
    def docks_shown(self) -> bool:
        return self._docks_wanted

    def toggle_panels(self) -> None:
        """Everything but the picture goes, and comes back."""
        self._panels_wanted = not self._panels_wanted
        self.show_picture(has_picture=self._has_picture)

    def toggle_docks(self) -> None:
        """The column folds away, and comes back as it was."""
        self._docks_wanted = not self._docks_wanted
        self.show_picture(has_picture=self._has_picture)

    def show_picture(self, *, has_picture: bool) -> None:
        """With a picture the tools stand around it; without one there is only the invitation."""
        self._has_picture = has_picture
        around = has_picture and self._panels_wanted
        for part in (self._parts.rail, self._parts.options):
            part.setVisible(around)
        self.docks.set_shown(around and self._docks_wanted)
        self.tabs.setVisible(has_picture and self._panels_wanted)
        self._parts.status.setVisible(self._panels_wanted)
        self._parts.stage.show_canvas(has_picture)

    def restore(self, geometry: str) -> None:
        """Where the window was when it was closed."""
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))

    def fit_screen(self) -> None:
        """No larger than what is free of the screen; for the first start."""
        free = self.screen().availableGeometry()
        self.resize(FIRST_SIZE.boundedTo(free.size() * 0.94))
        self.move(free.center() - self.rect().center())

    def geometry_words(self) -> str:
        return bytes(self.saveGeometry().toBase64().data()).decode()

    # ---- who decides

    def ask_before_close(self, may_close: Callable[[], bool]) -> None:
        self._may_close = may_close

    def send_keys(
        self, on_key: Callable[[QKeyEvent], bool], claims_key: Callable[[QKeyEvent], bool]
    ) -> None:
        """Keys that nobody took; the answer says whether they were taken now.

        `claims_key` says of a press whether it must come that way and not become a shortcut.
        """
        self._on_key = on_key
        self._claims_key = claims_key

    # ---- Qt's calls

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if self._may_close():
            event.accept()
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """What no text field kept for itself may still be meant by its place."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and self._claims_key(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._on_key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._on_key(event):
            super().keyReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if not paths_of(event.mimeData()):
            return
        event.acceptProposedAction()
        if self._has_picture:
            self._parts.drops.offer()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        self._parts.drops.leave_soon()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        paths = paths_of(event.mimeData())
        self._parts.drops.hide()
        if paths:
            event.acceptProposedAction()
            self.pictures_dropped.emit(paths)

    # ---- making

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setObjectName("tabs")
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        tabs.setUsesScrollButtons(True)
        tabs.setElideMode(Qt.TextElideMode.ElideMiddle)
        tabs.setAccessibleName("Open pictures")
        return tabs
