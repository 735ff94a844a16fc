"""The document: the one owner of a picture's state, which only commands change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from psygnal import Signal

from editor.document.errors import BadSize, Locked, NotPaintable
from editor.document.guides import Guides
from editor.document.history import DEFAULT_BUDGET_BYTES, Command, History
from editor.document.layer_tree import LayerTree
from editor.document.layers import GroupLayer, Layer, PixelLayer, Spot, as_labelled
from editor.document.mask import Mask
from editor.document.snapshots import Snapshots
from editor.document.targets import LayerLabels, LayerMask, LayerPixels, SelectionTarget, Target
from editor.document.tiles import Depth, TilePlane
from ml.api.regions import Box

LONGEST_SIDE_PX = 300_000
_NOTHING = Box(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about its picture besides the pixels."""

    exif: bytes | None = None
    xmp: bytes | None = None
    dpi: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """A selection kept under a name; its mask is never changed."""

    name: str
    mask: Mask


class Document:
    """A picture of layers with its selection and history.

    Everything that undo covers is changed by commands alone (`apply`). Signals are sent from the
    thread that makes the change. Boxes are in pixels of the canvas; those of `pixels_changed`
    hold all that looks different, also through layers that look around.
    """

    pixels_changed = Signal(Box)
    layers_changed = Signal()
    selection_changed = Signal(Box)
    active_changed = Signal()
    """Another layer is active, others are chosen, or painting goes to another place."""
    channels_changed = Signal()
    guides_changed = Signal()
    size_changed = Signal()

    def __init__(
        self, width: int, height: int, depth: Depth = "uint8", profile: bytes | None = None
    ) -> None:
        self._require_size(width, height)
        self._width = width
        self._height = height
        self._tree = LayerTree()
        self._active: Layer | None = None
        self._chosen: tuple[str, ...] = ()
        self._quick_mask = False
        self._edits_mask = False
        self.depth: Depth = depth
        self.profile = profile
        self.metadata = Metadata()
        self.path: Path | None = None
        self.name = ""
        self.notices: tuple[str, ...] = ()
        """Sentences about what opening the file changed; shown once."""
        self.selection = Mask()
        self._channels: tuple[Channel, ...] = ()
        self._guides = Guides()
        self.history = History(self, DEFAULT_BUDGET_BYTES)
        self.snapshots = Snapshots()

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
        """The layers of the top level, the lowest first; later changes do not reach this."""
        return self._tree.top

    def walk(self) -> Iterator[Layer]:
        """All layers at any depth, the lowest first, each group before what is in it."""
        return self._tree.walk()

    def layer(self, layer_id: str) -> Layer:
        """The layer with that id, at any depth. Raises UnknownLayer."""
        return self._tree.find(layer_id)

    def has_layer(self, layer_id: str) -> bool:
        return self._tree.has(layer_id)

    def spot_of(self, layer_id: str) -> Spot:
        return self._tree.spot_of(layer_id)

    def parent_of(self, layer_id: str) -> GroupLayer | None:
        """The group that the layer lies in; None at the top level."""
        return self._tree.parent_of(layer_id)

    def layers_in(self, parent_id: str | None) -> tuple[Layer, ...]:
        """The layers right inside a group, or at the top level."""
        return self._tree.inside(parent_id)

    def roots_of(self, layer_ids: Sequence[str]) -> list[Layer]:
        """Those of the layers that lie in no other of them, the lowest first."""
        return self._tree.roots(layer_ids)

    @property
    def channels(self) -> tuple[Channel, ...]:
        """Selections that were kept, the oldest first."""
        return self._channels

    @property
    def guides(self) -> Guides:
        """The lines laid over the picture to align things by."""
        return self._guides

    def digest(self) -> str:
        """One short text for the whole state that undo covers; equal states give equal ones."""
        total = sha256(f"{self._width} {self._height} {self.depth}".encode())
        for layer in self._tree.top:
            total.update(layer.digest().encode())
        total.update(self.selection.digest().encode())
        for channel in self._channels:
            total.update(f"{channel.name} {channel.mask.digest()}".encode())
        if not self._guides.is_empty:
            total.update(str(self._guides).encode())
        return total.hexdigest()

    def snapshot(self) -> Document:
        """A twin without history that shares all pixels: what saving works on."""
        twin = Document(self._width, self._height, self.depth, self.profile)
        twin.metadata, twin.path, twin.name = self.metadata, self.path, self.name
        twin._tree = LayerTree([layer.share() for layer in self._tree.top])
        twin.selection = self.selection.share()
        twin._channels, twin._guides = self._channels, self._guides
        if self._active is not None:
            twin._active = twin.layer(self._active.id)
        twin._chosen = self._chosen
        return twin

    # -- what is worked on --------------------------------------------------------------------

    @property
    def active(self) -> Layer | None:
        return self._active

    @property
    def chosen(self) -> tuple[Layer, ...]:
        """All layers that are chosen, the lowest first; the active one is among them."""
        if self._active is None:
            return ()
        wanted = {self._active.id, *self._chosen}
        return tuple(layer for layer in self.walk() if layer.id in wanted)

    def set_active(self, layer: Layer | None) -> None:
        """Choose one layer, which tools work on; this is no step of the history."""
        self.set_chosen((), layer)

    def set_chosen(self, layers: Sequence[Layer], active: Layer | None) -> None:
        """Choose several layers; `active` is the one that tools work on."""
        if active is not None:
            active = self.layer(active.id)
        ids = tuple(self.layer(layer.id).id for layer in layers)
        if active is not self._active or ids != self._chosen:
            self._active, self._chosen = active, ids
            self.active_changed.emit()

    @property
    def quick_mask(self) -> bool:
        """Whether painting goes into the selection."""
        return self._quick_mask

    def set_quick_mask(self, is_on: bool) -> None:  # noqa: FBT001 - the one thing it says
        if is_on != self._quick_mask:
            self._quick_mask = is_on
            self.active_changed.emit()

    @property
    def edits_mask(self) -> bool:
        """Whether painting goes into the active layer's mask, where it has one."""
        return self._edits_mask

    def set_edits_mask(self, is_on: bool) -> None:  # noqa: FBT001 - the one thing it says
        if is_on != self._edits_mask:
            self._edits_mask = is_on
            self.active_changed.emit()

    def paint_target(self) -> Target:
        """What paint tools work on. Raises NotPaintable, which says what to do."""
        if self._quick_mask:
            return SelectionTarget()
        layer = self._active
        if layer is None:
            raise NotPaintable("", "There is no layer to paint on: choose one.")
        around = (layer, *self._tree.above(layer.id))
        if not all(one.visible for one in around):
            raise NotPaintable(layer.name, f"“{layer.name}” is hidden: show it to paint on it.")
        if self._edits_mask and layer.mask is not None:
            return LayerMask(layer.id)
        target = LayerPixels(layer.id)
        self.require_paintable(target)
        return target

    def require_paintable(self, target: Target) -> None:
        """Raises NotPaintable where the target has no pixels, or they are locked."""
        self.plane(target)
        if isinstance(target, LayerPixels | LayerLabels):
            layer = self.layer(target.layer_id)
            if any(one.locks.pixels for one in (layer, *self._tree.above(layer.id))):
                raise Locked(layer.name, "pixels")

    def plane(self, target: Target) -> TilePlane:
        """The pixels that `target` names; NotPaintable where the layer has none."""
        if isinstance(target, LayerPixels):
            layer = self.layer(target.layer_id)
            if not isinstance(layer, PixelLayer):
                raise NotPaintable(layer.name)
            return layer.pixels
        if isinstance(target, LayerLabels):
            labelled = as_labelled(self.layer(target.layer_id))
            if labelled is None:
                raise NotPaintable(self.layer(target.layer_id).name)
            return labelled.labels
        if isinstance(target, LayerMask):
            layer = self.layer(target.layer_id)
            if layer.mask is None:
                raise NotPaintable(layer.name)
            return layer.mask
        return self.selection

    def origin(self, target: Target) -> tuple[int, int]:
        """Where the plane's origin lies on the canvas."""
        if isinstance(target, SelectionTarget):
            return (0, 0)
        return self.layer(target.layer_id).position

    # -- changing it ------------------------------------------------------------------------

    def apply(self, command: Command) -> None:
        """Do `command` as one step of the history."""
        self.history.do(command)

    # What follows is for commands and strokes, which know how to take it back.

    def insert_layer(self, layer: Layer, spot: Spot | None = None) -> None:
        """Add `layer` at `spot` (on top without one) and make it active."""
        self._tree.insert(layer, spot or Spot(None, len(self._tree.top)))
        self._restacked(layer.id, _NOTHING)
        self.set_active(layer)

    def take_layer(self, layer_id: str) -> Layer:
        """Remove the layer; the one below it becomes active where the active one goes."""
        spot, before = self._tree.spot_of(layer_id), self._tree.box_of(layer_id)
        above, margin = list(self._tree.above(layer_id)), self._tree.margin_above(layer_id)
        layer = self._tree.take(layer_id)
        if self._active is not None and not self._tree.has(self._active.id):
            left = self._tree.inside(spot.parent_id)
            below = left[max(0, spot.index - 1)] if left else None
            self._active = below or (above[0] if above else None)
            self._chosen = ()
            self.active_changed.emit()
        for group in above:
            group.invalidate(before)
        self.layers_changed.emit()
        self._show(before, margin)
        return layer

    def move_layers(self, places: Sequence[tuple[str, Spot]]) -> None:
        """Move layers in the tree: all are taken out, then put to their places one by one."""
        old = [(layer_id, self._tree.box_of(layer_id)) for layer_id, _ in places]
        for layer_id, box in old:
            self._touch(layer_id, box)
            self._show(box, self._tree.margin_above(layer_id))
        taken = {layer_id: self._tree.take(layer_id) for layer_id, _ in places}
        for layer_id, spot in places:
            self._tree.insert(taken[layer_id], spot)
        for layer_id, box in old:
            self._restacked(layer_id, box)

    def replace_layer(self, layer: Layer) -> None:
        """Put `layer` in the place of the one with the same id."""
        before = self._tree.box_of(layer.id)
        margin = self._tree.margin_above(layer.id)
        old = self._tree.replace(layer)
        layer.invalidate(layer.bounds)
        if self._active is old:
            self._active = layer
            self.active_changed.emit()
        self._show(before, margin)
        self._restacked(layer.id, before)

    def show_layer(self, layer: Layer, before: Box) -> None:
        """Tell that `layer` looks different, where it is now and in `before`, where it was.

        An empty `before` says that it looks as it did.
        """
        self._tree.forget()
        if before.is_empty:
            self.layers_changed.emit()
            return
        layer.invalidate(layer.bounds)
        self._restacked(layer.id, before)

    def box_of(self, layer_id: str) -> Box:
        """Where a change of the layer's looks may show: it, and what may be clipped to it."""
        return self._tree.box_of(layer_id)

    def set_open(self, layer_id: str, is_open: bool) -> None:  # noqa: FBT001 - what it says
        """Fold or unfold a group in the list of layers; this is no step of the history."""
        group = self._tree.group(layer_id)
        if group.is_open != is_open:
            group.is_open = is_open
            self.layers_changed.emit()

    def rename_ids(self, layer_ids: Sequence[str]) -> None:
        """Give all layers, in the order of `walk`, the ids that they had in another session."""
        for layer, layer_id in zip(list(self.walk()), layer_ids, strict=True):
            layer.id = layer_id
        self._tree = LayerTree(self._tree.top)

    def set_channels(self, channels: tuple[Channel, ...]) -> None:
        self._channels = channels
        self.channels_changed.emit()

    def set_guides(self, guides: Guides) -> None:
        self._guides = guides
        self.guides_changed.emit()

    def resize(self, width: int, height: int) -> None:
        self._require_size(width, height)
        self._width, self._height = width, height
        self.size_changed.emit()

    def announce(self, target: Target, box: Box) -> None:
        """Tell that `box`, in the plane's own frame, changed."""
        if not isinstance(target, SelectionTarget):
            layer = self.layer(target.layer_id)
            labelled = as_labelled(layer)
            box = box.padded(labelled.rim_px if labelled else 0).moved(*layer.position)
            layer.invalidate(box)
            self._touch(layer.id, box)
            self._show(box, self._tree.margin_above(layer.id))
        else:
            self.selection_changed.emit(box)

    # -- inside -------------------------------------------------------------------------------

    def _restacked(self, layer_id: str, before: Box) -> None:
        """Tell that a layer came, moved or changed; `before` is where it was to be seen."""
        after = self._tree.box_of(layer_id)
        self._touch(layer_id, after)
        self.layers_changed.emit()
        margin = self._tree.margin_above(layer_id)
        for box in {before, after}:
            self._show(box, margin)

    def _touch(self, layer_id: str, box: Box) -> None:
        """The groups around the layer show something else."""
        for group in self._tree.above(layer_id):
            group.invalidate(box)

    def _show(self, box: Box, margin_px: int) -> None:
        if not box.is_empty:
            box = box.padded(margin_px)
            self.pixels_changed.emit(self.canvas if box.contains(self.canvas) else box)

    @staticmethod
    def _require_size(width: int, height: int) -> None:
        if not (1 <= width <= LONGEST_SIDE_PX and 1 <= height <= LONGEST_SIDE_PX):
            raise BadSize(width, height)
