"""The actions that change the whole picture: size, canvas, turns, mirrors, crop, trim."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from editor.actions import Action
from editor.desk import Desk
from editor.dialogs.canvas_size import CanvasSizeDialog
from editor.dialogs.image_size import ImageSize, ImageSizeDialog
from editor.dialogs.rotate import RotateDialog, Rotation
from editor.dialogs.sheet import SheetDialog
from editor.document.compound import Compound
from editor.document.document import Document
from editor.document.geometry import PlaneMap
from editor.document.history import Command
from editor.document.layers import EVERYWHERE
from editor.document.progress import Progress
from editor.document.resolution_step import SetDpi
from editor.document.transforms import (
    Reshape,
    content_box,
    recut,
    transform_layers,
    transform_picture,
)
from editor.tools.labour import Task
from ml.api.regions import Box

SIZE, CANVAS = "Ctrl+Alt+I", "Ctrl+Alt+C"


class ImageWork:
    """Asks where it must, and hands the work to the labour of the tools."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.dialog: SheetDialog | None = None

    # ---- with a dialog

    def ask_size(self) -> None:
        document = self._desk.document
        if document is None:
            return
        dpi = document.metadata.dpi
        size = (document.width, document.height)
        dialog = ImageSizeDialog(size, dpi[0] if dpi else None, self._window)
        self._open(dialog, lambda: self.resize(document, dialog.choice()))

    def ask_canvas(self) -> None:
        document = self._desk.document
        if document is None:
            return
        dpi = document.metadata.dpi
        size = (document.width, document.height)
        dialog = CanvasSizeDialog(size, dpi[0] if dpi else None, self._window)
        self._open(dialog, lambda: self.recut(document, dialog.box(), "Canvas size"))

    def ask_rotation(self) -> None:
        document = self._desk.document
        if document is None:
            return
        dialog = RotateDialog((document.width, document.height), self._window)
        self._open(dialog, lambda: self.rotate(document, dialog.choice()))

    # ---- without

    def resize(self, document: Document, choice: ImageSize) -> None:
        """Scale the picture and note its resolution, as one step."""
        way = PlaneMap.scaling(choice.size[0] / document.width, choice.size[1] / document.height)

        def work(snapshot: Document, progress: Progress) -> Command | None:
            parts: list[Command] = []
            if not way.is_identity:
                how = Reshape(way, choice.method, progress, "Image size")
                parts.append(transform_picture(snapshot, choice.size, how))
            old, new = snapshot.metadata.dpi, (choice.dpi, choice.dpi)
            if old != new and (old is not None or choice.dpi != 300.0):
                parts.append(SetDpi(old, new))
            return Compound("Image size", parts) if parts else None

        self._do(document, "Resizing the picture", work)

    def recut(self, document: Document, box: Box, title: str) -> None:
        """Another canvas; what lies outside stays, out of sight."""
        if box != document.canvas:
            self._do(document, title, lambda now, _: recut(now, box, deletes=False, title=title))

    def rotate(self, document: Document, choice: Rotation) -> None:
        size, way = choice.plan(document.width, document.height)

        def work(snapshot: Document, progress: Progress) -> Command | None:
            how = Reshape(way, choice.method, progress, "Rotate image")
            return transform_picture(snapshot, size, how)

        self._do(document, "Rotating the picture", work)

    def turn_picture(self, degrees: float, title: str) -> None:
        """By quarter turns: no pixel is lost."""
        document = self._desk.document
        if document is not None:
            turn = PlaneMap.turning(degrees)
            box = turn.box(document.canvas)
            way = PlaneMap.moving(-box.left, -box.top) @ turn
            self._reshape(document, (box.width, box.height), way, title)

    def flip_across(self) -> None:
        """Left becomes right."""
        self._flip(across=True)

    def flip_down(self) -> None:
        """Up becomes down."""
        self._flip(across=False)

    def _flip(self, *, across: bool) -> None:
        document = self._desk.document
        if document is not None:
            size = (document.width, document.height)
            self._reshape(document, size, _mirror(document.canvas, across=across), "Flip image")

    def change_layers(self, linear: PlaneMap, title: str) -> None:
        """The chosen layers mirrored or turned about their common middle."""
        document = self._desk.document
        if document is None or document.active is None:
            return
        ids = [layer.id for layer in document.chosen]
        box = Box(0, 0, 0, 0)
        for layer in document.roots_of(ids):
            box = box.union(document.canvas if layer.bounds == EVERYWHERE else layer.bounds)
        if box.is_empty:
            self._desk.tell("There is nothing on this layer.")
            return
        # Where width and height differ by an odd number, the middle gives way by half a pixel.
        middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        turned = linear.about(*middle)
        corner = turned.box(box)
        left, top = turned.quad(box)[0][0] % 1.0, turned.quad(box)[0][1] % 1.0
        way = PlaneMap.moving(-left, -top) @ turned if corner != box else turned

        def work(snapshot: Document, progress: Progress) -> Command | None:
            return transform_layers(snapshot, ids, Reshape(way, progress=progress, title=title))

        self._do(document, title, work)

    def crop_to_selection(self) -> None:
        document = self._desk.document
        if document is not None:
            box = document.selection.bounds.intersection(document.canvas)
            self._cut(document, box, "Crop to selection")

    def trim(self) -> None:
        document = self._desk.document
        if document is not None:
            box = content_box(document)
            if box.is_empty or box == document.canvas:
                self._desk.tell("There is nothing to trim: the content reaches to every side.")
            else:
                self._cut(document, box, "Trim")

    def no_selection(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        return "Select something first." if document.selection.is_empty else ""

    # ---- inside

    @property
    def _window(self) -> QWidget:
        return self._desk.canvas.window()

    def _open(self, dialog: SheetDialog, go: Callable[[], None]) -> None:
        self.dialog = dialog
        dialog.accepted.connect(go)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _code: int) -> None:
        """The keys belong to the picture again."""
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()
        self._desk.canvas.activateWindow()
        self._desk.canvas.setFocus()

    def _cut(self, document: Document, box: Box, title: str) -> None:
        self._do(document, title, lambda now, _: recut(now, box, deletes=True, title=title))

    def _reshape(
        self, document: Document, size: tuple[int, int], way: PlaneMap, title: str
    ) -> None:
        def work(snapshot: Document, progress: Progress) -> Command | None:
            return transform_picture(snapshot, size, Reshape(way, progress=progress, title=title))

        self._do(document, title, work)

    def _do(
        self, document: Document, title: str, work: Callable[[Document, Progress], Command | None]
    ) -> None:
        self._desk.toolbox.labour.do(Task(document, title, work))


