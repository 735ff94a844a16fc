"""The steps that change labels as a whole: palette and look, merging, swapping, taking away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from editor.document.compound import Compound
from editor.document.document import Document
from editor.document.errors import BadRecord, NotPaintable
from editor.document.history import Command
from editor.document.kinds.label.facts import MOST_CONTOUR_PX, LabelFacts, read_facts
from editor.document.kinds.label.layer import LabelLayer
from editor.document.layer_steps import ReplaceLayer
from editor.document.record import Record
from editor.document.targets import LayerLabels
from editor.document.tile_change import SMALL_BYTES, TileChange
from editor.document.tiles import Key, Pixels
from ml.api.labels import Label, Palette

ADD, CHANGE, REMOVE = "Add label", "Change label", "Remove label"
MERGE, SWAP, LOOK = "Merge labels", "Swap labels", "Change how labels are shown"
SETTING = "set labels"
"""What the step is called in records."""


@dataclass(frozen=True, eq=False)
class SetLabels:
    """Another palette, other locks, another look; changes of the look in a row are one step."""

    layer_id: str
    old: LabelFacts
    new: LabelFacts
    title: str = CHANGE

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        self._set(document, self.new)

    def undo(self, document: Document) -> None:
        self._set(document, self.old)

    def inverse(self) -> Command:
        return SetLabels(self.layer_id, self.new, self.old, self.title)

    def merge(self, later: Command) -> Command | None:
        if not isinstance(later, SetLabels) or self.title != later.title or self.title != LOOK:
            return None
        if later.layer_id != self.layer_id or later.old != self.new:
            return None
        return SetLabels(self.layer_id, self.old, later.new, self.title)

    def to_record(self) -> Record:
        fields = {"layer_id": self.layer_id, "title": self.title, "facts": self.new.to_json()}
        return Record(SETTING, fields)

    def _set(self, document: Document, facts: LabelFacts) -> None:
        layer = document.layer(self.layer_id)
        if isinstance(layer, LabelLayer):
            layer.facts = facts
            document.show_layer(layer, document.box_of(layer.id))


def read_setting(record: Record, document: Document) -> Command:
    """The recorded step, ready to be done. Raises BadRecord."""
    layer = document.layer(record.text("layer_id"))
    given = record.fields.get("facts")
    if not isinstance(layer, LabelLayer) or not isinstance(given, dict):
        raise BadRecord("a label layer is missing")
    return SetLabels(layer.id, layer.facts, read_facts(given), record.text("title"))


def set_facts(layer: LabelLayer, facts: LabelFacts, title: str) -> Command:
    """The step to other facts; numbers that need more room get it."""
    largest = max((facts.palette.unlabelled, *facts.palette.indices))
    if layer.can_hold(largest):
        return SetLabels(layer.id, layer.facts, facts, title)
    return ReplaceLayer(layer, layer.with_facts(facts), title)


def put_label(layer: LabelLayer, label: Label) -> Command:
    """A new label, or another name and colour for the one of that index."""
    title = ADD if layer.palette.find(label.index) is None else CHANGE
    return set_facts(layer, layer.facts.with_palette(layer.palette.with_label(label)), title)


def renamed(layer: LabelLayer, index: int, name: str) -> Command:
    """Raises NotPaintable where there is no such label, or another has the name."""
    label, wanted = _known(layer, index), name.strip()
    taken = {one.name.casefold() for one in layer.palette.labels if one.index != index}
    if not wanted or wanted.casefold() in taken:
        raise NotPaintable(wanted, "Give the label a name that no other one has.")
    return put_label(layer, label.model_copy(update={"name": wanted}))


def recoloured(layer: LabelLayer, index: int, colour: tuple[int, int, int]) -> Command:
    return put_label(layer, _known(layer, index).model_copy(update={"colour": colour}))


def locked(layer: LabelLayer, index: int, *, is_on: bool) -> Command:
    facts = layer.facts.with_locked(index, is_on=is_on)
    title = "Lock label" if is_on else "Unlock label"
    return SetLabels(layer.id, layer.facts, facts, title)


def hidden(layer: LabelLayer, index: int, *, is_on: bool) -> Command:
    facts = layer.facts.with_hidden(index, is_on=is_on)
    title = "Hide label" if is_on else "Show label"
    return SetLabels(layer.id, layer.facts, facts, title)


def contoured(layer: LabelLayer, width_px: int) -> Command:
    """Rims of that width alone; 0 for filled labels."""
    width_px = min(MOST_CONTOUR_PX, max(0, width_px))
    facts = replace(layer.facts, contour_px=width_px)
    return SetLabels(layer.id, layer.facts, facts, LOOK)


def merged(layer: LabelLayer, index: int, into: int) -> Command:
    """All pixels of one label become another, and the first leaves the palette."""
    _known(layer, index)
    return _without(layer, index, into, MERGE)


def removed(layer: LabelLayer, index: int) -> Command:
    """The label leaves the palette; its pixels are unlabelled."""
    _known(layer, index)
    return _without(layer, index, layer.palette.unlabelled, REMOVE)


def swapped(layer: LabelLayer, one: int, other: int) -> Command | None:
    """The pixels of two labels change places; None where neither has any."""
    _require_unlocked(layer, (one, other))
    return relabelled(layer, {one: other, other: one}, SWAP)


def with_palette(layer: LabelLayer, palette: Palette) -> Command:
    """Other labels over the same numbers; what stands for unlabelled stays as it is.

    Labels that are in use and that the palette lacks stay. Raises NotPaintable where the palette
    has a label for the number that means unlabelled here.
    """
    unlabelled = layer.palette.unlabelled
    if palette.find(unlabelled) is not None:
        raise NotPaintable(
            "",
            f"{unlabelled} means unlabelled on this layer, but the palette has a label of that "
            "number: make a new label layer for it.",
        )
    made = Palette(name=palette.name, labels=palette.labels, unlabelled=unlabelled)
    for label in layer.palette.labels:
        if made.find(label.index) is None:
            made = made.with_label(_fresh(label, made))
    return set_facts(layer, layer.facts.with_palette(made), CHANGE)


def relabelled(layer: LabelLayer, turns: Mapping[int, int], title: str) -> TileChange | None:
    """Every number in `turns` becomes what it names; None where no pixel has one of them."""
    plane = layer.labels
    count = 1 << (8 if plane.depth == "uint8" else 16)
    table = np.arange(count).astype(plane.depth)
    for old, new in turns.items():
        table[plane.code(old)] = plane.code(new)
    before: dict[Key, Pixels | None] = {}
    after: dict[Key, Pixels | None] = {}
    is_everywhere = table[0] != 0
    if is_everywhere:
        raise NotPaintable("", "Unlabelled cannot be turned into a label: fill with it instead.")
    for key in list(plane.keys()):
        tile = plane.tile(*key)
        if tile is None:
            continue
        made = table[tile]
        if not np.array_equal(made, tile):
            before[key], after[key] = tile, made if made.any() else None
    return TileChange(LayerLabels(layer.id), before, after, title) if after else None


def _without(layer: LabelLayer, index: int, into: int, title: str) -> Command:
    _require_unlocked(layer, (index, into))
    facts = layer.facts.with_palette(layer.palette.without(index))
    setting = SetLabels(layer.id, layer.facts, facts, title)
    change = relabelled(layer, {index: into}, title)
    return Compound(title, [change, setting] if change is not None else [setting])


def _known(layer: LabelLayer, index: int) -> Label:
    label = layer.palette.find(index)
    if label is None:
        raise NotPaintable("", "This label is not in the palette any more: choose another one.")
    return label


def _require_unlocked(layer: LabelLayer, indices: tuple[int, ...]) -> None:
    for index in indices:
        if index in layer.facts.locked:
            name = layer.facts.name_of(index)
            raise NotPaintable(name, f"The label “{name}” is locked: unlock it first.")


def _fresh(label: Label, palette: Palette) -> Label:
    """The label under a name that the palette does not have yet."""
    taken = {one.name.casefold() for one in palette.labels}
    name, number = label.name, 2
    while name.casefold() in taken:
        name, number = f"{label.name} {number}", number + 1
    return label.model_copy(update={"name": name})
