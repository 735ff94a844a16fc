"""Translates what a whole part of the window says, for parts that say it in plain English."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QSlider,
    QTabBar,
    QTreeWidget,
    QWidget,
)

from editor.language import is_translated, tr


def translate_tree(root: QWidget) -> None:
    """Every word that stands still in `root`, once it is built; free while English is spoken.

    Words that change while the program runs are translated where they are said, by `tr`.
    """
    if not is_translated():
        return
    for widget in (root, *root.findChildren(QWidget)):
        _translate(widget)


def _translate(widget: QWidget) -> None:
    widget.setToolTip(tr(widget.toolTip()))
    widget.setAccessibleName(tr(widget.accessibleName()))
    widget.setWindowTitle(tr(widget.windowTitle()))
    if isinstance(widget, (QLabel, QAbstractButton)):
        widget.setText(tr(widget.text()))
    elif isinstance(widget, QGroupBox):
        widget.setTitle(tr(widget.title()))
    elif isinstance(widget, QLineEdit):
        widget.setPlaceholderText(tr(widget.placeholderText()))
    elif isinstance(widget, QComboBox):
        _items(widget)
    elif isinstance(widget, QTabBar):
        for place in range(widget.count()):
            widget.setTabText(place, tr(widget.tabText(place)))
    elif isinstance(widget, QTreeWidget):
        for column in range(widget.columnCount()):
            widget.headerItem().setText(column, tr(widget.headerItem().text(column)))
    if isinstance(widget, QSlider):
        widget.update()


def _items(box: QComboBox) -> None:
    box.blockSignals(True)
    for place in range(box.count()):
        box.setItemText(place, tr(box.itemText(place)))
    box.blockSignals(False)
