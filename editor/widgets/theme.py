"""Turns a theme's colours into Qt's palette and style sheet, so that no widget names a colour."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from resources import index

SHEET_ICONS = ("check", "chevron_down", "cancel")
PLAIN_FAMILIES = frozenset({"", "Sans Serif", "DejaVu Sans", "Helvetica"})
BASE_TEXT_PX = 13


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, by their role, as #rrggbb."""

    name: str
    title: str
    is_dark: bool
    surround: str
    panel: str
    sunken: str
    raised: str
    hover: str
    pressed: str
    hairline: str
    text: str
    secondary: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    loss: str
    mask: str
    source: str

    def colours(self) -> dict[str, str]:
        """The colours by role."""
        plain = {"name", "title", "is_dark"}
        return {role: value for role, value in vars(self).items() if role not in plain}


def load_theme(name: str) -> Theme:
    """Read a bundled theme."""
    given = tomllib.loads(index.theme(name).read_text(encoding="utf-8"))
    return Theme(
        name=name, title=given["title"], is_dark=bool(given["is_dark"]), **given["colours"]
    )


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    one, two = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (one + 0.05) / (two + 0.05)


def palette(theme: Theme) -> QPalette:
    """Qt's own palette, for what no style sheet reaches."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.panel,
        QPalette.ColorRole.Base: theme.sunken,
        QPalette.ColorRole.AlternateBase: theme.panel,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.PlaceholderText: theme.secondary,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Mid: theme.hairline,
        QPalette.ColorRole.Dark: theme.sunken,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    grey = QPalette.ColorGroup.Disabled
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(grey, role, QColor(theme.disabled))
    return made


def style_sheet(theme: Theme, tinted: Path) -> str:
    """The sheet with the theme's colours; `tinted` is a folder for the few icons it shows."""
    names = dict(theme.colours())
    tinted.mkdir(parents=True, exist_ok=True)
    for icon in SHEET_ICONS:
        colour = theme.on_accent if icon == "check" else theme.secondary
        path = tinted / f"{icon}-{theme.name}.svg"
        drawing = index.icon(icon).read_text(encoding="utf-8").replace("currentColor", colour)
        if not path.is_file() or path.read_text(encoding="utf-8") != drawing:
            path.write_text(drawing, encoding="utf-8")
        names[icon] = f'"{path.as_posix()}"'
    return Template(index.stylesheet().read_text(encoding="utf-8")).substitute(names)


def install(application: QApplication, theme: Theme, tinted: Path) -> None:
    """Dress the whole program; putting on what it wears already costs nothing."""
    sheet = style_sheet(theme, tinted)
    if application.styleSheet() == sheet:
        return
    application.setStyle("Fusion")
    application.setFont(_font())
    application.setPalette(palette(theme))
    application.setStyleSheet(sheet)


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width, so that a running number does not dance."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def system_theme() -> str:
    """The theme that the system asks for; dark where it asks for none."""
    light = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Light
    return "light" if light else "dark"


def is_motion_reduced() -> bool:
    """Whether the system asks for calm."""
    accessibility = getattr(QGuiApplication.styleHints(), "accessibility", None)
    calm = getattr(accessibility(), "reducedMotion", None) if accessibility else None
    return bool(calm()) if calm else False


def _font() -> QFont:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if system.family() in PLAIN_FAMILIES:
        # A bare desktop has no chosen face: prefer what reads well at 13 px, if it is there.
        system.setFamilies(["Inter", "Noto Sans", "Cantarell", "DejaVu Sans"])
    system.setPixelSize(BASE_TEXT_PX)
    return system


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
