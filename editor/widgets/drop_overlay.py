"""Lies over the canvas while pictures are dragged in, and offers what they can become."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from editor.drops import DropTarget, DropTargets, paths_of
from editor.language import tr
from editor.widgets.icons import Icons
from editor.widgets.sign import Sign

CARD_PX = QSize(148, 124)
GAP_PX = 12
LEAVE_MS = 120
SCRIM = QColor(0, 0, 0, 120)


class DropCard(QFrame):
    """One target: lit while something is held over it, greyed with its reason where it cannot."""

    def __init__(self, target: DropTarget, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dropCard")
        self.setFixedSize(CARD_PX)
        self.setAccessibleName(tr(target.title))
        self.target = target
        self.reason = target.why_not()
        role = "disabled" if self.reason else "text"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 14, 10, 10)
        layout.setSpacing(4)
        sign = Sign(icons.icon(target.icon, role), QSize(28, 28), self)
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
        title = QLabel(tr(target.title), self)
        title.setEnabled(not self.reason)
        layout.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        words = QLabel(tr(self.reason), self)
        words.setObjectName("small")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        layout.addWidget(words, 1)

    def light_up(self, *, over: bool) -> None:
        lit = over and not self.reason
        if self.property("lit") != lit:
            self.setProperty("lit", lit)
            self.style().unpolish(self)
            self.style().polish(self)


class DropOverlay(QWidget):
    """Shown by a drag over the window; a drop beside all cards does what the first one does."""

    def __init__(self, targets: DropTargets, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setAccessibleName(tr("What to make of the dropped pictures"))
        self._targets = targets
        self._icons = icons
        self.cards: list[DropCard] = []
        # A drag that goes on to another part of the window leaves and comes back.
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.setInterval(LEAVE_MS)
        self._leave.timeout.connect(self.hide)
        self.hide()

    def offer(self) -> None:
        """Lay the cards over the whole parent."""
        self._leave.stop()
        if self.isVisible():
            return
        for card in self.cards:
            # Gone only with the next turn of the loop, but seen no more.
            card.hide()
            card.deleteLater()
        self.cards = [DropCard(target, self._icons, self) for target in self._targets]
        self.setGeometry(self.parentWidget().rect())
        self._place()
        self.show()
        self.raise_()

    def leave_soon(self) -> None:
        self._leave.start()

    def card_at(self, point: QPoint) -> DropCard | None:
        return next((card for card in self.cards if card.geometry().contains(point)), None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        self._leave.stop()
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        over = self.card_at(event.position().toPoint())
        for card in self.cards:
            card.light_up(over=card is over)
        if over is not None and over.reason:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        self.leave_soon()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        card = self.card_at(event.position().toPoint()) or self.cards[0]
        paths = paths_of(event.mimeData())
        self.hide()
        if paths and not card.reason:
            event.acceptProposedAction()
            card.target.take(paths)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), SCRIM)
        painter.end()

    def _place(self) -> None:
        """In the middle, in as many rows as the width needs."""
        step = CARD_PX.width() + GAP_PX
        columns = max(1, min(len(self.cards), (self.width() - GAP_PX) // step))
        rows = [self.cards[at : at + columns] for at in range(0, len(self.cards), columns)]
        down = CARD_PX.height() + GAP_PX
        top = max(GAP_PX, (self.height() - len(rows) * down) // 2)
        for number, row in enumerate(rows):
            left = (self.width() - len(row) * step + GAP_PX) // 2
            for place, card in enumerate(row):
                corner = QPoint(left + place * step, top + number * down)
                card.setGeometry(QRect(corner, CARD_PX))
