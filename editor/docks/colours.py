"""The Colours dock: choose by eye, by number, from what was used, or from a palette."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from editor.document.document import Document
from editor.tools.colours import RECENT_KEPT, Colour, Colours
from editor.widgets.buttons import icon_button
from editor.widgets.colour_field import ColourField, HueStrip, ToScreen
from editor.widgets.colour_mixing import Hsv, colour_of, hex_of, hsv_of, read_hex
from editor.widgets.colour_numbers import ColourNumbers
from editor.widgets.colour_patches import ColourPatches, shown_colour
from editor.widgets.icons import Icons
from editor.widgets.tab_order import order_tabs

Shown = Callable[[Document], ToScreen | None]
"""What turns a document's colours into the screen's."""

PAIR_PX = QSize(52, 40)
# Earths, greens, blues, violets and reds that mix well, between two rows of grey.
PALETTE = (
    "000000 2b2b2b 555555 808080 aaaaaa d5d5d5 ffffff f4ead5 e8cfa6 c99b62 9a6a3a 5c3d24 "
    "3a2a20 f2c14e d9a441 e07a2f c8452b 8e1f24 5a1530 d86a8c 8b5fbf 4b3f8f 23407a 2f6fb0 "
    "5aa9d6 a8dce3 2f8f83 1f5b4a 4d7c32 8fae3c cdd46a b0a98f 6f6a55"
)
PALETTE_SHAPE = (11, 3)


class Pair(QWidget):
    """The foreground over the background; the one that is pressed is the one to be mixed."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.to_screen: ToScreen | None = None
        self.mixes_front = True
        self.setFixedSize(PAIR_PX)
        self.setAccessibleName("Foreground and background")
        self.setToolTip("Press the one to mix; X swaps them, D is black and white")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        both = ((False, self._colours.background), (True, self._colours.foreground))
        for is_front, colour in both:
            is_mixed = is_front == self.mixes_front
            role = QPalette.ColorRole.Highlight if is_mixed else QPalette.ColorRole.PlaceholderText
            painter.setPen(QPen(self.palette().color(role), 2 if is_mixed else 1))
            painter.setBrush(shown_colour(colour, self.to_screen))
            left, top = (1, 1) if is_front else (21, 13)
            painter.drawRoundedRect(left, top, 29, 25, 4, 4)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        x, y = event.position().x(), event.position().y()
        self.mixes_front = x < 31 and y < 27
        self._colours.changed.emit()


class ColoursDock(QScrollArea):
    """Follows the colours in the hand and changes the one that is being mixed."""

    def __init__(self, colours: Colours, icons: Icons, shown: Shown) -> None:
        super().__init__()
        self._colours = colours
        self._shown = shown
        self._hsv: Hsv = (0.0, 0.0, 0.0)
        self.pair = Pair(colours, self)
        self.swap = icon_button(icons.icon("swap"), "Swap the colours", tip="Swap the colours (X)")
        self.swap.clicked.connect(colours.swap)
        self.field = ColourField(self)
        self.strip = HueStrip(self)
        self.numbers = ColourNumbers(self)
        self.recent = ColourPatches("Recent colours", (RECENT_KEPT, 1), self)
        self.palette_strip = ColourPatches("Palette", PALETTE_SHAPE, self)
        self.palette_strip.set_colours(palette())
        self._lay_out()
        self._connect()
        self._follow()
        self._follow_recent()

    def set_document(self, document: Document | None) -> None:
        """Show colours as they look in this picture; numbers follow its depth."""
        to_screen = self._shown(document) if document is not None else None
        self.numbers.set_deep(document is not None and document.depth == "uint16")
        self.pair.to_screen = to_screen
        for part in (self.field, self.strip, self.recent, self.palette_strip):
            part.set_to_screen(to_screen)
        self.pair.update()

    # ---- making

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.pair)
        head.addWidget(self.swap)
        head.addStretch(1)
        sheet = QWidget(self)
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.field)
        layout.addWidget(self.strip)
        layout.addWidget(self.numbers)
        for words, part in (("Recent", self.recent), ("Palette", self.palette_strip)):
            label = QLabel(words, self)
            label.setObjectName("quiet")
            layout.addWidget(label)
            layout.addWidget(part)
        layout.addStretch(1)
        # A low window scrolls what it cannot show.
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(sheet)
        parts = (self.swap, self.field, self.strip, self.numbers, self.recent, self.palette_strip)
        order_tabs(parts)

    def _connect(self) -> None:
        self.field.moved.connect(lambda s, y: self._mix((self._hsv[0], s, 1.0 - y)))
        self.strip.moved.connect(lambda x, _: self._mix((x, self._hsv[1], self._hsv[2])))
        self.numbers.colour_changed.connect(self._take)
        self.numbers.hsv_changed.connect(self._mix)
        for part in (self.recent, self.palette_strip):
            part.chosen.connect(self._take)
            part.chosen_behind.connect(self._colours.set_background)
        # The colours outlive the dock: it must not hear of them after its end.
        self._colours.changed.connect(self._follow)
        self._colours.recent_changed.connect(self._follow_recent)

    # ---- following and changing

    @property
    def _mixed(self) -> Colour:
        front = self.pair.mixes_front
        return self._colours.foreground if front else self._colours.background

    def _mix(self, hsv: Hsv) -> None:
        # Kept before the colour is told: greys would lose the hue that was chosen.
        self._hsv = hsv
        self._take(colour_of(hsv))
        self._show()

    def _take(self, colour: Colour) -> None:
        if self.pair.mixes_front:
            self._colours.set_foreground(colour)
        else:
            self._colours.set_background(colour)

    def _follow(self) -> None:
        if colour_of(self._hsv) != self._mixed:
            self._hsv = hsv_of(self._mixed, self._hsv)
        self._show()

    def _show(self) -> None:
        self.field.show_colour(self._hsv)
        self.strip.show_colour(self._hsv)
        self.numbers.show_colour(self._mixed, self._hsv)
        both = hex_of(self._colours.foreground), hex_of(self._colours.background)
        self.pair.setAccessibleDescription(f"Foreground {both[0]}, background {both[1]}")
        self.pair.update()

    def _follow_recent(self) -> None:
        self.recent.set_colours(self._colours.recent)


def palette() -> tuple[Colour, ...]:
    """The colours that the program brings."""
    found = [read_hex(digits) for digits in PALETTE.split()]
    return tuple(colour for colour in found if colour is not None)
