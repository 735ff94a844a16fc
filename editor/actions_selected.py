"""The actions on the pixels in the selection: copy, cut, clear, to a layer of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QGuiApplication, QImage

from editor.actions import Action
from editor.desk import Desk
from editor.document.compound import Compound
from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.history import Command
from editor.document.layer_commands import AddLayer
from editor.document.layers import PixelLayer, Spot
from editor.document.selection_pixels import cleared, selected_box, selected_plane
from editor.document.targets import LayerPixels
from editor.document.tiles import TilePlane
from editor.steps import Steps
from ml.api.regions import Box

TO_LAYER = "Copy to a new layer"
CUT_TO_LAYER = "Cut to a new layer"


class SelectedWork:
    """What the actions do with the active layer, as far as the selection goes."""

    def __init__(self, desk: Desk, steps: Steps) -> None:
        self._desk = desk
        self._steps = steps

    def copy(self) -> None:
        self._to_clipboard(and_clear=False)

    def cut(self) -> None:
        self._to_clipboard(and_clear=True)

    def clear(self) -> None:
        """What paint tools would work on becomes empty, as far as the selection goes."""
        document = self._desk.document
        if document is not None:
            self._steps.order(document, _clear)

    def copy_to_layer(self) -> None:
        document = self._desk.document
        if document is not None:
            self._steps.order(document, lambda now: _to_layer(now, TO_LAYER))

    def cut_to_layer(self) -> None:
        document = self._desk.document
        if document is not None:
            self._steps.order(document, _cut_to_layer)

    # ---- why not

    def no_pixels(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        if document.active is None:
            return "Choose a layer."
        if not document.active.visible:
            return "The layer is hidden: show it first."
        return ""

    def not_clearable(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        try:
            document.paint_target()
        except DocumentError as error:
            return str(error)
        return ""

    def not_cuttable(self) -> str:
        document = self._desk.document
        if document is None or document.active is None:
            return self.no_pixels()
        try:
            document.require_paintable(LayerPixels(document.active.id))
        except DocumentError as error:
            return str(error)
        return self.no_pixels()

    # ---- inside

    def _to_clipboard(self, *, and_clear: bool) -> None:
        document = self._desk.document
        if document is None or document.active is None:
            return
        snapshot, layer_id = document.snapshot(), document.active.id

        def made() -> QImage | None:
            return _image(snapshot, layer_id)

        def done(image: QImage | None) -> None:
            if image is None:
                self._desk.tell("Nothing of this layer is selected.")
                return
            QGuiApplication.clipboard().setImage(image)
            if and_clear:
                target = LayerPixels(layer_id)
                self._steps.order(document, lambda now: cleared(now, target))
            else:
                self._desk.tell("What is selected of the layer is on the clipboard.")

        self._desk.background.run(made, done, self._desk.fail)


def _clear(document: Document) -> Command | None:
    return cleared(document, document.paint_target())


def _image(document: Document, layer_id: str) -> QImage | None:
    """What is selected of a layer as straight 8-bit RGBA, no larger than it is."""
    layer = document.layer(layer_id)
    plane = selected_plane(
        document, layer, selected_box(document, layer).intersection(document.canvas)
    )
    box = plane.bounds
    if box.is_empty:
        return None
    pixels = _eight_bits(plane, box)
    height, width = pixels.shape[:2]
    shape = QImage.Format.Format_RGBA8888
    return QImage(pixels.tobytes(), width, height, 4 * width, shape).copy()


def _eight_bits(plane: TilePlane, box: Box) -> np.ndarray:
    pixels = plane.read(box)
    if pixels.dtype == np.uint16:
        return ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return pixels


def _to_layer(document: Document, title: str) -> Command | None:
    """A layer right above the active one, with what is selected of it; None where that is none."""
    source = document.active
    if source is None:
        return None
    plane = selected_plane(document, source, selected_box(document, source))
    if not plane.keys():
        return None
    layer = PixelLayer(f"{source.name} selected", plane)
    layer.opacity, layer.blend = source.opacity, source.blend
    spot = document.spot_of(source.id)
    return AddLayer(layer, Spot(spot.parent_id, spot.index + 1), title)


def _cut_to_layer(document: Document) -> Command | None:
    added = _to_layer(document, CUT_TO_LAYER)
    if added is None or document.active is None:
        return None
    emptied = cleared(document, LayerPixels(document.active.id))
    return Compound(CUT_TO_LAYER, [part for part in (emptied, added) if part is not None])


@dataclass(frozen=True)
class _Place:
    menu: str
    group: str


def selected_actions(desk: Desk, work: SelectedWork) -> list[Action]:
    """Copy, cut and clear in the Edit menu; to a new layer in the Layer menu."""
    edit, layer = _Place("Edit", "clipboard"), _Place("Layer", "stack")
    rows = (
        ("edit.cut", "Cut", work.cut, ("Ctrl+X",), "cut", edit, work.not_cuttable),
        ("edit.copy", "Copy", work.copy, ("Ctrl+C",), "copy", edit, work.no_pixels),
        ("edit.clear", "Clear", work.clear, ("Del",), "clear", edit, work.not_clearable),
        (
            "layer.from_selection",
            "Copy selection to a new layer",
            work.copy_to_layer,
            ("Ctrl+Alt+J",),
            "duplicate",
            layer,
            work.no_pixels,
        ),
        (
            "layer.cut_selection",
            "Cut selection to a new layer",
            work.cut_to_layer,
            ("Ctrl+Shift+J",),
            "cut",
            layer,
            work.not_cuttable,
        ),
    )
    return [
        Action(
            id=name,
            title=title,
            run=run,
            keys=keys,
            icon=icon,
            menu=place.menu,
            group=place.group,
            why_not=why_not,
        )
        for name, title, run, keys, icon, place, why_not in rows
    ]
