"""Adds layers of the kinds that are set instead of painted; loaded when the first is wanted."""

from __future__ import annotations

from collections.abc import Callable

from editor.desk import Desk
from editor.document.commands import AddLayer, ReplaceLayer
from editor.document.document import Document
from editor.document.kinds.adjustment.layer import AdjustmentLayer
from editor.document.kinds.fill.colours import write_colour
from editor.document.kinds.fill.layer import Fill, FillLayer
from editor.document.kinds.fill.params import ColourFill, GradientFill, PatternFill, PatternName
from editor.document.kinds.pixel.layer import PixelLayer
from editor.document.kinds.text.fonts import system_fonts
from editor.document.kinds.text.layer import TextLayer
from editor.document.kinds.text.params import TextParams
from editor.document.kinds.text.typesetting import box_of_text
from editor.document.layers import Layer, LayerTraits
from editor.document.tiles import TilePlane
from editor.language import tr

_TEXT_SHARE = 14
_LARGEST_TILE_PX = 1024


class NewLayers:
    """Adds layers of the kinds that are set instead of painted, and shows where they are set."""

    def __init__(
        self, desk: Desk, show_properties: Callable[[], None], begin_writing: Callable[[], None]
    ) -> None:
        self._desk = desk
        self._show_properties = show_properties
        self._begin_writing = begin_writing

    def adjustment(self, adjustment_id: str) -> None:
        """Above the active layer; where something is selected, only there."""
        document = self._desk.document
        if document is not None:
            self._add(document, AdjustmentLayer.of(adjustment_id, document.depth))

    def colour(self) -> None:
        document = self._desk.document
        if document is not None:
            self._fill(document, ColourFill(colour=self._colours()[0]))

    def gradient(self) -> None:
        """From the one colour in the hand to the other, across the picture."""
        document = self._desk.document
        if document is not None:
            one, other = self._colours()
            params = GradientFill(
                stops=f"0 {one}, 1 {other}",
                length_px=max(document.width, 1),
                x_px=document.width // 2,
                y_px=document.height // 2,
            )
            self._fill(document, params)

    def pattern(self) -> None:
        """One of ours; or, where something small is selected, what is there."""
        document = self._desk.document
        if document is None:
            return
        box = document.selection.bounds.intersection(document.canvas)
        small = not box.is_empty and max(box.width, box.height) <= _LARGEST_TILE_PX
        if not small or document.active is None:
            self._fill(document, PatternFill())
            return
        tile = document.active.render(box)
        tile.flags.writeable = False
        params = PatternFill(pattern=PatternName.PICTURE, x_px=box.left, y_px=box.top)
        self._add(document, FillLayer(params, depth=document.depth, tile=tile), is_masked=False)

    def text(self) -> None:
        """In the middle of the picture, to be written in the Properties dock."""
        document = self._desk.document
        if document is None:
            return
        size_px = float(max(8, round(min(document.width, document.height) / _TEXT_SHARE)))
        font = system_fonts().usual().name
        params = TextParams(font=font, size_px=size_px, colour=self._colours()[0])
        layer = TextLayer.of(params, document.depth)
        box = box_of_text(params, system_fonts())
        left = (document.width - box.width) // 2 - box.left
        layer.position = (left, (document.height - box.height) // 2)
        self._add(document, layer, is_masked=False)
        self._begin_writing()

    def rasterise(self) -> None:
        """The active layer as pixels of its own, which can be painted on."""
        document = self._desk.document
        if document is not None and document.active is not None:
            document.apply(rasterised(document, document.active))

    def _fill(self, document: Document, params: Fill) -> None:
        self._add(document, FillLayer(params, depth=document.depth))

    def _add(self, document: Document, layer: LayerTraits, *, is_masked: bool = True) -> None:
        selected = document.selection
        title = f"New {layer.name.lower()}"
        layer.name = tr(layer.name)
        if is_masked and not selected.is_empty:
            layer.mask = selected.share()
        document.apply(AddLayer.of(document, layer, title))  # type: ignore[arg-type]
        self._show_properties()

    def _colours(self) -> tuple[str, str]:
        colours = self._desk.toolbox.colours
        one, other = colours.foreground, colours.background
        return write_colour((*one, 1.0)), write_colour((*other, 1.0))


def rasterised(document: Document, layer: Layer) -> ReplaceLayer:
    """The step that makes of a layer the pixels that it shows on the canvas."""
    pixels = getattr(layer, "pixels", None)
    if isinstance(pixels, TilePlane):
        plane = pixels.share()
        position = layer.position
    else:
        x, y = position = layer.position
        plane = TilePlane(4, layer.depth)
        area = document.canvas.intersection(layer.bounds)
        plane.write(area.moved(-x, -y), layer.render(area))
    made = PixelLayer(layer.name, plane)
    made.like(layer)  # type: ignore[arg-type]
    made.position = position
    made.invalidate(made.bounds)
    return ReplaceLayer(layer, made, "Turn into pixels")
