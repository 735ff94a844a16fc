"""What the Properties dock shows of a group of shapes: how many are seen, and what they weigh."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.document.commands import Compound
from editor.document.document import Document
from editor.document.kinds.vector.layer import VectorLayer, drawing_of
from editor.document.layer_commands import SetProperty
from editor.document.layers import GroupLayer, Layer
from editor.vector_stack import svg_words
from editor.widgets.layer_count import Gains, LayerCount
from ml.vector.gains import enough

SOON_MS = 80
TITLE = "How many shapes"


class ShapesCard(QWidget):
    """Hides and shows the uppermost shapes; a pause of the slider is one step of history."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._group_id = ""
        self.count = LayerCount(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._apply)
        self.count.changed.connect(lambda _: self._soon.start())

    def show_group(self, document: Document, group: GroupLayer) -> None:
        """Follow that group; after an undo, too."""
        self._document, self._group_id = document, group.id
        if self._soon.isActive():
            return
        shapes = shapes_in(group)
        seen = sum(shape.visible for shape in shapes)
        curve = tuple(shape.likeness_db or 0.0 for shape in shapes)
        is_measured = all(shape.likeness_db is not None for shape in shapes)
        gains = Gains(curve, enough(list(curve)) if is_measured else 0)
        self.count.show_stack(gains, seen)
        drawing, _ = drawing_of((group,), document.width, document.height)
        near = (f"{curve[seen - 1]:.1f} dB",) if is_measured and seen else ()
        self.count.say((*near, *svg_words(drawing)))

    def flush(self) -> None:
        """Do at once what the slider says."""
        if self._soon.isActive():
            self._soon.stop()
            self._apply()

    def _apply(self) -> None:
        document = self._document
        if document is None or not document.has_layer(self._group_id):
            return
        group = document.layer(self._group_id)
        if not isinstance(group, GroupLayer):
            return
        steps = [
            SetProperty.of(document, shape.id, "visible", number < self.count.count)
            for number, shape in enumerate(shapes_in(group))
            if shape.visible != (number < self.count.count)
        ]
        if steps:
            document.apply(Compound(TITLE, steps))


def shapes_in(layer: Layer) -> list[VectorLayer]:
    """The shapes of a group and of the groups in it, the lowest first."""
    if isinstance(layer, GroupLayer):
        return [shape for child in layer.children for shape in shapes_in(child)]
    return [layer] if isinstance(layer, VectorLayer) else []


def is_stack(layer: object) -> bool:
    """Whether a layer is a group with at least two shapes."""
    return isinstance(layer, GroupLayer) and len(shapes_in(layer)) > 1
