"""What other programs will not find in a file of ours, said as sentences when it is saved."""

from __future__ import annotations

from collections.abc import Sequence

from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.layers import ColourLabel, GroupLayer, Layer, Locks, mask_of

_AS_PIXELS = {
    "adjustment": "adjustments",
    "fill": "fills",
    "text": "text",
    "generated": "live layers",
    "label": "labels",
}
_OTHERWISE_IN_GIMP = frozenset(
    {
        BlendMode.OVERLAY,
        BlendMode.SOFT_LIGHT,
        BlendMode.HUE,
        BlendMode.SATURATION,
        BlendMode.COLOR,
        BlendMode.LUMINOSITY,
    }
)
# OpenRaster has no names for them; Krita knows its own.
_KRITAS = frozenset(mode for mode in BlendMode if not mode.value.startswith("svg:"))


def losses_elsewhere(document: Document) -> tuple[str, ...]:
    """What Krita and GIMP will not find in the file, though it is kept for us.

    Measured by `bench openraster`; the numbers stand in docs/decisions/0017.
    """
    layers = list(document.walk())
    return (*_of_layers(layers), *_of_document(document), *_of_mixing(document, layers))


def _of_layers(layers: Sequence[Layer]) -> list[str]:
    losses: list[str] = []
    if any(layer.mask is not None for layer in layers):
        losses.append("Other programs see layer masks as part of the layers.")
    if any(layer.clips for layer in layers):
        losses.append("Other programs see clipped layers cut to the layer below.")
    kinds = {layer.kind for layer in layers}
    drawn = [title for kind, title in _AS_PIXELS.items() if kind in kinds]
    if drawn:
        losses.append(f"Other programs see {_listed(drawn)} as pixels.")
    if any(isinstance(layer, GroupLayer) and _is_flat(layer) for layer in layers):
        losses.append("Other programs see groups with a mask or half through as one layer.")
    if any(layer.locks != Locks() or layer.label is not ColourLabel.NONE for layer in layers):
        losses.append("Other programs do not see locks and colour labels.")
    return losses


def _is_flat(group: GroupLayer) -> bool:
    """As the writer decides it: what OpenRaster cannot say of a group is baked."""
    return mask_of(group) is not None or (group.passes_through and group.opacity < 1)


def _of_document(document: Document) -> list[str]:
    losses: list[str] = []
    if document.channels:
        losses.append("Other programs do not see the selections that were kept.")
    if not document.selection.is_empty:
        losses.append("Other programs do not see the mask that is painted at the moment.")
    if not document.guides.is_empty:
        losses.append("Other programs do not see the guides.")
    return losses


def _of_mixing(document: Document, layers: Sequence[Layer]) -> list[str]:
    losses: list[str] = []
    modes = {layer.blend for layer in layers}
    unknown = sorted(mode.title for mode in modes & _KRITAS)
    if unknown:
        word = "blend modes" if len(unknown) > 1 else "blend mode"
        losses.append(f"GIMP shows the {word} {_listed(unknown)} as Normal.")
    own_way = sorted(mode.title for mode in modes & _OTHERWISE_IN_GIMP)
    if own_way:
        losses.append(f"GIMP mixes {_listed(own_way)} in its own way.")
    if document.depth == "uint16":
        losses.append("Krita and GIMP open the layers with 8 bits for each colour.")
    return losses


def _listed(words: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)
