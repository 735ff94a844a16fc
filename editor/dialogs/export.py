"""How a picture is exported: the format, what matters for it, and a look at what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from editor.dialogs.export_choice import (
    ALWAYS,
    HELD,
    Bits,
    ExportChoice,
    Format,
    Memory,
    remembered,
)
from editor.dialogs.export_split import SplitView
from editor.files.budget import readable_size
from editor.files.raster import Picture
from editor.widgets.dialog_end import DialogEnd
from editor.widgets.icons import Icons
from editor.widgets.params_form import ParamsForm

if TYPE_CHECKING:
    # Brings the encoders with it.
    from editor.files.export_preview import Preview

_PATIENCE_MS = 250
_FORM_PX = 300

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], None]
"""Does a piece of work in a thread; see `Background.run`."""


@dataclass(frozen=True)
class ExportSource:
    """What the dialog shows: `flat` and `preview` take their time and are called in a thread."""

    flat: Callable[[], Picture]
    preview: Callable[[ExportChoice], Preview]
    run: Run


class ExportDialog(QDialog):
    """Asks for an ExportChoice; rows that a format does not have are hidden.

    Each format remembers what was chosen for it. With a `source` the result is made in the
    background, a moment after the last change, and shown beside the picture with its size.
    """

    def __init__(
        self,
        icons: Icons,
        memory: Memory,
        parent: QWidget | None = None,
        *,
        source: ExportSource | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self._memory = {name: dict(panel) for name, panel in memory.items()}
        self._source = source
        self._is_busy = self._is_stale = self._is_gone = False
        self.split = SplitView(self)
        self.size_words = QLabel(self)
        self.notices = QLabel(self)
        self.form = ParamsForm(ExportChoice, icons, parent=self)
        self.form.write(remembered(self._memory))
        self._format = self._chosen_format()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PATIENCE_MS)
        self._pause.timeout.connect(self._make_preview)
        self.form.changed.connect(self._follow)
        self._lay_out()
        self._show_rows()
        self.finished.connect(self._leave)
        if source is not None:
            self.size_words.setText("\u2026")
            source.run(source.flat, self._show_before, self._failed)

    def choice(self) -> ExportChoice:
        """What is chosen now."""
        return ExportChoice.model_validate(self.form.values())

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 20, 0)
        across.setSpacing(20)
        self.split.setVisible(self._source is not None)
        across.addWidget(self.split, 1)
        column = QVBoxLayout()
        column.setContentsMargins(0 if self._source else 20, 18, 0, 16)
        column.setSpacing(12)
        across.addLayout(column)
        title = QLabel("Export a picture", self)
        title.setObjectName("subtitle")
        note = QLabel("Save keeps everything, in OpenRaster; an export is for others.", self)
        for label in (note, self.size_words, self.notices):
            label.setObjectName("small")
            label.setWordWrap(True)
        self.size_words.setObjectName("subtitle")
        self.form.setFixedWidth(_FORM_PX)
        for widget in (title, note, self.form):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.size_words)
        column.addWidget(self.notices)
        end = DialogEnd("Export\u2026", self)
        self.go = end.go
        column.addLayout(end)
        if self._source is not None:
            self.resize(920, 600)

    # -- the form

    def _chosen_format(self) -> Format:
        return Format(str(self.form.values()["format"]))

    def _follow(self) -> None:
        kind = self._chosen_format()
        if kind is not self._format:
            self._memory[self._format.place] = dict(self.form.values())
            self._format = kind
            self.form.blockSignals(True)
            self.form.write(remembered(self._memory, kind))
            self.form.blockSignals(False)
        self._show_rows()
        self._ask_for_preview()

    def _show_rows(self) -> None:
        held = HELD[self._format] | ALWAYS
        for name in self.form.names:
            self.form.row(name).widget.setVisible(name in held)
        values = self.form.values()
        has_layers = self._format is Format.PSD and bool(values["keep_layers"])
        self.form.row("to_srgb").widget.setEnabled(not has_layers)
        self.form.row("keep_profile").widget.setEnabled(not has_layers and not values["to_srgb"])

    # -- the preview

    def _show_before(self, picture: Picture) -> None:
        if not self._is_gone:
            self.split.show_before(picture)
            self._ask_for_preview()

    def _ask_for_preview(self) -> None:
        if self._source is None or self._is_gone:
            return
        self.size_words.setText("\u2026")
        self._is_stale = True
        self._pause.start()

    def _make_preview(self) -> None:
        if self._source is None or self._is_busy or self._is_gone:
            return
        self._is_busy, self._is_stale = True, False
        source, choice = self._source, self.choice()
        source.run(lambda: source.preview(choice), self._show_preview, self._failed)

    def _show_preview(self, made: Preview) -> None:
        if not self._is_over():
            self.split.words = ("Before", self._format.value)
            self.split.show_after(made.result)
            self.size_words.setText(readable_size(made.size_bytes))
            self.notices.setText(" ".join(made.notices))

    def _failed(self, error: Exception) -> None:
        if not self._is_over():
            self.split.show_after(None)
            self.size_words.setText("")
            self.notices.setText(str(getattr(error, "message", error)))

    def _is_over(self) -> bool:
        """Whether an answer came too late: the next one is then asked for."""
        self._is_busy = False
        if self._is_gone:
            return True
        if self._is_stale and not self._pause.isActive():
            self._make_preview()
        return self._is_stale

    def _leave(self) -> None:
        self._is_gone = True
        self._pause.stop()


__all__ = ["Bits", "ExportChoice", "ExportDialog", "ExportSource", "Format"]
