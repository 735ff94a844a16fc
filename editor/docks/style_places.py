"""A list of parts of the picture with their styles, and a menu that adds further ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from editor.language import tr
from editor.widgets.buttons import icon_button, text_button
from editor.widgets.icons import Icons

SWATCH_PX = 20
ASK = "Only in a part…"
ASK_TIP = "Give the chosen styles to a selection, a layer or a label; each part has its own"
TITLE = "Each part in its own style:"


@dataclass(frozen=True)
class Offer:
    """One line of the menu: `why_not` is "" where it can be chosen."""

    title: str
    choose: Callable[[], None]
    why_not: str = ""


@dataclass(frozen=True)
class PlaceLine:
    """What a line of the list says; pixels are rows x columns x 3 of each style."""

    name: str
    styles: str
    pictures: tuple[NDArray[np.uint8], ...] = ()


class StylePlacesList(QWidget):
    """Shows what it is told; `removed` brings the number of a line."""

    removed = Signal(int)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._offers: Callable[[], Sequence[Offer]] = lambda: ()
        self.ask = text_button(ASK, kind="link", parent=self)
        self.ask.setToolTip(tr(ASK_TIP))
        self.ask.clicked.connect(self._open_menu)
        self.title = QLabel(tr(TITLE), self)
        self.title.setObjectName("small")
        self._rows: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 2, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addWidget(self.title)
        self._layout.addWidget(self.ask, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_lines(())

    @property
    def lines(self) -> int:
        """How many parts are listed."""
        return len(self._rows)

    def offer_with(self, offers: Callable[[], Sequence[Offer]]) -> None:
        """What the menu holds; asked for whenever it opens."""
        self._offers = offers

    def show_lines(self, lines: Sequence[PlaceLine]) -> None:
        """These and no others."""
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(number, line) for number, line in enumerate(lines)]
        for number, row in enumerate(self._rows):
            self._layout.insertWidget(1 + number, row)
        self.title.setVisible(bool(lines))

    def menu(self) -> QMenu:
        """What can get the chosen styles now."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for offer in self._offers():
            action = menu.addAction(tr(offer.title))
            action.setEnabled(not offer.why_not)
            action.setToolTip(tr(offer.why_not))
            action.triggered.connect(lambda _on=False, chosen=offer: chosen.choose())
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.popup(self.ask.mapToGlobal(self.ask.rect().bottomLeft()))

    def _row(self, number: int, line: PlaceLine) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for picture in line.pictures:
            swatch = QLabel(row)
            swatch.setFixedSize(SWATCH_PX, SWATCH_PX)
            swatch.setPixmap(_swatch(picture))
            layout.addWidget(swatch)
        words = QLabel(tr("{part}: {styles}").format(part=tr(line.name), styles=line.styles), row)
        words.setToolTip(words.text())
        layout.addWidget(words, 1)
        name = tr("Take the style away from {part}").format(part=tr(line.name))
        remove = icon_button(self._icons.icon("cancel"), name, parent=row)
        remove.clicked.connect(lambda: self.removed.emit(number))
        layout.addWidget(remove)
        return row


def _swatch(picture: NDArray[np.uint8]) -> QPixmap:
    rows, columns = picture.shape[:2]
    side = min(rows, columns)
    top, left = (rows - side) // 2, (columns - side) // 2
    flat = np.ascontiguousarray(picture[top : top + side, left : left + side, :3])
    image = QImage(flat.tobytes(), side, side, 3 * side, QImage.Format.Format_RGB888)
    whole = QPixmap.fromImage(image)
    size = QSize(SWATCH_PX, SWATCH_PX)
    smooth = Qt.TransformationMode.SmoothTransformation
    return whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth)
