"""Cells of layer trees: groups in groups, masks, clipping and adjustments within them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from benchmarks.openraster.drawing import (
    CELL_HEIGHT_PX,
    CELL_WIDTH_PX,
    Build,
    ground,
    layer,
    upper,
)
from editor.document.blending import BlendMode
from editor.document.kinds.adjustment.layer import AdjustmentLayer
from editor.document.layers import GroupLayer, Layer, PixelLayer
from editor.document.mask import Mask
from editor.document.tiles import Depth

Make = Callable[[Depth, int, int], Layer]


def tree_builders() -> Iterator[tuple[str, Build]]:
    """Each is an opaque ground and one thing above it."""
    for name, make in _things():
        yield name, partial(_on_ground, make)


def _things() -> Iterator[tuple[str, Make]]:
    # Written as the whole canvas, so what came before it would not be seen.
    yield "Group, passes through, 60%", partial(_group, passes_through=True, opacity=0.6)
    yield "Group, isolated, 60%", partial(_group, opacity=0.6)
    yield "Group, isolated, in Multiply", partial(_group, blend=BlendMode.MULTIPLY)
    yield "Group, isolated, in Luminosity", partial(_group, blend=BlendMode.LUMINOSITY)
    yield "Group, passes through", partial(_group, passes_through=True)
    yield "Group with a mask", _masked
    yield "Group, hidden", _hidden
    yield "Masked layer in a group", _with_masked_layer
    yield "Three groups in each other, isolated", partial(_nested, passes=False)
    yield "Three groups in each other, pass through", partial(_nested, passes=True)
    yield "Clipped layer in a group", _with_clipped
    yield "Clipped layer in Multiply on one of 60%", partial(_with_clipped, is_mixed=True)
    yield "Adjustment in an isolated group", _adjusted


def _on_ground(make: Make, depth: Depth, left: int, top: int) -> list[Layer]:
    below = layer("Ground", ground(is_solid=True), depth, left, top)
    return [below, make(depth, left, top)]


def _group(depth: Depth, left: int, top: int, **traits: object) -> GroupLayer:
    """A plain layer and one in Multiply above it, in an isolated group with these traits."""
    plain = layer("Plain", ground(is_solid=False), depth, left, top)
    made = _isolated((plain, _multiplied(depth, left, top)), depth)
    for name, value in traits.items():
        setattr(made, name, value)
    return made


def _masked(depth: Depth, left: int, top: int) -> GroupLayer:
    return _group(depth, left, top, mask=_ramp(left, top))


def _hidden(depth: Depth, left: int, top: int) -> GroupLayer:
    return _group(depth, left, top, visible=False)


def _with_masked_layer(depth: Depth, left: int, top: int) -> GroupLayer:
    masked = _multiplied(depth, left, top)
    masked.mask = _ramp(0, 0)
    return _isolated((masked,), depth)


def _nested(depth: Depth, left: int, top: int, *, passes: bool) -> GroupLayer:
    made = _group(depth, left, top, passes_through=passes)
    for name in ("Middle", "Outer"):
        beside = layer("Beside", 0.5 * ground(is_solid=False), depth, left, top)
        made = GroupLayer(name, (beside, made), depth=depth)
        made.passes_through = passes
    return made


def _with_clipped(depth: Depth, left: int, top: int, *, is_mixed: bool = False) -> GroupLayer:
    base = layer("Base", upper(), depth, left, top)
    clipped = layer("Clipped", ground(is_solid=False), depth, left, top)
    clipped.clips = True
    if is_mixed:
        base.opacity, clipped.blend = 0.6, BlendMode.MULTIPLY
    return _isolated((base, clipped), depth)


def _adjusted(depth: Depth, left: int, top: int) -> GroupLayer:
    plain = layer("Plain", upper(), depth, left, top)
    inverted = AdjustmentLayer.of("invert")
    inverted.mask = _ramp(left, top)
    return _isolated((plain, inverted), depth)


def _isolated(children: tuple[Layer, ...], depth: Depth) -> GroupLayer:
    made = GroupLayer("Group", children, depth=depth)
    made.passes_through = False
    return made


def _multiplied(depth: Depth, left: int, top: int) -> PixelLayer:
    made = layer("Multiplied", upper(), depth, left, top)
    made.blend = BlendMode.MULTIPLY
    return made


def _ramp(left: int, top: int) -> Mask:
    """From hidden to shown, at a place of the canvas; pixel layers carry theirs with them."""
    steps = np.linspace(0, 255, CELL_WIDTH_PX)
    return _placed(np.tile(steps, (CELL_HEIGHT_PX, 1)).astype(np.uint8), left, top)


def _placed(coverage: np.ndarray, left: int, top: int) -> Mask:
    whole = np.zeros((top + CELL_HEIGHT_PX, left + CELL_WIDTH_PX), np.uint8)
    whole[top:, left:] = coverage
    return Mask.from_coverage(whole)
