"""Steps that make one pixel layer of several layers."""

from __future__ import annotations

from collections.abc import Sequence

from editor.document.composite_painter import render_steps
from editor.document.composite_program import Step, reaches_of, steps_of
from editor.document.compound import Compound
from editor.document.document import Document
from editor.document.errors import NothingToMerge
from editor.document.history import Command
from editor.document.layer_steps import AddLayer, RemoveLayer
from editor.document.layers import EVERYWHERE, Layer, PixelLayer, Spot, as_adjusting
from editor.document.tiles import TilePlane, box_of, keys_of
from ml.api.regions import Box

_NOTHING = Box(0, 0, 0, 0)


def merge_down(document: Document, layer_id: str) -> Command:
    """The layer and the one right below it in its group as one, which keeps the lower's name."""
    spot = document.spot_of(layer_id)
    if spot.index == 0:
        raise NothingToMerge("There is no layer below to merge with.")
    below = document.layers_in(spot.parent_id)[spot.index - 1]
    if as_adjusting(below) is not None:
        raise NothingToMerge(f"“{below.name}” has no pixels to merge with: choose other layers.")
    return _merge(document, [below, document.layer(layer_id)], "Merge down")


def merge_layers(document: Document, layer_ids: Sequence[str]) -> Command:
    """The layers as one, in the place of the uppermost, under its name.

    A single group becomes a pixel layer. What is hidden is lost.
    """
    roots = document.roots_of(layer_ids)
    if not roots or (len(roots) == 1 and isinstance(roots[0], PixelLayer)):
        raise NothingToMerge("There is nothing to merge: choose at least two layers, or a group.")
    return _merge(document, roots, "Merge layers")


def flatten_document(document: Document) -> Command:
    """All visible layers as one, cut to the canvas; what is hidden is lost."""
    if not document.layers:
        raise NothingToMerge("There is nothing to flatten: add a layer first.")
    title = "Flatten picture"
    pixels = _plane(steps_of(document.layers), document.canvas, document)
    steps: list[Command] = [
        RemoveLayer.of(document, layer.id, title) for layer in reversed(document.layers)
    ]
    flat = PixelLayer(document.layers[0].name, pixels)
    return Compound(title, [*steps, AddLayer(flat, Spot(None, 0), title)])


def stamp_visible(document: Document) -> Command:
    """What is to be seen, as a new layer on top."""
    pixels = _plane(steps_of(document.layers), document.canvas, document)
    return AddLayer(PixelLayer("Stamp", pixels), None, "Stamp visible")


def _merge(document: Document, layers: Sequence[Layer], title: str) -> Command:
    """`layers`, the lowest first, as one."""
    lowest, uppermost = layers[0], layers[-1]
    is_down = title == "Merge down"
    merged = PixelLayer(
        lowest.name if is_down else uppermost.name,
        _plane(steps_of(layers), _box_around(document, layers), document),
    )
    merged.blend, merged.clips, merged.label = lowest.blend, lowest.clips, lowest.label
    top = document.spot_of(uppermost.id)
    removals: list[Command] = []
    below_top = 0
    for layer in reversed(layers):
        spot = document.spot_of(layer.id)
        below_top += spot.parent_id == top.parent_id and spot.index < top.index
        removals.append(RemoveLayer(layer, spot, title))
    place = Spot(top.parent_id, top.index - below_top)
    return Compound(title, [*removals, AddLayer(merged, place, title)])


def _box_around(document: Document, layers: Sequence[Layer]) -> Box:
    """All that the layers hold, also beyond the canvas; of endless ones what is on it."""
    around = _NOTHING
    for layer in layers:
        bounds = layer.bounds
        around = around.union(document.canvas if bounds == EVERYWHERE else bounds)
    return around


def _plane(steps: Sequence[Step], box: Box, document: Document) -> TilePlane:
    """The picture that the steps make in `box`, a row of tiles at a time."""
    plane = TilePlane(4, document.depth)
    canvas = document.canvas if reaches_of(steps, 0)[0] else EVERYWHERE
    for key in keys_of(box):
        part = box_of(key).intersection(box)
        plane.write(part, render_steps(steps, part, 0, document.depth, canvas))
    return plane
