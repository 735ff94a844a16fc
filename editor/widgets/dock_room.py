"""The stage with the docks beside it: one column that the artist may order and tear apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError
from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMenu,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from editor.language import tr
from editor.widgets.dock_tabs import DockTabs, dock_at
from editor.widgets.dock_title import DockTitle
from editor.widgets.icons import Icons
from editor.widgets.speech import translate_tree

WIDTH_PX = (280, 360)
FIRST_WIDTH_PX = 312
FIRST_SHARE = 0.56
"""How much of the column's height its first group takes at first."""
ANY_WIDTH_PX = 16_777_215
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea

Content = QWidget | Callable[[], QWidget]


@dataclass(frozen=True)
class Place:
    """Where a dock stands at first: below the others, or as a tab beside `tab_with`."""

    id: str
    title: str
    tab_with: str | None = None
    shown: bool = True


class Layout(BaseModel):
    """Every dock's place: which docks there were, were open, were in front; and Qt's own state."""

    model_config = ConfigDict(frozen=True)

    known: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    front: tuple[str, ...] = ()
    state: str = ""

    @classmethod
    def of(cls, words: str) -> Layout | None:
        try:
            return cls.model_validate_json(words) if words else None
        except ValidationError:
            return None


class LateWidget(QWidget):
    """Builds its content when it is first seen, so that what nobody looks at costs nothing."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make: Callable[[], QWidget] | None = make
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    def build(self) -> None:
        """Now it is seen."""
        if self._make is not None:
            make, self._make = self._make, None
            made = make()
            translate_tree(made)
            self.layout().addWidget(made)


class DockRoom(QMainWindow):
    """Keeps every dock's place, also while all of them are hidden.

    It is a main window inside the main window, so that bars above and below it span everything.
    """

    changed = Signal()

    def __init__(self, stage: QWidget, icons: Icons) -> None:
        super().__init__()
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setObjectName("docks")
        self._icons = icons
        self._places: dict[str, Place] = {}
        self._docks: dict[str, QDockWidget] = {}
        self._names: dict[str, str] = {}
        self._tabs = DockTabs(self._names, icons)
        self._is_shown = True
        self._kept = self._hidden_as = ""
        self._to_raise: tuple[str, ...] = ()
        self.setCentralWidget(stage)
        option = QMainWindow.DockOption
        self.setDockOptions(option.AllowTabbedDocks | option.GroupedDragging)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setDocumentMode(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._tidy_soon = QTimer(self)
        self._tidy_soon.setSingleShot(True)
        self._tidy_soon.setInterval(0)
        self._tidy_soon.timeout.connect(self._tidy)

    # ---- docks

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._docks)

    def dock(self, dock_id: str) -> QDockWidget:
        return self._docks[dock_id]

    def add(self, place: Place, content: Content) -> QDockWidget:
        """One more dock; a function as `content` is called when the dock is first seen."""
        said = tr(place.title)
        dock = QDockWidget(said, self)
        dock.setObjectName(place.id)
        dock.setAccessibleName(said)
        dock.setAllowedAreas(RIGHT)
        dock.setWidget(content if isinstance(content, QWidget) else LateWidget(content))
        translate_tree(dock.widget())
        title = DockTitle(said, self._icons, dock)
        title.float_asked.connect(lambda: dock.setFloating(not dock.isFloating()))
        title.close_asked.connect(dock.close)
        dock.setTitleBarWidget(title)
        dock.topLevelChanged.connect(lambda floats: self._set_widths(dock, floats=floats))
        for signal in (dock.topLevelChanged, dock.dockLocationChanged, dock.visibilityChanged):
            signal.connect(self._touch)
        self._set_widths(dock, floats=False)
        self._places[place.id] = place
        self._names[place.id] = said
        self._docks[place.id] = dock
        self._put(place)
        if not self._is_shown:
            dock.hide()
        return dock

    def is_open(self, dock_id: str) -> bool:
        """Whether a dock is there: shown, or behind another tab, or hidden with all others."""
        if not self._is_shown:
            return dock_id in self._open_ids(self._kept)
        return not self._docks[dock_id].isHidden()

    def is_seen(self, dock_id: str) -> bool:
        """Whether a dock stands in front of all tabs beside it."""
        dock = self._docks[dock_id]
        # Qt does not hide what lies behind a tab, it moves it out to the left.
        return dock.isVisible() and (dock.isFloating() or dock.geometry().right() >= 0)

    def open(self, dock_id: str) -> None:
        """Show a dock and bring it in front of the tabs beside it."""
        dock = self._docks[dock_id]
        content = dock.widget()
        if isinstance(content, LateWidget):
            # Whoever opens it may want something of it at once.
            content.build()
        dock.show()
        dock.raise_()

    def toggle(self, dock_id: str) -> None:
        """Close a dock that is seen; show every other."""
        dock = self._docks[dock_id]
        if self.is_seen(dock_id):
            dock.close()
        else:
            self.open(dock_id)

    # ---- all of them

    def set_shown(self, shown: bool) -> None:  # noqa: FBT001 - a setter in Qt's manner
        """Hide all docks, or bring them back as they were."""
        if shown == self._is_shown:
            return
        if shown:
            self._is_shown = True
            self._bring_back()
        else:
            self._kept = self._hidden_as = self.layout_words()
            self._is_shown = False
            for dock in self._docks.values():
                dock.hide()

    def layout_words(self) -> str:
        """Every dock's place, as `restore_layout` takes it."""
        if not self._is_shown:
            return self._kept
        return Layout(
            known=self.ids,
            open=tuple(name for name, dock in self._docks.items() if not dock.isHidden()),
            front=tuple(name for name in self.ids if self.is_seen(name)),
            state=bytes(self.saveState().toBase64().data()).decode(),
        ).model_dump_json()

    def restore_layout(self, words: str) -> None:
        """Put all docks where they were; those that were not yet known stand where they do."""
        if self._is_shown:
            self._recall(words)
        else:
            self._kept = words

    def reset_layout(self) -> None:
        """As at the first start."""
        if not self._is_shown:
            self._kept = ""
            return
        for place in self._places.values():
            self.removeDockWidget(self._docks[place.id])
        for place in self._places.values():
            self._docks[place.id].setFloating(False)
            self._put(place)
        self._first_sizes()
        self._to_raise = self._heads()
        self._touch()

    # ---- inside

    def _heads(self) -> tuple[str, ...]:
        """The docks that stand first in their groups."""
        return tuple(place.id for place in self._places.values() if place.tab_with is None)

    def _put(self, place: Place) -> None:
        dock = self._docks[place.id]
        beside = self._docks.get(place.tab_with or "")
        if beside is None:
            self.addDockWidget(RIGHT, dock)
        else:
            self.tabifyDockWidget(beside, dock)
        dock.setVisible(place.shown)
        if beside is not None:
            beside.raise_()

    def _bring_back(self) -> None:
        """As they were hidden; or as they were remembered meanwhile."""
        layout = Layout.of(self._kept)
        if layout is None or self._kept != self._hidden_as:
            self._recall(self._kept)
            return
        for name, dock in self._docks.items():
            dock.setVisible(name in layout.open or name not in layout.known)
        self._to_raise = layout.front
        self._touch()

    def _recall(self, words: str) -> None:
        layout = Layout.of(words)
        if layout is None or not self.restoreState(QByteArray.fromBase64(layout.state.encode())):
            layout = Layout(front=self._heads())
            self._first_sizes()
        for name, dock in self._docks.items():
            if name not in layout.known:
                dock.setVisible(self._places[name].shown)
        # Qt makes the tabs of a restored state only in the next turn of its loop.
        self._to_raise = layout.front
        self._touch()

    def _open_ids(self, words: str) -> tuple[str, ...]:
        layout = Layout.of(words)
        if layout is not None:
            return layout.open
        return tuple(name for name, place in self._places.items() if place.shown)

    def _first_sizes(self) -> None:
        heads = [self._docks[name] for name in self._heads()]
        if not heads:
            return
        self.resizeDocks([heads[0]], [FIRST_WIDTH_PX], Qt.Orientation.Horizontal)
        rest = (1 - FIRST_SHARE) / max(1, len(heads) - 1)
        shares = [FIRST_SHARE, *([rest] * (len(heads) - 1))]
        high = max(400, self.height())
        self.resizeDocks(heads, [round(high * part) for part in shares], Qt.Orientation.Vertical)

    def _set_widths(self, dock: QDockWidget, *, floats: bool) -> None:
        low, high = WIDTH_PX
        dock.setMinimumWidth(low)
        dock.setMaximumWidth(ANY_WIDTH_PX if floats else high)

    def _touch(self, *_ignored: object) -> None:
        self._tidy_soon.start()

    def _tidy(self) -> None:
        """Titles that a tab says are hidden; Qt's own tab bars get a name and our habits."""
        to_raise, self._to_raise = self._to_raise, ()
        for name in to_raise:
            if name in self._docks:
                self._docks[name].raise_()
        for name, dock in self._docks.items():
            late = dock.widget()
            if isinstance(late, LateWidget) and self.is_seen(name):
                late.build()
            beside = [other for other in self.tabifiedDockWidgets(dock) if not other.isHidden()]
            title = dock.titleBarWidget()
            is_tabbed = bool(beside) and not dock.isFloating()
            if isinstance(title, DockTitle):
                title.set_tabbed(is_tabbed)
            group = [dock, *beside] if is_tabbed else [dock]
            self._tabs.dress(group, next((one for one in group if self._is_front(one)), None))
        for bar in self.findChildren(QTabBar):
            self._tabs.dress_bar(bar, list(self._docks.values()), self)
        self.changed.emit()

    def _is_front(self, dock: QDockWidget) -> bool:
        return self.is_seen(dock.objectName())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A double click on a tab tears its dock off; the right button offers the same in words."""
        if not (isinstance(watched, QTabBar) and isinstance(event, QMouseEvent)):
            return False
        dock = dock_at(watched, event.position().toPoint(), list(self._docks.values()))
        if dock is None:
            return False
        if event.type() == QEvent.Type.MouseButtonDblClick:
            dock.setFloating(True)
            return True
        is_right = event.button() == Qt.MouseButton.RightButton
        if event.type() == QEvent.Type.MouseButtonPress and is_right:
            self._tab_menu(dock).popup(event.globalPosition().toPoint())
            return True
        return False

    def _tab_menu(self, dock: QDockWidget) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = self._names[dock.objectName()]
        menu.addAction(tr("Tear off {dock}").format(dock=name), lambda: dock.setFloating(True))
        menu.addAction(tr("Close {dock}").format(dock=name), dock.close)
        return menu
