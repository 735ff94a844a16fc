"""What can be done with one label: the menu behind the right button."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from editor.document.mask_operations import Combine
from editor.label_layers import LabelLayers
from editor.language import tr

SELECTIONS = (
    ("Select it", Combine.REPLACE),
    ("Add it to the selection", Combine.ADD),
    ("Subtract it from the selection", Combine.SUBTRACT),
)


def label_menu(
    parent: QWidget, labels: LabelLayers, index: int, recolour: Callable[[int], None]
) -> QMenu:
    """It belongs to `parent` and goes when it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setAccessibleName(tr("Label"))
    for title, how in SELECTIONS:
        menu.addAction(tr(title), lambda how=how: labels.select(index, how))
    layer = labels.layer
    if layer is None:
        return menu
    menu.addSeparator()
    if labels.hand.only_over(layer) == index:
        menu.addAction(tr("Paint over every label again"), lambda: labels.only_over(None))
    else:
        menu.addAction(tr("Paint only over it"), lambda: labels.only_over(index))
    if index == layer.palette.unlabelled:
        return menu
    menu.addSeparator()
    menu.addAction(tr("Colour\u2026"), lambda: recolour(index))
    others = [label for label in layer.palette.labels if label.index != index]
    into = menu.addMenu(tr("Merge into"))
    swap = menu.addMenu(tr("Swap with"))
    for label in others:
        into.addAction(label.name, lambda to=label.index: labels.merge(index, to))
        swap.addAction(label.name, lambda to=label.index: labels.swap_pixels(index, to))
    into.setEnabled(bool(others))
    swap.setEnabled(bool(others))
    menu.addSeparator()
    menu.addAction(tr("Remove"), lambda: labels.remove(index))
    return menu
