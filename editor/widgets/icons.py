"""Tints the bundled drawings with the theme's colours, sharp at every screen scale."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from editor.widgets.theme import Theme
from resources import index

ICON_PX = 20


class TintedEngine(QIconEngine):
    """Draws one SVG in the colour of the icon's mode; nothing is scaled from a bitmap.

    `colours` tells the theme's colours at each drawing, so that icons follow another theme.
    """

    def __init__(self, drawing: str, colours: Callable[[], tuple[str, str, str]]) -> None:
        super().__init__()
        self._drawing = drawing
        self._colours = colours
        self._renderers: dict[str, QSvgRenderer] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        renderer = self._renderer(self._colour(mode, state))
        renderer.render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(  # noqa: N802 - Qt's name
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        made = QPixmap((QSizeF(size) * scale).toSize())
        if made.isNull():
            return made
        made.setDevicePixelRatio(scale)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return TintedEngine(self._drawing, self._colours)

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        usual, disabled, active = self._colours()
        if mode == QIcon.Mode.Disabled:
            return disabled
        return active if state == QIcon.State.On else usual

    def _renderer(self, colour: str) -> QSvgRenderer:
        if colour not in self._renderers:
            drawing = self._drawing.replace("currentColor", colour)
            self._renderers[colour] = QSvgRenderer(QByteArray(drawing.encode()))
        return self._renderers[colour]


class Icons:
    """The drawings of the program in the colours of the theme that is worn."""

    def __init__(self, theme: Theme) -> None:
        self._colours = theme.colours()
        self._made: dict[tuple[str, str, str], QIcon] = {}

    def wear(self, theme: Theme) -> None:
        """All icons, also those that were given out, are drawn in another theme's colours."""
        self._colours = theme.colours()

    def icon(self, name: str, role: str = "text", checked: str = "accent") -> QIcon:
        """The drawing called `name` in the theme's colour `role`; another where it is checked."""
        key = (name, role, checked)
        if key not in self._made:
            drawing = index.icon(name).read_text(encoding="utf-8")
            self._made[key] = QIcon(TintedEngine(drawing, lambda: self._shades(role, checked)))
        return self._made[key]

    def _shades(self, role: str, checked: str) -> tuple[str, str, str]:
        of = self._colours
        return of[role], of["disabled"], of[checked]
