"""Walks a test through every place of the window where something can be set."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from window_program import Window, settle, wait_until

from editor.dialogs.canvas_size import CanvasSizeDialog
from editor.dialogs.export import ExportDialog
from editor.dialogs.image_size import ImageSizeDialog
from editor.dialogs.rotate import RotateDialog
from editor.document.adjustments.catalog import ADJUSTMENTS

Found = tuple[str, QWidget]
LAYERS = ("layer.new_adjustment.", "layer.new_fill.", "layer.new_text")
OVERLAYS = ("help.palette", "help.log", "edit.preferences")


def every_place(window: Window) -> Iterator[Found]:
    """Name and root of each: docks, tools, tasks, kinds of layers, dialogs; one picture is open."""
    yield from docks(window)
    yield from tools(window)
    yield from tasks(window)
    yield from kinds_of_layers(window)
    yield from dialogs(window)
    yield from overlays(window)


def docks(window: Window) -> Iterator[Found]:
    for name in window.program.docks.ids:
        window.program.docks.open(name)
        wait_until(lambda name=name: window.program.docks.is_seen(name), name)
        settle()
        yield f"dock {name}", window.program.window


def tools(window: Window) -> Iterator[Found]:
    for name in window.program.desk.toolbox.names:
        window.program.desk.toolbox.choose(name)
        settle(2)
        yield f"tool {name}", window.program.options
    window.program.desk.toolbox.choose("paint")


def tasks(window: Window) -> Iterator[Found]:
    window.program.docks.open("generate")
    for name in window.program.generate.names:
        window.program.generate.open(name)
        task = window.program.generate.task(name)
        if task.form.more is not None:
            task.form.more.set_open(True)
        settle(2)
        yield f"task {name}", task


def kinds_of_layers(window: Window) -> Iterator[Found]:
    window.program.docks.open("properties")
    document = window.program.session.document
    assert document is not None
    wanted = [one.id for one in window.program.desk.book if one.id.startswith(LAYERS)]
    for action in wanted:
        start = document.history.position
        window.program.shell.trigger(action)
        settle()
        yield action, window.program.properties
        window.program.properties.flush()
        while document.history.position > start:
            document.history.undo()
        settle(2)


def dialogs(window: Window) -> Iterator[Found]:
    size, parent = (320, 240), window.program.window
    made = (
        ImageSizeDialog(size, 300.0, parent),
        CanvasSizeDialog(size, 300.0, parent),
        RotateDialog(size, parent),
        ExportDialog(window.program.icons, {}, parent),
    )
    for dialog in made:
        dialog.show()
        settle()
        yield type(dialog).__name__, dialog
        dialog.close()
        dialog.deleteLater()
    for one in ADJUSTMENTS:
        action = f"image.adjust.{one.id}"
        window.program.shell.trigger(action)
        settle()
        dialog = window.program.adjusting.dialog
        if isinstance(dialog, QDialog):
            yield action, dialog
            dialog.reject()
        wait_until(lambda: window.program.desk.background.is_idle, action)
        settle()


def overlays(window: Window) -> Iterator[Found]:
    shell = window.program.shell
    for action in OVERLAYS:
        shell.trigger(action)
        settle()
        shown = {"help.palette": shell.palette, "help.log": shell.log_viewer}
        opened = shown.get(action, shell.preferences)
        assert opened is not None
        yield action, opened
        opened.close()
        settle()


def own_widgets(root: QWidget) -> list[QWidget]:
    """The visible widgets below a root that are ours to name: not the inner parts of Qt's."""
    found = [root, *root.findChildren(QWidget)]
    return [one for one in found if one.isVisible() and not one.objectName().startswith("qt_")]


def takes_tab(widget: QWidget) -> bool:
    """Whether the Tab key can come to a widget."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()


def said(widget: QWidget) -> str:
    """Class and place of a widget, for the message of a failing test."""
    above: list[str] = []
    parent: QWidget | None = widget
    while parent is not None and len(above) < 4:
        name = f"#{parent.objectName()}" if parent.objectName() else ""
        above.append(f"{type(parent).__name__}{name}")
        parent = parent.parentWidget()
    return " < ".join(above)
