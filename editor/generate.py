"""The one road into a generator and back: cut out, in sRGB; placed as a layer, nothing else moved.

Window, command line and plugins all call `prepare` and `place`, with the worker between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from editor.colour.profiles import Conversion
from editor.document.commands import (
    AddLayer,
    Compound,
    RemoveLayer,
    ResizeCanvas,
    SelectionTarget,
    replace_mask,
    resize_canvas,
)
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.history import Command
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.tiles import Depth
from editor.generated_masks import mask_of, place_mask
from editor.label_inputs import is_of_labels, label_inputs
from editor.label_results import label_step
from editor.reference_pictures import parts_of, references_of
from editor.references import Parts
from editor.vector_results import DRAWING, vector_group
from ml.api.errors import BadInput, GeneratorError
from ml.api.images import Pixels, inside
from ml.api.params import Params
from ml.api.regions import Box, bounds_of
from ml.api.spec import GeneratorSpec, Placing, PortKind

Margins = tuple[int, int, int, int]
"""Pixels that the canvas grows by: left, top, right, bottom."""

NO_MARGINS: Margins = (0, 0, 0, 0)
OVERLAP_PX = 8
"""How far the mask of an expanded canvas reaches into the old picture."""

Integers = NDArray[np.unsignedinteger[Any]]


class Wish(Protocol):
    """What is asked of a generator; `Request` is one, the window has its own."""

    @property
    def spec(self) -> GeneratorSpec: ...

    @property
    def params(self) -> Params: ...

    @property
    def all_visible(self) -> bool: ...

    @property
    def source(self) -> Mask | None: ...

    @property
    def context_box(self) -> Box | None: ...

    @property
    def margins(self) -> Margins: ...

    @property
    def references(self) -> tuple[Path, ...]: ...

    @property
    def reference_parts(self) -> Parts: ...

    @property
    def places(self) -> tuple[Mask, ...]: ...


@dataclass(frozen=True)
class Request:
    """A plain `Wish`.

    `all_visible` takes what is seen as input, else the active layer's own pixels. `source` limits
    what may be copied; `context_box` is the artist's own; `margins` grow the canvas and fill it;
    `references` are files, for the generators that look at more than the picture, and
    `reference_parts` says for some of them what of it may be used. `places` stand for the
    selection where a generator takes several masks, one for each reference.
    `brings_labels`: label maps are added by who asks, and not taken from the document.
    """

    spec: GeneratorSpec
    params: Params
    all_visible: bool = True
    source: Mask | None = None
    context_box: Box | None = None
    margins: Margins = NO_MARGINS
    references: tuple[Path, ...] = ()
    reference_parts: Parts = field(default_factory=dict)
    brings_labels: bool = False
    places: tuple[Mask, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """What goes to the worker, and where its answer belongs.

    `box` and `canvas` are in pixels of the document as it is now. `inputs` are by port name: the
    picture as RGB or straight RGBA in sRGB, masks as rows x columns of uint8.
    """

    spec: GeneratorSpec
    box: Box
    canvas: Box
    inputs: Mapping[str, list[Pixels]]
    on_top: bool
    texts: Mapping[str, str] = field(default_factory=dict[str, str])


class Outcome(Protocol):
    """What is needed of a result of the worker."""

    @property
    def image(self) -> Pixels: ...

    @property
    def coverage(self) -> Pixels | None: ...


def prepare(document: Document, wish: Wish) -> Prepared:
    """Cut the context box out of the document, in sRGB; raises `BadInput` with one sentence.

    The document is only read, so that a snapshot may be given from another thread.
    """
    canvas = _grown_canvas(document, wish.margins)
    mask = _mask(document, wish, canvas)
    box = context_box(wish, mask, canvas)
    image = _picture(document, wish, box)
    inputs: dict[str, list[Pixels]] = {}
    for port in wish.spec.inputs:
        if port.kind is PortKind.IMAGE and port.required:
            inputs[port.name] = [image]
        elif port.kind is PortKind.MASK and port.name == "source":
            if wish.source is not None:
                inputs[port.name] = [wish.source.coverage(box)]
        elif port.kind is PortKind.MASK and port.many and wish.places:
            inputs[port.name] = [place.coverage(box) for place in wish.places]
        elif port.kind is PortKind.MASK and (port.required or not mask.is_empty):
            inputs[port.name] = [mask.coverage(box)]
        elif port.kind is PortKind.REFERENCE and wish.references:
            inputs[port.name] = references_of(port, wish.references)
    inputs.update(_reference_masks(wish, inputs))
    texts: Mapping[str, str] = {}
    if is_of_labels(wish.spec) and not getattr(wish, "brings_labels", False):
        pictures = inputs.get("reference", [])
        found = label_inputs(document, box, wish.references[: len(pictures)], pictures)
        inputs.update(found.arrays)
        texts = found.texts
    return Prepared(wish.spec, box, canvas, inputs, wish.all_visible, texts)


def _reference_masks(wish: Wish, inputs: Mapping[str, list[Pixels]]) -> Mapping[str, list[Pixels]]:
    """Which parts of the references may be used, as large as they are; nothing where all may."""
    ports = {port.kind: port for port in wish.spec.inputs}
    port, of = ports.get(PortKind.REFERENCE_MASK), ports.get(PortKind.REFERENCE)
    is_limited = any(path in wish.reference_parts for path in wish.references)
    if port is None or of is None or not is_limited:
        return {}
    return {port.name: parts_of(inputs[of.name], wish.references, wish.reference_parts)}


def result_depth(spec: GeneratorSpec, document: Document) -> Depth:
    """How a result is to come back: finer than it is kept, but where it may be gigabytes large."""
    return document.depth if spec.placing is Placing.PICTURE else "uint16"


def context_box(wish: Wish, mask: Mask, canvas: Box) -> Box:
    """The rectangle that the generator sees: the artist's own, or by the generator's rule."""
    mask_port = next((port for port in wish.spec.inputs if port.kind is PortKind.MASK), None)
    if wish.spec.placing is not Placing.LAYER or mask_port is None or not mask_port.required:
        return canvas
    painted = _painted_bounds(mask, canvas)
    if wish.context_box is not None:
        box = wish.context_box.union(painted)
    elif wish.spec.context is not None:
        reach_px = _reach_px(wish.params)
        wanted = painted.padded(reach_px).intersection(canvas).moved(-canvas.left, -canvas.top)
        rule = wish.spec.context
        box = rule.box(wanted, canvas.width, canvas.height).moved(canvas.left, canvas.top)
    else:
        box = canvas
    if wish.source is not None:
        box = box.union(wish.source.bounds)
    return box.intersection(canvas)


def place(document: Document, prepared: Prepared, outcome: Outcome) -> Command:
    """The one step that puts a result into the document as a new layer with its mask.

    The layer holds pixels only where the coverage is above zero; everywhere else the flattened
    document keeps its bytes. A result that takes the place of the picture becomes the only layer
    of a canvas of its size; one that is a mask becomes the selection or a layer's mask. Raises
    `GeneratorError` for a result that does not fit.
    """
    placing = prepared.spec.placing
    if placing is Placing.PICTURE:
        return _replacement(document, prepared, outcome)
    if placing is Placing.LABELS:
        return label_step(document, prepared.spec, prepared.box, outcome)
    if placing is not Placing.LAYER:
        return place_mask(document, prepared.spec, mask_of(prepared, outcome))
    box = prepared.box
    shape = (box.height, box.width)
    coverage = outcome.coverage
    if coverage is None:
        coverage = np.full(shape, 255, np.uint8)
    if outcome.image.shape[:2] != shape or coverage.shape != shape:
        raise GeneratorError("The result has another size than the picture; nothing was changed.")
    counted = bounds_of(coverage)
    if counted.is_empty:
        raise GeneratorError("The result is empty; nothing was changed.")
    drawing = getattr(outcome, "texts", {}).get(DRAWING)
    if drawing is not None:
        name = prepared.spec.layer_name
        info = getattr(outcome, "info", {})
        group = vector_group(document, drawing, name, outcome.coverage, info)
        return AddLayer(group, None, prepared.spec.title)
    layer = _layer(document, prepared, outcome.image[counted.slices], coverage[counted.slices])
    old_left, old_top = box.left + counted.left, box.top + counted.top
    # Growing the canvas moves everything by its new margin.
    layer.position = (old_left - prepared.canvas.left, old_top - prepared.canvas.top)
    title = prepared.spec.title
    add = AddLayer(layer, None, title) if prepared.on_top else AddLayer.of(document, layer, title)
    if prepared.canvas == document.canvas:
        return add
    return Compound(title, [resize_canvas(document, prepared.canvas, title), add])


def _replacement(document: Document, prepared: Prepared, outcome: Outcome) -> Command:
    """All layers away, the canvas at the result's size, the selection empty, the result on it."""
    rows, columns = outcome.image.shape[:2]
    if min(rows, columns) < 1:
        raise GeneratorError("The result is empty; nothing was changed.")
    title = prepared.spec.title
    layer = _layer(document, prepared, outcome.image, None)
    steps: list[Command] = [
        RemoveLayer.of(document, old.id, title) for old in reversed(document.layers)
    ]
    unselected = replace_mask(document, SelectionTarget(), Mask(), title)
    if unselected is not None:
        steps.append(unselected)
    size = (document.width, document.height)
    steps.append(ResizeCanvas(size, (columns, rows), (0, 0), title))
    return Compound(title, [*steps, AddLayer(layer, None, title)])


