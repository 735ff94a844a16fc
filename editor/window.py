"""The main window: places bars, rail, canvas and docks, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from editor.drops import paths_of
from editor.widgets.stage import Stage
from editor.widgets.status_bar import StatusBar
from editor.widgets.tool_options import ToolOptionsBar
from editor.widgets.tool_rail import ToolRail

FIRST_SIZE = QSize(1440, 900)
SMALLEST = QSize(720, 480)
COLUMN_PX = (264, 420)


@dataclass(frozen=True)
class Parts:
    """What the window is made of; each is built and wired elsewhere."""

    stage: Stage
    rail: ToolRail
    options: ToolOptionsBar
    status: StatusBar
    generate: QWidget
    layers: QWidget
    history: QWidget


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
        self.tabs = self._make_tabs()
        self.column = self._make_column()
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.body.setChildrenCollapsible(False)
        self.body.addWidget(parts.stage)
        self.body.addWidget(self.column)
        self.body.setStretchFactor(0, 1)
        self.body.setStretchFactor(1, 0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(parts.rail)
        middle.addWidget(self.body, 1)
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
        self._has_picture = False
        self.show_picture(has_picture=False)

    # ---- what is shown

    @property
    def panels_shown(self) -> bool:
        return self._panels_wanted

    def toggle_panels(self) -> None:
        """Everything but the picture goes, and comes back."""
        self._panels_wanted = not self._panels_wanted
        self.show_picture(has_picture=self._has_picture)

    def show_picture(self, *, has_picture: bool) -> None:
        """With a picture the tools stand around it; without one there is only the invitation."""
        self._has_picture = has_picture
        around = has_picture and self._panels_wanted
        for part in (self._parts.rail, self._parts.options, self.column):
            part.setVisible(around)
        self.tabs.setVisible(has_picture and self._panels_wanted)
        self._parts.status.setVisible(self._panels_wanted)
        self._parts.stage.show_canvas(has_picture)

    def set_column_width(self, width_px: int) -> None:
        low, high = COLUMN_PX
        width_px = max(low, min(width_px, high))
        self.body.setSizes([max(1, self.width() - width_px - self._parts.rail.width()), width_px])

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

    def send_keys(self, on_key: Callable[[QKeyEvent], bool]) -> None:
        """Keys that nobody took; the answer says whether they were taken now."""
        self._on_key = on_key

    # ---- Qt's calls

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if self._may_close():
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._on_key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._on_key(event):
            super().keyReleaseEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        paths = paths_of(event.mimeData())
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

    def _make_column(self) -> QFrame:
        column = QFrame()
        column.setObjectName("column")
        column.setMinimumWidth(COLUMN_PX[0])
        column.setMaximumWidth(COLUMN_PX[1])
        layout = QVBoxLayout(column)
        # One pixel for the line at the left, which is the column's own.
        layout.setContentsMargins(1, 0, 0, 0)
        split = QSplitter(Qt.Orientation.Vertical, column)
        split.setChildrenCollapsible(False)
        for number, part in enumerate(
            (self._parts.generate, self._parts.layers, self._parts.history)
        ):
            split.addWidget(part)
            split.setStretchFactor(number, (5, 3, 2)[number])
        split.setSizes([560, 190, 110])
        layout.addWidget(split)
        return column
