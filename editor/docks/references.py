"""The reference shelf: pictures kept at hand, to look at, take colours from and learn from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from editor.docks.references_card import MIME, ReferenceCard
from editor.drops import paths_of
from editor.references import Parts
from editor.widgets.buttons import icon_button, text_button
from editor.widgets.drop_zone import DropZone
from editor.widgets.icons import Icons

INVITATION = "Drop pictures here to have them at hand: press one to take its colour."


class ReferencesDock(QWidget):
    """Shows a shelf and says what the artist wants of it; whoever owns the shelf does it.

    `dropped` brings paths and the place before which they go, `picked` a colour in sRGB.
    """

    dropped = Signal(list, int)
    add_asked = Signal()
    picked = Signal(float, float, float)
    removed = Signal(Path)
    moved = Signal(Path, int)
    opened = Signal(Path)
    parts_asked = Signal(Path)
    wanted = Signal(Path)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAcceptDrops(True)
        self._icons = icons
        self._cards: dict[Path, ReferenceCard] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 4, 8, 8)
        whole.setSpacing(6)
        self.add = icon_button(icons.icon("plus"), "Add references", tip="Add pictures\u2026")
        self.add.clicked.connect(self.add_asked)
        self.words = QLabel(self)
        self.words.setObjectName("small")
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.add)
        whole.addLayout(row)
        self.zone = self._make_zone()
        whole.addWidget(self.zone, 1)
        self._room = self._make_room()
        self.show_shelf((), has_picture=False)

    def cards(self) -> list[ReferenceCard]:
        """From first to last."""
        found = (self._room.itemAt(n).widget() for n in range(self._room.count() - 1))
        return [card for card in found if isinstance(card, ReferenceCard)]

    def show_shelf(self, paths: Sequence[Path], *, has_picture: bool) -> None:
        """The pictures in this order; those that are new here are `wanted`."""
        focused = self._focused()
        for path in set(self._cards) - set(paths):
            card = self._cards.pop(path)
            self._room.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, path in enumerate(paths):
            card = self._cards.get(path)
            is_new = card is None
            card = card or self._make_card(path)
            self._room.removeWidget(card)
            self._room.insertWidget(place, card)
            card.show()
            if is_new:
                self.wanted.emit(path)
        if focused is not None and paths and self._focused() is None:
            self.cards()[min(focused, len(paths) - 1)].setFocus()
        self.setEnabled(has_picture)
        self._scroll.setVisible(bool(paths))
        self.zone.setVisible(not paths)
        count = len(paths)
        self.words.setText(f"{count} picture{'s' * (count != 1)}" if count else "")

    def set_pixels(self, path: Path, pixels: NDArray[np.uint8]) -> None:
        """The small picture of a path, if it is still on the shelf."""
        if path in self._cards:
            self._cards[path].set_pixels(pixels)

    def show_parts(self, parts: Parts) -> None:
        """Which parts of the pictures may be used; all of those that are not there."""
        for path, card in self._cards.items():
            card.set_parts(parts.get(path))

    def set_trouble(self, path: Path, sentence: str) -> None:
        if path in self._cards:
            self._cards[path].set_trouble(sentence)

    # ---- drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasFormat(MIME) or paths_of(event.mimeData()):
            self.zone.light_up(over=True)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        self.zone.light_up(over=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        self.zone.light_up(over=False)
        data = event.mimeData()
        if data.hasFormat(MIME):
            name = bytes(data.data(MIME).data()).decode("utf-8", "surrogateescape")
            paths = [Path(name)]
        else:
            paths = paths_of(data)
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths, self._place_at(event.position()))

    def _place_at(self, place: QPointF) -> int:
        """Before which card a drop goes."""
        cards = self.cards()
        for number, card in enumerate(cards):
            middle = card.mapTo(self, card.rect().center())
            if place.y() < middle.y():
                return number
        return len(cards)

    def _focused(self) -> int | None:
        """The place of the card that has the keyboard."""
        return next((n for n, card in enumerate(self.cards()) if card.hasFocus()), None)

    # ---- building

    def _make_card(self, path: Path) -> ReferenceCard:
        card = ReferenceCard(path, self._icons, self)
        card.picked.connect(self.picked)
        card.removed.connect(lambda: self.removed.emit(path))
        card.moved.connect(lambda step: self.moved.emit(path, step))
        card.opened.connect(lambda: self.opened.emit(path))
        card.parts_asked.connect(lambda: self.parts_asked.emit(path))
        self._cards[path] = card
        return card

    def _make_zone(self) -> DropZone:
        zone = DropZone(self)
        zone.setMinimumHeight(120)
        inside = QVBoxLayout(zone)
        words = QLabel(INVITATION, zone)
        words.setObjectName("small")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        choose = text_button("Choose\u2026", kind="link", parent=zone)
        choose.clicked.connect(self.add_asked)
        inside.addStretch(1)
        inside.addWidget(words)
        inside.addWidget(choose, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        return zone

    def _make_room(self) -> QVBoxLayout:
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        room = QVBoxLayout(holder)
        room.setContentsMargins(0, 0, 0, 0)
        room.setSpacing(8)
        room.addStretch(1)
        self._scroll.setWidget(holder)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.addWidget(self._scroll, 1)
        return room