def _layer(
    document: Document, prepared: Prepared, image: Pixels, coverage: Pixels | None
) -> PixelLayer:
    colours = whole_range(image)
    if colours.shape[2] == 1:
        colours = np.repeat(colours, 3, axis=2)
    converted = Conversion(None, document.profile).apply(colours)
    pixels = _with_alpha(in_depth(converted, document.depth))
    if coverage is None:
        return PixelLayer.from_pixels(prepared.spec.layer_name, pixels)
    pixels[coverage == 0] = 0
    layer = PixelLayer.from_pixels(prepared.spec.layer_name, pixels)
    layer.mask = Mask.from_coverage(coverage.astype(np.uint8, copy=False))
    return layer


def _grown_canvas(document: Document, margins: Margins) -> Box:
    left, top, right, bottom = margins
    if min(margins) < 0:
        raise BadInput("A margin must be 0 px or more.")
    return Box(-left, -top, document.width + right, document.height + bottom)


def _mask(document: Document, wish: Wish, canvas: Box) -> Mask:
    """The selection; for an expanded canvas what is new, and a rim of the old."""
    if canvas == document.canvas:
        return document.selection
    left, top, right, bottom = (min(OVERLAP_PX, margin) for margin in wish.margins)
    kept = Box(left, top, document.width - right, document.height - bottom)
    mask = Mask.of_box(canvas)
    mask.fill(kept, 0)
    return mask


