"""The Layers dock: the stack, its order, opacity and blend mode."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from editor.action_button import ActionButton
from editor.actions import ActionBook
from editor.docks.layer_list import LayerDelegate, LayerList, LayerModel
from editor.docks.thumbnails import Thumbnails
from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.layer_commands import SetProperty
from editor.widgets.buttons import icon_button
from editor.widgets.choice import CalmComboBox
from editor.widgets.icons import Icons
from editor.widgets.section import Heading
from editor.widgets.slider import Scale, SliderRow

BUTTONS = ("layer.add", "layer.duplicate", "layer.up", "layer.down", "layer.delete")
REDRAW_MS = 250


class LayersDock(QWidget):
    """Shows the layers of one document; everything done here is one step of its history."""

    def __init__(self, book: ActionBook, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._document: Document | None = None
        self._book = book
        self._thumbnails = Thumbnails()
        self.model = LayerModel(self)
        self.list = LayerList(self.model, LayerDelegate(icons, self._thumbnails, self), self)
        self.list.chosen.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 6)
        layout.setSpacing(4)
        heading = Heading("", self)
        heading.row.setContentsMargins(8, 6, 0, 2)
        self._buttons: list[ActionButton] = []
        for name in BUTTONS:
            action = book.find(name)
            button = icon_button(icons.icon(action.icon, "secondary"), action.title, parent=self)
            button.setFixedSize(26, 26)
            heading.row.addWidget(button)
            self._buttons.append(ActionButton(button, action, self._press))
        layout.addWidget(heading)
        layout.addLayout(self._mixing())
        layout.addWidget(self.list, 1)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self.list.viewport().update)
        self.refresh()

    def set_document(self, document: Document | None) -> None:
        """Show another document."""
        if self._document is not None:
            self._document.layers_changed.disconnect(self._stack_changed)
            self._document.active_changed.disconnect(self.refresh)
            self._document.pixels_changed.disconnect(self._redraw_soon)
        self._document = document
        self._thumbnails.set_document(document)
        self.model.set_document(document)
        if document is not None:
            document.layers_changed.connect(self._stack_changed)
            document.active_changed.connect(self.refresh)
            document.pixels_changed.connect(self._redraw_soon)
        self.refresh()

    def refresh(self) -> None:
        """Follow the active layer: selection, opacity, blend mode, buttons."""
        active = self._document.active if self._document else None
        for widget in (self.opacity, self.blend):
            widget.setEnabled(active is not None)
            widget.blockSignals(True)
        if active is not None:
            self.opacity.set_number(round(active.opacity * 100))
            self.blend.setCurrentIndex(list(BlendMode).index(active.blend))
        for widget in (self.opacity, self.blend):
            widget.blockSignals(False)
            widget.update()
        row = self.model.row_of(active)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(self.model.index(row, 0), flag)
        self.refresh_buttons()

    def refresh_buttons(self) -> None:
        """A disabled button says why."""
        for button in self._buttons:
            button.refresh()

    def _mixing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.blend = CalmComboBox(self)
        self.blend.addItems([mode.title for mode in BlendMode])
        self.blend.setAccessibleName("Blend mode")
        self.blend.setToolTip("How the layer mixes with what lies below it")
        self.opacity = SliderRow("Opacity", Scale(0, 100, 1, "%"), 100, self)
        self.blend.currentIndexChanged.connect(self._set_blend)
        self.opacity.value_changed.connect(self._set_opacity)
        row.addWidget(self.blend, 4)
        row.addWidget(self.opacity, 5)
        return row

    def _set_opacity(self, percent: float) -> None:
        self._set("opacity", percent / 100)

    def _set_blend(self, number: int) -> None:
        self._set("blend", list(BlendMode)[number])

    def _set(self, name: str, value: float | BlendMode) -> None:
        document = self._document
        if document is None or document.active is None:
            return
        if getattr(document.active, name) != value:
            document.apply(SetProperty.of(document, document.active.id, name, value))

    def _choose(self, row: int) -> None:
        if self._document is not None:
            self._document.set_active(self.model.layer(row))

    def _press(self, name: str) -> None:
        if not self._book.find(name).why_not():
            self._book.trigger(name)

    def _stack_changed(self) -> None:
        self.model.refresh()
        self.refresh()

    def _redraw_soon(self, _box: object) -> None:
        if not self._redraw.isActive():
            self._redraw.start()
