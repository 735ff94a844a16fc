"""Steps made of several: layers into a group and out of it, and copies of layers."""

from __future__ import annotations

from collections.abc import Sequence

from editor.document.compound import Compound
from editor.document.document import Document
from editor.document.errors import NothingToMerge
from editor.document.history import Command
from editor.document.layer_steps import AddLayer, MoveLayers, Places, RemoveLayer
from editor.document.layers import GroupLayer, Layer, Spot, children_of

COPY = "copy"


def group_layers(document: Document, layer_ids: Sequence[str], name: str = "") -> Command:
    """The layers into a new group, where the uppermost of them lies; the group becomes active."""
    roots = document.roots_of(layer_ids)
    if not roots:
        raise NothingToMerge("There is nothing to group: choose at least one layer.")
    top = document.spot_of(roots[-1].id)
    group = GroupLayer(name or _group_name(document), depth=document.depth)
    # The group is added above the layers, while they still lie there.
    add = AddLayer(group, Spot(top.parent_id, top.index + 1))
    old: Places = tuple(
        sorted(
            ((layer.id, _after_adding(document.spot_of(layer.id), add.spot)) for layer in roots),
            key=lambda place: place[1].index,
        )
    )
    new: Places = tuple((layer.id, Spot(group.id, n)) for n, layer in enumerate(roots))
    return Compound("Group layers", [add, MoveLayers(old, new, "Group layers")])


def ungroup(document: Document, group_id: str) -> Command:
    """The layers of a group into its place, and the group away."""
    spot = document.spot_of(group_id)
    group = document.layer(group_id)
    children = children_of(group)
    if not isinstance(group, GroupLayer):
        raise NothingToMerge("This is no group: choose one.")
    old: Places = tuple((layer.id, Spot(group_id, n)) for n, layer in enumerate(children))
    new: Places = tuple(
        (layer.id, Spot(spot.parent_id, spot.index + n)) for n, layer in enumerate(children)
    )
    title = "Ungroup layers"
    # When the group goes it is empty, and lies above what was in it.
    empty = RemoveLayer(group, Spot(spot.parent_id, spot.index + len(children)), title)
    return Compound(title, [MoveLayers(old, new, title), empty])


def duplicate_layers(document: Document, layer_ids: Sequence[str]) -> Command:
    """A copy of each layer, groups with all that is in them, right above it."""
    roots = document.roots_of(layer_ids)
    if not roots:
        raise NothingToMerge("There is nothing to duplicate: choose at least one layer.")
    title = "Duplicate layer" if len(roots) == 1 else "Duplicate layers"
    steps: list[Command] = []
    # From the top, so that no copy shifts the place of the next one.
    for layer in reversed(roots):
        spot = document.spot_of(layer.id)
        twin: Layer = layer.share().renewed(f"{layer.name} {COPY}")
        steps.append(AddLayer(twin, Spot(spot.parent_id, spot.index + 1), title))
    return steps[0] if len(steps) == 1 else Compound(title, steps)


def _after_adding(spot: Spot, added: Spot | None) -> Spot:
    """Where a layer lies once another one was put to `added`."""
    if added is not None and spot.parent_id == added.parent_id and spot.index >= added.index:
        return Spot(spot.parent_id, spot.index + 1)
    return spot


def _group_name(document: Document) -> str:
    count = sum(isinstance(layer, GroupLayer) for layer in document.walk())
    return f"Group {count + 1}"
