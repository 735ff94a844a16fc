"""What the Properties dock shows of a live generator layer: is it stale, run it again."""

from __future__ import annotations

from collections.abc import Callable

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
        self, icons: Icons, run_again: Callable[[str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icons = icons
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
        self._look.timeout.connect(self.look)

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
        if is_same:
            self.look_soon()
        else:
            self.look()

    def look_soon(self) -> None:
        """See in a moment whether it is stale."""
        if not self._look.isActive():
            self._look.start()

    def look(self) -> None:
        """See whether it is stale."""
        if self._document is None or not self._document.has_layer(self._layer_id):
            return
        layer = self._document.layer(self._layer_id)
        if not isinstance(layer, GeneratedLayer):
            return
        stale = is_stale(self._document, layer)
        words = STALE if stale else FRESH
        self.state.setText(words if self._form is not None else UNKNOWN)
        self.again.setObjectName("primary" if stale else "")
        self.again.style().unpolish(self.again)
        self.again.style().polish(self.again)

    def _tell(self) -> None:
        if not self._is_writing and self._form is not None:
            values: dict[str, Scalar] = self._form.values()
            self.changed.emit(values)
