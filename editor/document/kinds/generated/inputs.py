"""Whether a generated layer still shows what its recipe would make of what lies below it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from editor.document.document import Document
from editor.document.kinds.generated.layer import GeneratedLayer
from editor.document.kinds.generated.recipe import Recipe
from editor.document.layer_protocol import Layer, as_adjusting, children_of, walk
from editor.document.tiles import TilePlane
from ml.api.regions import Box


def inputs_key(document: Document, layer_id: str, recipe: Recipe) -> str:
    """Stands for the recipe and everything visible below the layer inside of its box.

    The layer need not be in the document: then everything counts. Names, ids and locks of
    layers do not; hidden layers do not either.
    """
    box = recipe.box.intersection(document.canvas)
    total = hashlib.sha256(f"{recipe.generator} {recipe.model} {recipe.box}".encode())
    total.update(json.dumps(sorted(recipe.params.items())).encode())
    for layer in layers_below(document.layers, layer_id):
        if layer.visible and layer.opacity > 0:
            total.update(_look(layer, box).encode())
    return total.hexdigest()


def is_stale(document: Document, layer: GeneratedLayer) -> bool:
    """Whether the layer was made from other pixels or parameters than there are now."""
    return inputs_key(document, layer.id, layer.recipe) != layer.key


def layers_below(layers: Sequence[Layer], layer_id: str) -> list[Layer]:
    """The layers that are painted before that one, the lowest first; groups around it left out."""
    found: list[Layer] = []
    for layer in layers:
        if layer.id == layer_id:
            break
        if any(inner.id == layer_id for inner in walk(children_of(layer))):
            found += layers_below(children_of(layer), layer_id)
            break
        found.append(layer)
    return found


def _look(layer: Layer, box: Box) -> str:
    """Everything about a layer that can be seen in `box`."""
    x, y = layer.position
    mask = layer.mask if layer.mask_enabled else None
    facts = [
        *(layer.kind, layer.opacity, layer.blend.value, (x, y), layer.clips),
        getattr(layer, "passes_through", ""),
        mask.digest(box.moved(-x, -y)) if mask is not None else "",
    ]
    pixels = getattr(layer, "pixels", None)
    if isinstance(pixels, TilePlane):
        facts.append(pixels.digest(box.moved(-x, -y)))
    elif children_of(layer):
        facts += [_look(child, box) for child in children_of(layer) if child.visible]
    elif as_adjusting(layer) is not None:
        facts += [_settings(layer)]
    else:
        facts += [type(getattr(layer, "params", None)).__name__, _settings(layer)]
    return repr(facts)


def _settings(layer: Layer) -> str:
    adjustment = getattr(layer, "adjustment", None)
    return f"{getattr(adjustment, 'id', '')} {getattr(layer, 'params', '')!r}"