def image_actions(desk: Desk, work: ImageWork) -> list[Action]:
    """The Image menu, and what the Layer menu turns and mirrors."""
    none, no_selection = desk.no_document, work.no_selection
    size, canvas, crop = "Image size\u2026", "Canvas size\u2026", "Crop to selection"
    return [
        Action("image.size", size, work.ask_size, (SIZE,), "image_size", "Image", "size", none),
        Action(
            "image.canvas", canvas, work.ask_canvas, (CANVAS,), "canvas_size", "Image", "size", none
        ),
        Action(
            "image.crop", crop, work.crop_to_selection, (), "crop", "Image", "crop", no_selection
        ),
        Action("image.trim", "Trim to content", work.trim, (), "trim", "Image", "crop", none),
        *_turns(desk, work),
        *_layer_turns(desk, work),
    ]


def _turns(desk: Desk, work: ImageWork) -> list[Action]:
    def turn(degrees: float, title: str) -> Callable[[], None]:
        return lambda: work.turn_picture(degrees, title)

    half = "Rotate by 180°"
    rows: tuple[tuple[str, str, Callable[[], None], str, str], ...] = (
        ("right", "Rotate right", turn(90, "Rotate right"), "turn_right", "turn"),
        ("left", "Rotate left", turn(-90, "Rotate left"), "turn_left", "turn"),
        ("half", half, turn(180, half), "turn_half", "turn"),
        ("rotate", "Rotate\u2026", work.ask_rotation, "turn_right", "turn"),
        ("flip_across", "Flip horizontally", work.flip_across, "flip_across", "flip"),
        ("flip_down", "Flip vertically", work.flip_down, "flip_down", "flip"),
    )
    return [
        Action(f"image.{name}", title, run, (), icon, "Image", group, desk.no_document)
        for name, title, run, icon, group in rows
    ]


def _layer_turns(desk: Desk, work: ImageWork) -> list[Action]:
    across, down = PlaneMap.scaling(-1.0, 1.0), PlaneMap.scaling(1.0, -1.0)
    rows = (
        ("flip_across", "Flip layer horizontally", across, "flip_across"),
        ("flip_down", "Flip layer vertically", down, "flip_down"),
        ("right", "Rotate layer right", PlaneMap.turning(90), "turn_right"),
        ("left", "Rotate layer left", PlaneMap.turning(-90), "turn_left"),
        ("half", "Rotate layer by 180°", PlaneMap.turning(180), "turn_half"),
    )
    return [
        Action(
            id=f"layer.{name}",
            title=title,
            run=lambda way=way, title=title: work.change_layers(way, title),
            icon=icon,
            menu="Layer",
            group="transform",
            why_not=desk.no_document,
            submenu="Transform",
        )
        for name, title, way, icon in rows
    ]


def _mirror(box: Box, *, across: bool) -> PlaneMap:
    linear = PlaneMap.scaling(-1.0, 1.0) if across else PlaneMap.scaling(1.0, -1.0)
    return linear.about((box.left + box.right) / 2, (box.top + box.bottom) / 2)
