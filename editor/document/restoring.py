"""The step that makes a document what it was in another state, by what differs and no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from editor.document.channels import AddChannel, RemoveChannel
from editor.document.colour_step import ColourMeaning, SetColours
from editor.document.commands import ResizeCanvas
from editor.document.compound import Compound
from editor.document.document import Document
from editor.document.guides_step import SetGuides
from editor.document.history import Command
from editor.document.layer_properties import PROPERTIES
from editor.document.layer_steps import (
    AddLayer,
    RemoveLayer,
    ReplaceLayer,
    SetLayerMask,
    SetProperty,
)
from editor.document.layers import Layer, Locks, PixelLayer, Spot, children_of
from editor.document.resolution_step import SetDpi
from editor.document.targets import LayerMask, LayerPixels, SelectionTarget
from editor.document.tile_change import TileChange


def restore(document: Document, state: Document, title: str) -> Command | None:
    """The step from `document` to `state`, another state of it; None where they are equal.

    Layers that are in both only change where they differ: what is equal stays shared. To be
    called off the window's thread where the picture is large; both are only read.
    """
    parts = [
        *_size_and_colours(document, state, title),
        *_layers(document, state),
        *_around(document, state, title),
    ]
    return Compound(title, parts) if parts else None


def _size_and_colours(document: Document, state: Document, title: str) -> Iterator[Command]:
    old, new = (document.width, document.height), (state.width, state.height)
    if old != new:
        yield ResizeCanvas(old, new, (0, 0), title)
    meant, wanted = ColourMeaning.of(document), ColourMeaning.of(state)
    if meant != wanted:
        yield SetColours(meant, wanted, title)


def _around(document: Document, state: Document, title: str) -> Iterator[Command]:
    """Selection, kept selections, guides and resolution."""
    selected = TileChange.between(SelectionTarget(), document.selection, state.selection, title)
    if selected is not None:
        yield selected
    if document.channels != state.channels:
        for index in reversed(range(len(document.channels))):
            yield RemoveChannel(document.channels[index], index, title)
        for index, channel in enumerate(state.channels):
            yield AddChannel(channel, index, title)
    if document.guides != state.guides:
        yield SetGuides(document.guides, state.guides, title)
    if document.metadata.dpi != state.metadata.dpi:
        yield SetDpi(document.metadata.dpi, state.metadata.dpi)


def _layers(document: Document, state: Document) -> Iterator[Command]:
    """Layers of the top level that both have change, the others go and come whole."""
    wanted = {layer.id: layer for layer in state.layers}
    stay = _staying(document.layers, state.layers)
    for layer in reversed(document.layers):
        if layer.id not in stay:
            yield RemoveLayer.of(document, layer.id)
    for layer in document.layers:
        if layer.id in stay:
            yield from _changes(document, layer, wanted[layer.id], is_locked=False)
    for index, layer in enumerate(state.layers):
        if layer.id not in stay:
            yield AddLayer(layer.share(), Spot(None, index))


def _staying(old: Sequence[Layer], new: Sequence[Layer]) -> set[str]:
    """Which layers can stay where they are: the same in kind, in what they hold and in order."""
    wanted = {layer.id: layer for layer in new}
    stay = [one.id for one in old if one.id in wanted and _fits(one, wanted[one.id])]
    order = [layer.id for layer in new if layer.id in set(stay)]
    return set(stay) if stay == order else set()


def _fits(old: Layer, new: Layer) -> bool:
    """Whether one can become the other without being swapped as a whole."""
    if (old.id, old.kind) != (new.id, new.kind):
        return False
    inside, wanted = children_of(old), children_of(new)
    if old.kind == "group" and (old.depth, old.position) != (new.depth, new.position):
        # Moving a group moves what is in it.
        return False
    pairs = zip(inside, wanted, strict=False)
    return len(inside) == len(wanted) and all(_fits(one, other) for one, other in pairs)


def _changes(document: Document, old: Layer, new: Layer, *, is_locked: bool) -> Iterator[Command]:
    is_locked = is_locked or Locks() != old.locks or Locks() != new.locks
    inside = children_of(old)
    if old.kind != "group" and (is_locked or old.kind != "pixel" or old.depth != new.depth):
        # What is locked can be swapped but not painted on, and other kinds have no tiles.
        if old.digest() != new.digest():
            yield ReplaceLayer(old, new.share())
        return
    for child, wanted in zip(inside, children_of(new), strict=True):
        yield from _changes(document, child, wanted, is_locked=is_locked)
    yield from _tiles(document, old, new)
    for name in PROPERTIES:
        if hasattr(old, name) and getattr(old, name) != getattr(new, name):
            yield SetProperty.of(document, old.id, name, getattr(new, name))


def _tiles(document: Document, old: Layer, new: Layer) -> Iterator[Command]:
    """Pixels and mask."""
    changes: list[Command | None] = []
    if isinstance(old, PixelLayer) and isinstance(new, PixelLayer):
        target = LayerPixels(old.id)
        changes.append(TileChange.between(target, old.pixels, new.pixels, "Restore pixels"))
    if old.mask is not None and new.mask is not None:
        changes.append(TileChange.between(LayerMask(old.id), old.mask, new.mask, "Restore mask"))
    elif old.mask is not new.mask:
        mask = None if new.mask is None else new.mask.share()
        changes.append(SetLayerMask.of(document, old.id, mask))
    yield from (change for change in changes if change is not None)
