"""What the program wears: theme and motion, changed while it runs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from editor.settings import SettingsFile
from editor.widgets.icons import Icons
from editor.widgets.theme import Theme, install, is_motion_reduced, load_theme, system_theme


def chosen_theme(settings: SettingsFile) -> Theme:
    """The theme of the preferences, or the system's where they say so."""
    wanted = settings.now.theme
    return load_theme(system_theme() if wanted == "system" else wanted)


class Appearance(QObject):
    """Follows preferences and system; `changed` brings the theme after everything wears it."""

    changed = Signal(Theme)
    motion_changed = Signal(bool)

    def __init__(self, settings: SettingsFile, icons: Icons, *, theme: Theme, folder: Path) -> None:
        super().__init__()
        self._settings = settings
        self._icons = icons
        self._folder = folder
        self.theme = theme
        settings.changed.connect(self._follow)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def is_motion_reduced(self) -> bool:
        """Whether the artist or the system asks for calm."""
        return self._settings.now.reduced_motion or is_motion_reduced()

    def wear(self, theme: Theme) -> None:
        """Dress the whole program anew, if it does not wear that already."""
        if theme == self.theme:
            return
        self.theme = theme
        self._icons.wear(theme)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            install(application, theme, self._folder)
        self.changed.emit(theme)

    def _follow(self, names: frozenset[str]) -> None:
        if "theme" in names:
            self.wear(chosen_theme(self._settings))
        if "reduced_motion" in names:
            self.motion_changed.emit(self.is_motion_reduced)

    def _follow_system(self) -> None:
        if self._settings.now.theme == "system":
            self.wear(chosen_theme(self._settings))
