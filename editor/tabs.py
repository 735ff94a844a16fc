"""Keeps the tabs true to the session, and the session to the tabs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTabBar

from editor.session import Session, Sheet
from editor.widgets.buttons import icon_button
from editor.widgets.icons import Icons


class Tabs(QObject):
    """One tab for each open picture, in the same order, which dragging changes."""

    def __init__(
        self, bar: QTabBar, session: Session, *, icons: Icons, close: Callable[[Sheet], None]
    ) -> None:
        super().__init__(bar)
        self._bar = bar
        self._icons = icons
        self._session = session
        self._close = close
        bar.setMovable(True)
        bar.installEventFilter(self)
        session.opened.connect(self._add)
        session.closed.connect(self.refresh)
        session.titles_changed.connect(self._retitle)
        session.current_changed.connect(self._follow)
        bar.currentChanged.connect(self._bring)
        bar.tabMoved.connect(self._moved)

    def refresh(self, _closed: Sheet | None = None) -> None:
        """Make all tabs anew."""
        self._bar.blockSignals(True)
        while self._bar.count():
            self._bar.removeTab(0)
        for sheet in self._session:
            self._add(sheet)
        self._bar.blockSignals(False)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The middle button closes the picture whose tab it presses."""
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        place = self._bar.tabAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.MiddleButton or place < 0:
            return False
        self._close(list(self._session)[place])
        return True

    def _add(self, sheet: Sheet) -> None:
        self._bar.blockSignals(True)
        place = self._bar.addTab(sheet.title)
        self._bar.setTabToolTip(place, str(sheet.document.path or sheet.name))
        cross = icon_button(self._icons.icon("cancel", "secondary"), f"Close {sheet.name}")
        cross.setIconSize(QSize(14, 14))
        cross.setFixedSize(20, 20)
        cross.clicked.connect(lambda: self._close(sheet))
        self._bar.setTabButton(place, QTabBar.ButtonPosition.RightSide, cross)
        self._bar.blockSignals(False)

    def _moved(self, start: int, end: int) -> None:
        sheets = list(self._session)
        if start < len(sheets):
            self._session.reorder(sheets[start], end)

    def _retitle(self) -> None:
        for place, sheet in enumerate(self._session):
            if self._bar.tabText(place) != sheet.title:
                self._bar.setTabText(place, sheet.title)

    def _follow(self) -> None:
        for place, sheet in enumerate(self._session):
            if sheet is self._session.current and place < self._bar.count():
                self._bar.blockSignals(True)
                self._bar.setCurrentIndex(place)
                self._bar.blockSignals(False)

    def _bring(self, place: int) -> None:
        sheets = list(self._session)
        if 0 <= place < len(sheets):
            self._session.bring(sheets[place])
