"""The document: the one owner of a picture's state, which only commands change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from psygnal import Signal

from editor.document.errors import BadSize, NotPaintable, UnknownLayer
from editor.document.history import DEFAULT_BUDGET_BYTES, Command, History
from editor.document.layers import Layer, PixelLayer
from editor.document.mask import Mask
from editor.document.targets import LayerMask, LayerPixels, Target
from editor.document.tiles import Depth, TilePlane
from ml.api.regions import Box

LONGEST_SIDE_PX = 300_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about its picture besides the pixels."""

    exif: bytes | None = None
    xmp: bytes | None = None
    dpi: tuple[float, float] | None = None


class Document:
    """A picture of layers with its selection and history.

    Everything that undo covers is changed by commands alone (`apply`). Signals are sent from the
    thread that makes the change. Boxes are in pixels of the canvas.
    """

    pixels_changed = Signal(Box)
    layers_changed = Signal()
    selection_changed = Signal(Box)
    active_changed = Signal()
    size_changed = Signal()

    def __init__(
        self, width: int, height: int, depth: Depth = "uint8", profile: bytes | None = None
    ) -> None:
        self._require_size(width, height)
        self._width = width
        self._height = height
        self._layers: list[Layer] = []
        self._active: Layer | None = None
        self.depth: Depth = depth
        self.profile = profile
        self.metadata = Metadata()
        self.path: Path | None = None
        self.name = ""
        self.notices: tuple[str, ...] = ()
        """Sentences about what opening the file changed; shown once."""
        self.selection = Mask()
        self.history = History(self, DEFAULT_BUDGET_BYTES)

    # -- what it is -------------------------------------------------------------------------

    @property
    def width(self) -> int:
        return self._width

    @property
    def height(self) -> int:
        return self._height

    @property
    def canvas(self) -> Box:
        return Box.of_size(self._width, self._height)

    @property
    def layers(self) -> Sequence[Layer]:
        """All layers, the lowest first; a copy that later changes do not reach."""
        return tuple(self._layers)

    @property
    def active(self) -> Layer | None:
        return self._active

    def set_active(self, layer: Layer | None) -> None:
        """Choose the layer that tools work on; this is no step of the history."""
        if layer is not None:
            layer = self.layer(layer.id)
        if layer is not self._active:
            self._active = layer
            self.active_changed.emit()

    def layer(self, layer_id: str) -> Layer:
        return self._layers[self.index_of(layer_id)]

    def index_of(self, layer_id: str) -> int:
        for index, layer in enumerate(self._layers):
            if layer.id == layer_id:
                return index
        raise UnknownLayer(layer_id)

    def has_layer(self, layer_id: str) -> bool:
        return any(layer.id == layer_id for layer in self._layers)

    def plane(self, target: Target) -> TilePlane:
        """The pixels that `target` names; NotPaintable where the layer has none."""
        if isinstance(target, LayerPixels):
            layer = self.layer(target.layer_id)
            if not isinstance(layer, PixelLayer):
                raise NotPaintable(layer.name)
            return layer.pixels
        if isinstance(target, LayerMask):
            layer = self.layer(target.layer_id)
            if layer.mask is None:
                raise NotPaintable(layer.name)
            return layer.mask
        return self.selection

    def origin(self, target: Target) -> tuple[int, int]:
        """Where the plane's origin lies on the canvas."""
        if isinstance(target, LayerPixels | LayerMask):
            return self.layer(target.layer_id).position
        return (0, 0)

    def digest(self) -> str:
        """One short text for the whole state that undo covers; equal states give equal ones."""
        total = sha256(f"{self._width} {self._height} {self.depth}".encode())
        for layer in self._layers:
            total.update(layer.digest().encode())
        total.update(self.selection.digest().encode())
        return total.hexdigest()

    def snapshot(self) -> Document:
        """A twin without history that shares all pixels: what saving works on."""
        twin = Document(self._width, self._height, self.depth, self.profile)
        twin.metadata, twin.path, twin.name = self.metadata, self.path, self.name
        twin._layers = [layer.share() for layer in self._layers]
        twin.selection = self.selection.share()
        if self._active is not None:
            twin._active = twin.layer(self._active.id)
        return twin

    # -- changing it ------------------------------------------------------------------------

    def apply(self, command: Command) -> None:
        """Do `command` as one step of the history."""
        self.history.do(command)

    # What follows is for commands and strokes, which know how to take it back.

    def insert_layer(self, layer: Layer, index: int | None = None) -> None:
        """Add `layer` at `index` from the bottom (on top without one) and make it active."""
        self._layers.insert(len(self._layers) if index is None else index, layer)
        self.layers_changed.emit()
        self.pixels_changed.emit(layer.bounds)
        self.set_active(layer)

    def take_layer(self, layer_id: str) -> Layer:
        """Remove the layer; the one below it becomes active where it was the active one."""
        index = self.index_of(layer_id)
        layer = self._layers.pop(index)
        if self._active is layer:
            below = self._layers[max(0, index - 1)] if self._layers else None
            self._active = below
            self.active_changed.emit()
        self.layers_changed.emit()
        self.pixels_changed.emit(layer.bounds)
        return layer

    def move_layer(self, layer_id: str, index: int) -> None:
        layer = self._layers.pop(self.index_of(layer_id))
        self._layers.insert(index, layer)
        self.layers_changed.emit()
        self.pixels_changed.emit(layer.bounds)

    def show_layer(self, layer: Layer, before: Box) -> None:
        """Tell that `layer` looks different, where it is now and in `before`, where it was."""
        layer.invalidate(layer.bounds)
        self.layers_changed.emit()
        for box in {before, layer.bounds}:
            if not before.is_empty and not box.is_empty:
                self.pixels_changed.emit(box)

    def resize(self, width: int, height: int) -> None:
        self._require_size(width, height)
        self._width, self._height = width, height
        self.size_changed.emit()

    def announce(self, target: Target, box: Box) -> None:
        """Tell that `box`, in the plane's own frame, changed."""
        if isinstance(target, LayerPixels | LayerMask):
            layer = self.layer(target.layer_id)
            box = box.moved(*layer.position)
            layer.invalidate(box)
            self.pixels_changed.emit(box)
        else:
            self.selection_changed.emit(box)

    @staticmethod
    def _require_size(width: int, height: int) -> None:
        if not (1 <= width <= LONGEST_SIDE_PX and 1 <= height <= LONGEST_SIDE_PX):
            raise BadSize(width, height)
