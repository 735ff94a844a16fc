"""What waits for the first paint comes after it, once."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from editor.widgets.first_paint import AfterFirstPaint


class _Painted(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        self.seen.append("painted")


def test_it_comes_once_and_after_the_paint(qtbot) -> None:  # noqa: ANN001
    widget = _Painted()
    qtbot.addWidget(widget)
    AfterFirstPaint(widget, lambda: widget.seen.append("then"))
    qtbot.wait(20)
    assert widget.seen == []
    widget.show()
    qtbot.waitUntil(lambda: "then" in widget.seen, timeout=30_000)
    assert widget.seen[0] == "painted"
    widget.repaint()
    qtbot.waitUntil(lambda: not widget.findChildren(QObject), timeout=30_000)
    assert widget.seen.count("then") == 1
