"""What the window can show of itself: palette, keys, log, panels."""

from __future__ import annotations

from collections.abc import Callable

from editor.actions import ActionUnavailable
from editor.appearance import Appearance
from editor.desk import Desk
from editor.dialogs.log_viewer import LogViewer
from editor.dialogs.preferences import PreferencesDialog
from editor.keymaps.key_set import load_key_set
from editor.log import Log
from editor.widgets.icons import Icons
from editor.widgets.palette import CommandPalette
from editor.widgets.shortcuts import ShortcutsOverlay
from editor.widgets.speech import translate_tree
from editor.window import MainWindow

COMMANDS_KEPT = 8


class WindowShell:
    """Makes each overlay when it is first asked for."""

    def __init__(self, desk: Desk, icons: Icons, log: Log, appearance: Appearance) -> None:
        self._desk = desk
        self._appearance = appearance
        self._icons = icons
        self._log = log
        self._window: MainWindow | None = None
        self._palette: CommandPalette | None = None
        self._keys: ShortcutsOverlay | None = None
        self._viewer: LogViewer | None = None
        self._make_preferences: Callable[[], PreferencesDialog] | None = None
        self._preferences: PreferencesDialog | None = None

    def attach(self, window: MainWindow, make_preferences: Callable[[], PreferencesDialog]) -> None:
        self._window = window
        self._make_preferences = make_preferences

    @property
    def palette(self) -> CommandPalette | None:
        return self._palette

    @property
    def keys(self) -> ShortcutsOverlay | None:
        return self._keys

    @property
    def panels_shown(self) -> bool:
        return self._window is not None and self._window.panels_shown

    @property
    def docks_shown(self) -> bool:
        return self._window is not None and self._window.docks_shown

    def other_theme(self) -> None:
        """Whatever is worn now, the other one; live."""
        dark = self._appearance.theme.is_dark
        self._desk.settings.change(theme="light" if dark else "dark")

    def toggle_docks(self) -> None:
        if self._window is not None:
            self._window.toggle_docks()
            self._desk.touch()

    def reset_docks(self) -> None:
        if self._window is not None:
            self._window.docks.reset_layout()
            self._desk.touch()

    def toggle_panels(self) -> None:
        if self._window is not None:
            self._window.toggle_panels()
            self._desk.touch()

    def show_palette(self) -> None:
        if self._window is None:
            return
        if self._palette is None:
            self._palette = CommandPalette(
                self._desk.book,
                self._icons,
                self._window,
                recent=lambda: self._desk.settings.now.recent_commands,
            )
            self._palette.chosen.connect(self._choose)
        self._palette.open()

    def show_shortcuts(self) -> None:
        if self._window is None:
            return
        if self._keys is None:
            self._keys = ShortcutsOverlay(self._desk.book, self._key_set, self._window)
            self._keys.change_asked.connect(lambda: self.show_preferences("Keys"))
        self._keys.open()

    @property
    def log_viewer(self) -> LogViewer | None:
        return self._viewer

    @property
    def preferences(self) -> PreferencesDialog | None:
        return self._preferences

    def _key_set(self) -> str:
        return load_key_set(self._desk.settings.now.key_set).title

    def show_preferences(self, page: str = "") -> None:
        """The same dialog again while it is open; with one of its pages in front."""
        if self._preferences is None and self._make_preferences is not None:
            self._preferences = self._make_preferences()
            translate_tree(self._preferences)
            self._preferences.finished.connect(self._forget_preferences)
        if self._preferences is not None:
            self._preferences.show_page(page)
            self._preferences.show()
            self._preferences.raise_()
            self._preferences.activateWindow()

    def _forget_preferences(self) -> None:
        if self._preferences is not None:
            self._preferences.deleteLater()
            self._preferences = None

    def show_log(self) -> None:
        if self._viewer is None:
            self._viewer = LogViewer(self._log, self._window)
            translate_tree(self._viewer)
        self._viewer.refresh()
        self._viewer.show()
        self._viewer.raise_()

    def _choose(self, action_id: str) -> None:
        """From the palette, which remembers what was used last."""
        rest = (one for one in self._desk.settings.now.recent_commands if one != action_id)
        self._desk.settings.change(recent_commands=(action_id, *rest)[:COMMANDS_KEPT])
        self.trigger(action_id)

    def trigger(self, action_id: str) -> None:
        """Do an action; whatever goes wrong becomes one sentence."""
        try:
            self._desk.book.trigger(action_id)
        except ActionUnavailable as reason:
            self._desk.tell(str(reason))
        except Exception as error:  # noqa: BLE001 - the edge where all errors of actions end
            self._desk.fail(error)
