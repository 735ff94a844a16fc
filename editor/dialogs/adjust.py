"""The dialog that adjusts the active layer's own pixels, with the canvas as its preview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor.document.adjustments.adjustment import Adjustment
from editor.widgets.histogram import Counts
from editor.widgets.params_form import ParamsForm
from ml.api.params import Params, Scalar

LIVE_MS = 25
WIDTH_PX = 340


class AdjustDialog(QDialog):
    """Floats beside the picture; `params_changed` while the artist tries, `applied` at the end.

    Closing it in any other way gives `dismissed`.
    """

    params_changed = Signal(object)
    applied = Signal(object)
    dismissed = Signal()
    preview_toggled = Signal(bool)

    def __init__(self, adjustment: Adjustment, face: QWidget, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self.setWindowTitle(adjustment.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH_PX)
        self._params = adjustment.params
        self.face = face
        self._is_done = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 12)
        layout.setSpacing(8)
        words = QLabel(adjustment.help, self)
        words.setObjectName("small")
        layout.addWidget(words)
        layout.addWidget(face)
        layout.addLayout(self._foot())
        self._live = QTimer(self)
        self._live.setSingleShot(True)
        self._live.setInterval(LIVE_MS)
        self._live.timeout.connect(lambda: self.params_changed.emit(self.params()))
        face.changed.connect(self._soon)  # type: ignore[attr-defined]

    def params(self) -> Params:
        """What is set now."""
        values = cast("ParamsForm", self.face).values()
        return self._params.model_validate(values)

    def write(self, values: Mapping[str, Scalar]) -> None:
        """Show these values."""
        cast("ParamsForm", self.face).write(values)
        self._soon()

    def show_tones(self, counts: Counts) -> None:
        """The histogram, where the face has one."""
        show = getattr(self.face, "show_tones", None)
        if show is not None:
            show(counts)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)

    def accept(self) -> None:
        if not self._is_done:
            self._is_done = True
            self.applied.emit(self.params())
        super().accept()

    def reject(self) -> None:
        if not self._is_done:
            self._is_done = True
            self.dismissed.emit()
        super().reject()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self.preview = QCheckBox("Preview", self)
        self.preview.setChecked(True)
        self.preview.toggled.connect(self.preview_toggled)
        self.cancel = QPushButton("Cancel", self)
        self.cancel.clicked.connect(self.reject)
        self.apply = QPushButton("Apply", self)
        self.apply.setObjectName("primary")
        self.apply.setDefault(True)
        self.apply.clicked.connect(self.accept)
        row.addWidget(self.preview, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.apply)
        return row

    def _soon(self) -> None:
        if not self._live.isActive():
            self._live.start()
