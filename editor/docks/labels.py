"""The Labels dock: what there is to paint with, how it is shown, and what it covers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.action_button import ActionButton
from editor.actions import ActionBook
from editor.dialogs.asker import Asker
from editor.docks.label_list import LabelList
from editor.docks.label_menu import label_menu
from editor.docks.label_rows import LabelRow
from editor.document.document import Document
from editor.document.kinds.label.counts import LabelCounts
from editor.document.kinds.label.facts import MOST_CONTOUR_PX
from editor.document.kinds.label.layer import LabelLayer
from editor.label_layers import LabelLayers
from editor.language import tr
from editor.tools.sets.labelling import SPOTS
from editor.widgets.buttons import icon_button, text_button
from editor.widgets.icons import Icons
from editor.widgets.slider import Scale, SliderRow
from editor.widgets.tab_order import order_tabs

COUNT_MS = 300
COLUMNS = 7
NOTHING = "Labels say what is where: sky, water, grass. They are painted on a layer of their own."
_SIDE = QSize(34, 30)


class LabelsDock(QWidget):
    """Follows the active layer; everything done here is one step of the document's history."""

    def __init__(self, book: ActionBook, icons: Icons, labels: LabelLayers, asker: Asker) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._book, self._icons, self._labels, self._asker = book, icons, labels, asker
        self._document: Document | None = None
        self._counts = LabelCounts()
        self._shares: dict[int, float] = {}
        self._buttons: list[ActionButton] = []
        self._tools: dict[str, QToolButton] = {}
        self._switches: dict[str, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.setSpacing(6)
        self.empty = self._make_empty()
        self.body = self._make_body()
        layout.addWidget(self.empty)
        layout.addWidget(self.body, 1)
        layout.addStretch(0)
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(COUNT_MS)
        self._count_soon.timeout.connect(self._count)
        labels.hand.changed.connect(self.refresh)
        self.refresh()

    # ---- what it follows

    def set_document(self, document: Document | None) -> None:
        """Show another document."""
        if self._document is not None:
            self._document.active_changed.disconnect(self._changed)
            self._document.layers_changed.disconnect(self._changed)
            self._document.pixels_changed.disconnect(self._painted)
        self._document = document
        self._counts, self._shares = LabelCounts(), {}
        if document is not None:
            document.active_changed.connect(self._changed)
            document.layers_changed.connect(self._changed)
            document.pixels_changed.connect(self._painted)
        self._changed()

    @property
    def layer(self) -> LabelLayer | None:
        return self._labels.layer

    def refresh(self, *_ignored: object) -> None:
        """Rows, sliders and buttons as they are now."""
        layer = self.layer
        self.empty.setVisible(layer is None)
        self.body.setVisible(layer is not None)
        for button in self._buttons:
            button.refresh()
        for name, switch in self._switches.items():
            is_checked = self._book.find(name).is_checked
            switch.setChecked(is_checked is not None and is_checked())
        if layer is None:
            return
        self.list.show_rows(self._rows(layer))
        shown = ((self.opacity, round(layer.opacity * 100)), (self.contour, layer.facts.contour_px))
        for slider, value in shown:
            slider.blockSignals(True)
            slider.set_number(value)
            slider.blockSignals(False)
            slider.update()
        self._show_rule(layer)

    def show_tool(self, name: str) -> None:
        """Mark the tool that is in the hand."""
        for tool, button in self._tools.items():
            button.setChecked(tool == name)

    # ---- what the artist does

    def add(self) -> None:
        """A new label, its name ready to be typed."""
        self.search.clear()
        index = self._labels.add_label()
        self.refresh()
        if index is not None:
            self.list.edit_name(index)

    def remove(self) -> None:
        """The label in the hand leaves; what was painted with it is unlabelled."""
        if self.layer is not None:
            self._labels.remove(self._labels.hand.current(self.layer))

    def recolour(self, index: int) -> None:
        label = self.layer.palette.find(index) if self.layer is not None else None
        if label is not None:
            chosen = self._asker.label_colour(label.colour)
            if chosen is not None:
                self._labels.recolour(index, chosen)

    # ---- inside

    def _changed(self, *_ignored: object) -> None:
        self._painted()
        self.refresh()

    def _painted(self, *_ignored: object) -> None:
        if self.layer is not None and not self._count_soon.isActive():
            self._count_soon.start()

    def _count(self) -> None:
        layer, document = self.layer, self._document
        if layer is None or document is None or not self.isVisible():
            return
        whole = document.width * document.height
        counts = self._counts.of(layer, document.canvas)
        self._shares = {index: count / whole for index, count in counts.items()}
        self.refresh()

    def _rows(self, layer: LabelLayer) -> list[LabelRow]:
        words = self.search.text()
        palette, facts = layer.palette, layer.facts
        current, target = self._labels.hand.current(layer), self._labels.hand.only_over(layer)
        found = palette.search(words) if words.strip() else palette.labels
        named = [(label.index, label.name, label.colour) for label in found]
        none = (palette.unlabelled, tr("Unlabelled"), None)
        rows = named if words.strip() else [none, *named]
        return [
            LabelRow(
                index=index,
                name=name,
                colour=colour,
                share=self._shares.get(index, 0.0),
                is_current=index == current,
                is_locked=index in facts.locked,
                is_hidden=index in facts.hidden,
                is_target=index == target,
            )
            for index, name, colour in rows
        ]

    def _show_rule(self, layer: LabelLayer) -> None:
        target = self._labels.hand.only_over(layer)
        self.rule.setVisible(target is not None)
        if target is not None:
            name = layer.facts.name_of(target)
            self.rule.setText(tr("Paints only over “{label}” ✕").format(label=name))

    # ---- building

    def _make_empty(self) -> QWidget:
        made = QWidget(self)
        layout = QVBoxLayout(made)
        layout.setContentsMargins(16, 20, 16, 16)
        layout.setSpacing(12)
        words = QLabel(tr(NOTHING), made)
        words.setObjectName("small")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        button = text_button("New label layer", kind="primary", parent=made)
        action = self._book.find("layer.new_label")
        self._buttons.append(ActionButton(button, action, self._press, self._book))
        layout.addWidget(words)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        return made

    def _make_body(self) -> QWidget:
        made = QWidget(self)
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.search = QLineEdit(made)
        self.search.setPlaceholderText(tr("Search labels"))
        self.search.setAccessibleName(tr("Search labels"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.refresh)
        self.search.returnPressed.connect(self._take_first)
        self.list = LabelList(self._icons, made)
        self._join_list()
        self.opacity = SliderRow("Opacity", Scale(0, 100, 1, "%"), 100, made)
        self.opacity.value_changed.connect(lambda value: self._labels.set_opacity(value / 100))
        self.contour = SliderRow("Contour", Scale(0, MOST_CONTOUR_PX, 1, "px"), 0, made)
        self.contour.setToolTip(tr("0 fills the labels; more shows only their rims, that wide"))
        self.contour.value_changed.connect(lambda value: self._labels.set_contour(round(value)))
        self.rule = text_button("", kind="link", parent=made)
        self.rule.setAccessibleName(tr("Paint over every label again"))
        self.rule.setToolTip(tr("Paint over every label again"))
        self.rule.clicked.connect(lambda: self._labels.only_over(None))
        layout.addLayout(self._make_tools(made))
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.rule, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._make_foot(made))
        sliders = QHBoxLayout()
        sliders.setSpacing(6)
        self._sliders = (self.opacity, self.contour)
        for slider in self._sliders:
            sliders.addWidget(slider)
        layout.addLayout(sliders)
        tools = self._tools.values()
        order_tabs((*tools, self.search, self.list, self.rule, *self._foot, *self._sliders))
        return made

    def _join_list(self) -> None:
        labels, found = self._labels, self.list
        found.chosen.connect(labels.choose)
        found.renamed.connect(labels.rename)
        found.recolour_asked.connect(self.recolour)
        found.lock_asked.connect(lambda index, is_on: labels.lock(index, is_on=is_on))
        found.hide_asked.connect(lambda index, is_on: labels.hide(index, is_on=is_on))
        found.menu_asked.connect(self._show_menu)

    def _make_tools(self, parent: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(2)
        for number, spot in enumerate(SPOTS):
            button = icon_button(self._icons.icon(spot.icon), spot.title, parent=parent)
            button.setFixedSize(_SIDE)
            button.setCheckable(True)
            action = self._book.find(f"tool.{spot.id}")
            self._buttons.append(ActionButton(button, action, self._press, self._book))
            self._tools[spot.id] = button
            grid.addWidget(button, *divmod(number, COLUMNS))
        grid.setColumnStretch(COLUMNS, 1)
        return grid

    def _make_foot(self, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        add = self._button("plus", "New label", parent)
        add.clicked.connect(self.add)
        delete = self._button("delete", "Remove the label in the hand", parent)
        delete.clicked.connect(self.remove)
        row.addWidget(add)
        row.addWidget(delete)
        row.addStretch(1)
        for name in ("labels.spread", "labels.keep", "labels.contours", "labels.select"):
            row.addWidget(self._action_button(name, parent))
        row.addSpacing(6)
        for name in ("labels.import", "labels.export"):
            row.addWidget(self._action_button(name, parent))
        found = (row.itemAt(at).widget() for at in range(row.count()))
        self._foot = [one for one in found if one is not None]
        return row

    def _action_button(self, name: str, parent: QWidget) -> QToolButton:
        action = self._book.find(name)
        made = self._button(action.icon, action.title, parent)
        if action.is_checked is not None:
            made.setCheckable(True)
            self._switches[name] = made
        self._buttons.append(ActionButton(made, action, self._press, self._book))
        return made

    def _button(self, icon: str, title: str, parent: QWidget) -> QToolButton:
        made = icon_button(self._icons.icon(icon, "secondary"), title, parent=parent)
        made.setFixedSize(26, 26)
        return made

    def _take_first(self) -> None:
        rows = self.list.model_.rows
        if rows:
            self._labels.choose(rows[0].index)

    def _show_menu(self, index: int, place: object) -> None:
        menu = label_menu(self, self._labels, index, self.recolour)
        menu.popup(place)  # type: ignore[arg-type]

    def _press(self, name: str) -> None:
        if not self._book.find(name).why_not():
            self._book.trigger(name)
