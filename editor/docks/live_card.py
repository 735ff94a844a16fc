"""What the Properties dock shows of a live generator layer: is it stale, run it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from editor.document.document import Document
from editor.document.kinds.generated.inputs import is_stale
from editor.document.kinds.generated.layer import GeneratedLayer
from editor.widgets.icons import Icons
from editor.widgets.params_form import ParamsForm
from ml import catalog
from ml.api.params import Scalar

LOOK_MS = 400
STALE = "Stale: what lies below or its settings changed since it was made."
FRESH = "Fresh: it is what its settings make of the picture below."
UNKNOWN = "Its generator is not installed here; the pixels stay as they are."


class LiveCard(QWidget):
    """Never runs a generator by itself: the button does."""

    changed = Signal(dict)

    def __init__(
        self,
        icons: Icons,
        run_again: Callable[[str], None],
        in_background: Callable[[Callable[[], Any], Callable[[Any], None]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self._in_background = in_background
        self._document: Document | None = None
        self._layer_id = ""
        self._form: ParamsForm | None = None
        self._is_writing = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.state = QLabel(self)
        self.inputs = QLabel(self)
        for label, margin in ((self.state, 9), (self.inputs, 9)):
            label.setWordWrap(True)
            label.setContentsMargins(margin, 0, margin, 0)
        self.inputs.setObjectName("small")
        self.again = QPushButton("Run again", self)
        self.again.clicked.connect(lambda: run_again(self._layer_id))
        for widget in (self.state, self.inputs, self.again):
            self._column.addWidget(widget)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._look_aside)

    @property
    def form(self) -> ParamsForm | None:
        """The generator's parameters; None where it is not there."""
        return self._form

    def show_layer(self, document: Document, layer: GeneratedLayer) -> None:
        is_same = self._layer_id == layer.id and self._document is document
        self._document, self._layer_id = document, layer.id
        spec = catalog.find(layer.recipe.generator)
        wanted = spec.params if spec is not None else None
        if self._form is not None and self._form.params is not wanted:
            self._form.deleteLater()
            self._form = None
        if self._form is None and wanted is not None:
            self._form = ParamsForm(wanted, self._icons, parent=self)
            self._form.changed.connect(self._tell)
            self._column.insertWidget(2, self._form)
        if self._form is not None:
            self._is_writing = True
            self._form.write(layer.recipe.params)
            self._is_writing = False
        self.inputs.setText(f"Made from {layer.recipe.inputs}.")
        self.again.setEnabled(spec is not None)
        if not is_same:
            self.state.setText("")
        self.look_soon()

    def look_soon(self) -> None:
        """See in a moment whether it is stale."""
        if not self._look.isActive():
            self._look.start()

    def look(self) -> None:
        """See at once whether it is stale."""
        layer = self._layer()
        if layer is not None and self._document is not None:
            self._show(is_stale=is_stale(self._document, layer))

    def _look_aside(self) -> None:
        """The same in the background: large pictures take their time."""
        layer, document = self._layer(), self._document
        if layer is None or document is None:
            return
        twin, layer_id = document.snapshot(), layer.id

        def work() -> bool:
            below = twin.layer(layer_id)
            return isinstance(below, GeneratedLayer) and is_stale(twin, below)

        def then(stale: bool) -> None:  # noqa: FBT001 - what the work found
            if self._layer_id == layer_id and self._document is document:
                self._show(is_stale=stale)

        self._in_background(work, then)

    def _layer(self) -> GeneratedLayer | None:
        if self._document is None or not self._document.has_layer(self._layer_id):
            return None
        layer = self._document.layer(self._layer_id)
        return layer if isinstance(layer, GeneratedLayer) else None

    def _show(self, *, is_stale: bool) -> None:
        words = STALE if is_stale else FRESH
        self.state.setText(words if self._form is not None else UNKNOWN)
        self.again.setObjectName("primary" if is_stale else "")
        self.again.style().unpolish(self.again)
        self.again.style().polish(self.again)

    def _tell(self) -> None:
        if not self._is_writing and self._form is not None:
            values: dict[str, Scalar] = self._form.values()
            self.changed.emit(values)
