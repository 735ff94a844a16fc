"""Writes the tree of layers twice: as it is for us, and as other programs can show it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from editor.document.composite_program import units_of
from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.registry import layer_record
from editor.document.layer_properties import write_locks
from editor.document.layers import GroupLayer, Layer, PixelLayer, as_adjusting, mask_of
from editor.document.mask import Mask
from editor.document.record import encode
from editor.document.tiles import Pixels
from editor.files.openraster import baking, names
from editor.files.openraster.facts import LayerFacts, Marks, PlaneFacts
from editor.files.openraster.stack import NORMAL, Look, StackEntry, StackGroup, StackLayer
from ml.api.palette_files import palette_text
from ml.api.regions import Box

PutPng = Callable[[str, str, Callable[[], Pixels]], None]
"""Writes a member under a key that says what it shows; asked for pixels only where it is new."""
PutBytes = Callable[[str, bytes], None]
Written = tuple[list[LayerFacts], list[StackEntry]]

_NOTHING = Box(0, 0, 1, 1)


class LayersWriter:
    """One walk through the layers of a snapshot; each has a number by which its members go."""

    def __init__(self, document: Document, put_png: PutPng, put_bytes: PutBytes) -> None:
        self._document = document
        self._put_png = put_png
        self._put_bytes = put_bytes
        self._count = 0
        self._whole_key = ""

    def write(self) -> Written:
        """The layers as facts, and the entries for other programs; both the lowest first."""
        return self._list(self._document.layers)

    def _list(self, layers: Sequence[Layer]) -> Written:
        facts: list[LayerFacts] = []
        entries: list[StackEntry] = []
        for base, above in units_of(layers):
            own, shown = self._unit(base, above)
            facts += own
            entries += shown
        return facts, entries

    def _unit(self, base: Layer, above: list[Layer]) -> Written:
        """A layer with those that are clipped to it.

        Where the pile has a look of its own it becomes a group, in which all is as usual.
        """
        is_plain = base.opacity >= 1 and base.blend.value == NORMAL
        look = self._look(base)
        inner = Look(base.name, is_active=look.is_active) if above and not is_plain else look
        facts, entries = self._layer(base, inner, is_base=bool(above))
        for layer in above:
            own, shown = self._clipped(layer, base)
            facts += own
            entries += shown
        if above and not is_plain:
            return facts, [StackGroup(look, tuple(entries))]
        return facts, entries

    def _look(self, layer: Layer) -> Look:
        active = self._document.active
        is_active = active is not None and active.id == layer.id
        return Look(layer.name, layer.visible, layer.opacity, layer.blend.value, is_active)

    def _layer(self, layer: Layer, look: Look, *, is_base: bool) -> Written:
        number = self._number()
        if isinstance(layer, GroupLayer):
            return self._group(layer, look, number, is_base=is_base)
        if as_adjusting(layer) is not None:
            return [self._facts(layer, number)], [self._result(layer, layer.visible, number)]
        return self._source(layer, look, number)

    def _clipped(self, layer: Layer, base: Layer) -> Written:
        """A layer that shows only where `base` does."""
        number = self._number()
        look = self._look(layer)
        visible = layer.visible and base.visible
        if isinstance(layer, PixelLayer):
            cut = Look(look.name, visible, look.opacity, look.blend, look.is_active)
            return self._source(layer, cut, number, base)
        children, inside = list[LayerFacts](), list[StackEntry]()
        if isinstance(layer, GroupLayer):
            children, inside = self._list(layer.children)
        facts = [self._facts(layer, number, tuple(children))]
        hidden = [StackGroup(Look(layer.name, visible=False), tuple(inside))] if inside else []
        return facts, [*hidden, self._result(layer, visible, number, base)]

    def _group(self, layer: GroupLayer, look: Look, number: int, *, is_base: bool) -> Written:
        """A group; one with a mask, or that passes through partly, is also written flat."""
        children, inside = self._list(layer.children)
        facts = [self._facts(layer, number, tuple(children))]
        passes = layer.passes_through and not is_base
        is_masked = mask_of(layer) is not None
        if not is_masked and (not passes or layer.opacity >= 1):
            plain = Look(look.name, look.visible, 1.0, NORMAL, look.is_active) if passes else look
            return facts, [StackGroup(plain, tuple(inside), passes)]
        hidden = StackGroup(Look(layer.name, visible=False), tuple(inside), passes)
        if passes:
            return facts, [hidden, self._result(layer, layer.visible, number)]
        box = _some(baking.box_of(layer, self._document))
        member = names.layer_member(number)
        key = f"group {layer.digest()}"
        self._put_png(member, key, lambda: baking.masked(layer, box))
        return facts, [hidden, StackLayer(look, member, box.left, box.top)]

    def _source(self, layer: Layer, look: Look, number: int, base: Layer | None = None) -> Written:
        """A layer with pixels to show; where those are not its own, they are written, too."""
        member = names.layer_member(number)
        box = _some(baking.box_of(layer, self._document))
        mask = mask_of(layer)
        bare_key = key_of(layer, f"bare {'' if isinstance(layer, PixelLayer) else box}")
        if base is not None:
            cut = f"{layer.digest()} {base.digest()}"
            self._put_png(member, f"clipped {cut}", lambda: baking.clipped(layer, base, box))
        else:
            key = bare_key if mask is None else key_of(layer, f"{mask.digest()} {box}")
            self._put_png(member, key, lambda: baking.masked(layer, box))
        pixels = PlaneFacts()
        if isinstance(layer, PixelLayer) and not layer.bounds.is_empty:
            frame = box.moved(-layer.position[0], -layer.position[1])
            if base is not None or mask is not None:
                member = names.bare_member(number)
                self._put_png(member, bare_key, lambda: layer.render(box))
            pixels = PlaneFacts(member, frame.left, frame.top)
        shown = StackLayer(look, names.layer_member(number), box.left, box.top)
        return [self._facts(layer, number, pixels=pixels)], [shown]

    def _result(
        self,
        layer: Layer,
        visible: bool,  # noqa: FBT001 - always given
        number: int,
        base: Layer | None = None,
    ) -> StackLayer:
        """What the picture is after the layer, to lie over what is below it."""
        box = _some(baking.reach_of(layer, self._document, base))
        member = names.layer_member(number)
        if not self._whole_key:
            total = hashlib.sha256(f"{self._document.canvas}".encode())
            for one in self._document.layers:
                total.update(one.digest().encode())
            self._whole_key = total.hexdigest()
        key = f"result {layer.id} {box} {self._whole_key}"
        self._put_png(member, key, lambda: baking.result_at(self._document, layer, box))
        return StackLayer(Look(layer.name, visible), member, box.left, box.top)

    def _facts(
        self,
        layer: Layer,
        number: int,
        children: tuple[LayerFacts, ...] = (),
        *,
        pixels: PlaneFacts = PlaneFacts(),  # noqa: B008 - frozen
    ) -> LayerFacts:
        group = layer if isinstance(layer, GroupLayer) else None
        record, mask = "", None
        if group is None and not isinstance(layer, PixelLayer):
            record = names.record_member(number)
            self._put_bytes(record, encode(layer_record(layer)))
            if isinstance(layer, LabelLayer):
                self._labels(layer, number)
        elif layer.mask is not None:
            mask = self.mask(names.mask_member(number), layer.mask)
        locks = write_locks(layer.locks)
        return LayerFacts(
            id=layer.id,
            name=layer.name,
            visible=layer.visible,
            opacity=layer.opacity,
            blend=layer.blend.value,
            position=layer.position,
            pixels=pixels,
            mask=mask,
            kind=layer.kind,
            marks=Marks(
                layer.mask_enabled,
                layer.clips,
                tuple(str(lock) for lock in locks) if isinstance(locks, list) else (),
                layer.label.value,
            ),
            children=children,
            passes_through=group is not None and group.passes_through,
            is_open=group is None or group.is_open,
            record=record,
        )

    def _labels(self, layer: LabelLayer, number: int) -> None:
        """The canvas's numbers as an index picture with its palette, for whoever has no record."""
        canvas = self._document.canvas
        # No colours: nothing must be said about what they mean on a screen.
        key = f"mask of labels {layer.labels.digest()} {layer.position} {canvas}"
        member = names.labels_member(number)
        self._put_png(member, key, lambda: layer.indices(canvas)[:, :, np.newaxis])
        palette = palette_text(layer.palette).encode("utf-8")
        self._put_bytes(names.palette_member(number), palette)

    def mask(self, member: str, mask: Mask) -> PlaneFacts:
        """A mask as a grey picture; one with nothing in it needs none."""
        box = mask.bounds
        if box.is_empty:
            return PlaneFacts()
        key = f"mask {mask.digest()}"
        self._put_png(member, key, lambda: mask.read(box)[:, :, np.newaxis])
        return PlaneFacts(member, box.left, box.top)

    def _number(self) -> int:
        self._count += 1
        return self._count - 1


def key_of(layer: Layer, kind: str) -> str:
    """What a picture of the layer shows, so that an equal one need not be compressed again."""
    content = layer.pixels.digest() if isinstance(layer, PixelLayer) else layer.digest()
    return f"layer {content} {kind}"


def _some(box: Box) -> Box:
    return _NOTHING if box.is_empty else box