def _painted_bounds(mask: Mask, canvas: Box) -> Box:
    near = mask.bounds.intersection(canvas)
    if not near.is_empty:
        painted = bounds_of(inside(mask.coverage(near)))
        if not painted.is_empty:
            return painted.moved(near.left, near.top)
    raise BadInput("The mask is empty: paint over what is to be changed.")


def _reach_px(params: Params) -> int:
    """How far a result may reach beyond the mask, by the two parameters that say so."""
    return sum(int(getattr(params, name, 0)) for name in ("grow", "feather"))


def _picture(document: Document, wish: Wish, box: Box) -> Pixels:
    """The pixels in `box`, RGB where all are opaque, else straight RGBA; in sRGB."""
    if wish.all_visible:
        pixels = flatten(document, box)
    elif document.active is None:
        raise BadInput("There is no layer to work on: choose one, or use all visible layers.")
    else:
        pixels = document.active.render(box)
    if (pixels[..., 3] == np.iinfo(pixels.dtype).max).all():
        pixels = np.ascontiguousarray(pixels[..., :3])
    return Conversion(document.profile, None).apply(pixels)


def whole_range(image: Pixels) -> Integers:
    """Integers as they are; float32 0..1 as uint16."""
    if image.dtype == np.float32:
        return np.rint(np.clip(image.astype(np.float32), 0.0, 1.0) * 65535).astype(np.uint16)
    return image.astype(image.dtype, copy=False)  # type: ignore[return-value]


def in_depth(pixels: Integers, depth: Depth) -> Integers:
    """Whole range to whole range; 16 bit to 8 is rounded to nearest."""
    if pixels.dtype == np.dtype(depth):
        return pixels
    if depth == "uint16":
        return pixels.astype(np.uint16) * np.uint16(257)
    return ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)


def _with_alpha(pixels: Integers) -> Integers:
    """A new array of straight RGBA, opaque where there was no alpha."""
    made = np.full((*pixels.shape[:2], 4), np.iinfo(pixels.dtype).max, pixels.dtype)
    made[..., : pixels.shape[2]] = pixels
    return made
