"""The Layers dock: the tree, its order, locks, opacity and blend mode."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from editor.action_button import ActionButton
from editor.actions import ActionBook
from editor.docks.layer_delegate import LayerDelegate
from editor.docks.layer_list import LayerList
from editor.docks.layer_model import LayerModel
from editor.docks.thumbnails import Thumbnails
from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.layer_commands import SetProperty
from editor.document.layers import Layer, as_grouping
from editor.language import tr
from editor.widgets.buttons import icon_button
from editor.widgets.choice import CalmComboBox
from editor.widgets.icons import Icons
from editor.widgets.section import Heading
from editor.widgets.slider import Scale, SliderRow
from editor.widgets.tab_order import order_tabs

BUTTONS = ("layer.add", "layer.group", "layer.mask", "layer.duplicate", "layer.delete")
LOCKS = (
    ("alpha", "lock_alpha", "Lock transparency: painting keeps what is clear clear"),
    ("position", "lock_position", "Lock the position: the layer cannot be moved"),
    ("pixels", "lock", "Lock the pixels: the layer cannot be painted on"),
)
MENU = (
    *("layer.rename", "layer.duplicate", "layer.delete", ""),
    *("layer.group", "layer.ungroup", "layer.clip", ""),
    *("layer.merge_down", "layer.merge", "layer.rasterise", ""),
    *("layer.mask", "layer.mask_enabled", "layer.apply_mask", "layer.unmask", ""),
    "layer.isolate",
)
LABELS = "layer.label."
PASS_THROUGH = "Pass through"
REDRAW_MS = 250


class LayersDock(QWidget):
    """Shows the layers of one document; everything done here is one step of its history."""

    alone_asked = Signal(str)
    opened = Signal()

    def __init__(self, book: ActionBook, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._document: Document | None = None
        self._book = book
        self._icons = icons
        self._thumbnails = Thumbnails(self)
        self.model = LayerModel(self)
        self.delegate = LayerDelegate(icons, self._thumbnails, self)
        self.delegate.document = lambda: self._document
        self.list = LayerList(self.model, self.delegate, self)
        self.list.chosen.connect(self._choose)
        self.list.alone_asked.connect(self._ask_alone)
        self.list.menu_asked.connect(self._show_menu)
        self.list.opened.connect(lambda _row: self.opened.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 6)
        layout.setSpacing(4)
        head = self._head()
        layout.addWidget(head)
        layout.addLayout(self._mixing())
        layout.addWidget(self.list, 1)
        order_tabs((head, self.blend, self.opacity, self.list))
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(REDRAW_MS)
        self._redraw.timeout.connect(self.list.viewport().update)
        self._thumbnails.made.connect(self.list.viewport().update)
        self.refresh()

    def show_stale(self, layer_ids: frozenset[str]) -> None:
        """Mark live layers that no longer fit what they were made from."""
        if layer_ids != self.delegate.stale:
            self.delegate.stale = layer_ids
            self.list.viewport().update()

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
        """Follow the active and the chosen layers: rows, opacity, blend mode, locks, buttons."""
        active = self._document.active if self._document else None
        widgets = (self.opacity, self.blend, *self.locks.values())
        for widget in widgets:
            widget.setEnabled(active is not None)
            widget.blockSignals(True)
        if active is not None:
            self.opacity.set_number(round(active.opacity * 100))
            self._show_blend(active)
            for name, button in self.locks.items():
                button.setChecked(getattr(active.locks, name))
        for widget in widgets:
            widget.blockSignals(False)
            widget.update()
        chosen = self._document.chosen if self._document else ()
        rows = [row for row in (self.model.row_of(layer) for layer in chosen) if row >= 0]
        self.list.show_chosen(rows, self.model.row_of(active))
        self.list.viewport().update()
        self.refresh_buttons()

    def refresh_buttons(self) -> None:
        """A disabled button says why."""
        for button in self._buttons:
            button.refresh()

    # ---- building

    def _head(self) -> Heading:
        heading = Heading("", self)
        heading.row.setContentsMargins(0, 6, 0, 2)
        self.locks: dict[str, QToolButton] = {}
        for place, (name, icon, tip) in enumerate(LOCKS):
            button = icon_button(self._icons.icon(icon, "secondary"), tip, parent=self)
            button.setFixedSize(26, 26)
            button.setCheckable(True)
            button.toggled.connect(lambda on, name=name: self._lock(name, on))
            heading.row.insertWidget(place, button)
            self.locks[name] = button
        self._buttons: list[ActionButton] = []
        for name in BUTTONS:
            action = self._book.find(name)
            made = icon_button(
                self._icons.icon(action.icon, "secondary"), action.title, parent=self
            )
            made.setFixedSize(26, 26)
            heading.row.addWidget(made)
            self._buttons.append(ActionButton(made, action, self._press))
        return heading

    def _mixing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self.blend = CalmComboBox(self)
        self.blend.addItems([tr(mode.title) for mode in BlendMode])
        self.blend.setAccessibleName(tr("Blend mode"))
        self.blend.setToolTip(tr("How the layer mixes with what lies below it"))
        self.opacity = SliderRow("Opacity", Scale(0, 100, 1, "%"), 100, self)
        self.blend.currentIndexChanged.connect(self._set_blend)
        self.opacity.value_changed.connect(self._set_opacity)
        row.addWidget(self.blend, 4)
        row.addWidget(self.opacity, 5)
        return row

    def _show_blend(self, active: Layer) -> None:
        """A group has one mode more: it lets its layers mix with what is below."""
        modes, group = list(BlendMode), as_grouping(active)
        has_more = self.blend.count() > len(modes)
        if group is not None and not has_more:
            self.blend.addItem(tr(PASS_THROUGH))
        elif group is None and has_more:
            self.blend.removeItem(len(modes))
        through = group is not None and group.passes_through
        self.blend.setCurrentIndex(len(modes) if through else modes.index(active.blend))

    # ---- what the artist does

    def _set_opacity(self, percent: float) -> None:
        self._set("opacity", percent / 100)

    def _set_blend(self, number: int) -> None:
        modes = list(BlendMode)
        active = self._document.active if self._document else None
        if active is not None and as_grouping(active) is not None:
            self._set("passes_through", number == len(modes))
        if 0 <= number < len(modes):
            self._set("blend", modes[number])

    def _lock(self, name: str, closed: bool) -> None:  # noqa: FBT001 - a Qt slot
        if self._document is not None and self._document.active is not None:
            locks = replace(self._document.active.locks, **{name: closed})
            document = self._document
            document.apply(SetProperty.of(document, document.active.id, "locks", locks))

    def _set(self, name: str, value: float | BlendMode) -> None:
        document = self._document
        if document is None or document.active is None:
            return
        if getattr(document.active, name) != value:
            document.apply(SetProperty.of(document, document.active.id, name, value))

    def _choose(self, rows: list[int], active: int) -> None:
        if self._document is None:
            return
        layers = [layer for layer in map(self.model.layer, rows) if layer is not None]
        front = self.model.layer(active)
        if front is None or front not in layers:
            front = layers[0] if layers else self._document.active
        self._document.set_chosen(layers, front)

    def _ask_alone(self, row: int) -> None:
        layer = self.model.layer(row)
        if layer is not None:
            self.alone_asked.emit(layer.id)

    def _show_menu(self, place: QPoint) -> None:
        menu = self.menu()
        menu.exec(place)
        menu.deleteLater()

    def menu(self) -> QMenu:
        """What can be done with the chosen layers."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for name in MENU:
            if not name:
                menu.addSeparator()
            elif name in self._book:
                self._add_to(menu, name)
        labels = menu.addMenu(tr("Colour label"))
        for action in self._book:
            if action.id.startswith(LABELS):
                self._add_to(labels, action.id)
        return menu

    def _add_to(self, menu: QMenu, name: str) -> None:
        action = self._book.find(name)
        made = menu.addAction(tr(action.title))
        reason = action.why_not()
        made.setEnabled(not reason)
        made.setToolTip(tr(reason or action.title))
        if action.is_checked is not None:
            made.setCheckable(True)
            made.setChecked(action.is_checked())
        made.triggered.connect(lambda _=False: self._press(name))

    def _press(self, name: str) -> None:
        if not self._book.find(name).why_not():
            self._book.trigger(name)

    def _stack_changed(self) -> None:
        self.model.refresh()
        self.refresh()

    def _redraw_soon(self, _box: object) -> None:
        if not self._redraw.isActive():
            self._redraw.start()
