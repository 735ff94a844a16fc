"""The vector layers: a reduced copy, layers found and fitted on it, shapes drawn at full size."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.api.errors import BadInput
from ml.api.generator import InfoValue, Inputs, Outputs, Resources
from ml.api.params import Params
from ml.api.progress import Progress
from ml.api.regions import Box
from ml.generators.vector_layers.growing import Grower, Plan
from ml.generators.vector_layers.naming import level_name, shape_name
from ml.generators.vector_layers.paints import paint_of
from ml.generators.vector_layers.regions import regions_of
from ml.generators.vector_layers.spec import SVG, WORK_PX, Family, Fills, VectorParams
from ml.generators.vector_layers.stack import FitLayer, FitStack
from ml.vector.clips import clip_of
from ml.vector.gains import enough
from ml.vector.raster import render_box, straight
from ml.vector.shapes import Contour, Drawing, Shape
from ml.vector.svg_writer import write_svg

Plane = NDArray[np.float32]
_OPAQUE = 0.998
_STRIP_PX = 512
_OWN = 0.01
_EARLY_ROUNDS = 24


@dataclass(frozen=True)
class Made:
    """The shapes, and the mean squared error (0..1) of the empty page and after each of them."""

    drawing: Drawing
    errors: tuple[float, ...]
    apart_px: float = 0.0
    """How far, at most of all layers, a curve leaves the formula that it is a level of."""


class VectorLayers:
    """Shapes from the largest to the smallest; each new one lowers the error."""

    def load(self, resources: Resources) -> None:
        del resources

    def unload(self) -> None:
        pass

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """Raises `BadInput` where nothing is to be seen."""
        if not isinstance(params, VectorParams):
            raise BadInput("Vector layers was given the parameters of another generator.")
        picture = inputs.image("image")
        mask = inputs.mask("mask") if inputs.has("mask") else None
        if max(picture.shape[:2]) > WORK_PX:
            progress.note(
                f"The shapes were found on a copy of {WORK_PX} px; they are drawn at full size."
            )
        made = decompose(picture, params, progress, mask)
        if made.apart_px > 0:
            progress.note(f"The curves leave their formulas by {made.apart_px:.2f} px at most.")
        text = write_svg(made.drawing)
        image = _drawn(made.drawing, picture.shape[:2])
        coverage = None
        if mask is not None:
            coverage = mask.astype(np.float32)
        return Outputs(image, coverage, facts_of(made, text), {SVG: text})


def decompose(
    picture: Plane,
    params: VectorParams,
    progress: Progress,
    mask: NDArray[np.bool_] | None = None,
) -> Made:
    """Shapes on a page as large as `picture` (h, w, 3 or 4, straight)."""
    height, width = picture.shape[:2]
    target = work_copy(picture, mask)
    if not target.any() and target.shape[2] == 4:
        raise BadInput("Nothing is to be seen there: choose a picture that is not transparent.")
    progress.set(0.0, "looking for regions")
    stack = FitStack(target)
    grower = Grower(stack, regions_of(target), _plan(params))
    if target.shape[2] == 3:
        grower.ground(3)
    _grow(stack, grower, params, progress)
    grower.plainer()
    errors = stack.measure()
    scale = width / target.shape[1]
    drawing = Drawing(float(width), float(height), _shapes(stack.layers, stack.page, scale))
    if mask is not None:
        drawing = Drawing(drawing.width, drawing.height, drawing.shapes, clip_of(mask))
    apart_px = scale * max((layer.apart_px for layer in stack.layers), default=0.0)
    return Made(drawing, tuple(max(error, 0.0) / stack.numbers for error in errors), apart_px)


def _plan(params: VectorParams) -> Plan:
    return Plan(
        params.layers,
        params.segments,
        is_flat=params.fills is Fills.FLAT,
        is_implicit=params.method is Family.MASKS,
    )


def _grow(stack: FitStack, grower: Grower, params: VectorParams, progress: Progress) -> None:
    total = params.layers
    adding, fitting = progress.part(0.02, 0.7), progress.part(0.7, 1.0)

    def look(_count: int) -> bool:
        progress.check()
        return progress.is_enough()

    while len(stack.layers) < total and grower.add():
        count = len(stack.layers)
        adding.set(count / total, f"layer {count} of {total}")
        progress.preview(seen(stack.canvas))
        if progress.is_enough():
            return
        if count >= 8 and count < total and not count & (count - 1):
            grower.fit_together(round(2 * _EARLY_ROUNDS * params.effort), _OWN, look)
    rounds = round(120 * params.effort)
    done = 0

    def step(_count: int) -> bool:
        nonlocal done
        done += 1
        fitting.set(done / max(rounds, 1), "fitting all layers together")
        return progress.is_enough()

    grower.fit_together(rounds, _OWN, step)


def seen(canvas: Plane) -> Plane:
    """What is painted so far as straight colours, to be shown."""
    limited = np.clip(canvas, 0, 1)
    return limited if canvas.shape[2] == 3 else straight(limited)


def work_copy(picture: Plane, mask: NDArray[np.bool_] | None) -> Plane:
    """What the layers are to become: small, RGB or premultiplied RGBA."""
    height, width = picture.shape[:2]
    scale = min(1.0, WORK_PX / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    alpha = picture[..., 3] if picture.shape[2] == 4 else None
    colours = picture[..., :3]
    if mask is not None:
        alpha = mask.astype(np.float32) if alpha is None else alpha * mask
    if alpha is None or bool((alpha >= _OPAQUE).all()):
        small = cv2.resize(colours, size, interpolation=cv2.INTER_AREA)
        return np.ascontiguousarray(small.reshape(size[1], size[0], 3), np.float32)
    whole = np.concatenate([colours * alpha[..., None], alpha[..., None]], axis=2)
    small = cv2.resize(whole.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(small.reshape(size[1], size[0], 4), np.float32)


def _shapes(layers: list[FitLayer], page: Box, scale: float) -> tuple[Shape, ...]:
    shapes: list[Shape] = []
    for number, layer in enumerate(layers):
        paint = paint_of(layer.colour, layer.reach)
        bare = Shape(tuple(Contour(layer.points[part]) for part in layer.parts), paint)
        size = (float(page.width), float(page.height))
        name = shape_name(number + 1, bare.colour, layer.points, size)
        shape = Shape(bare.contours, paint, name=name, group=level_name(number))
        shapes.append(shape.scaled(scale))
    return tuple(shapes)


def _drawn(drawing: Drawing, size: tuple[int, int]) -> Plane:
    """Strip by strip, so that a large picture needs no second one."""
    height, width = size
    channels = 4
    out = np.empty((height, width, channels), np.float32)
    for top in range(0, height, _STRIP_PX):
        box = Box(0, top, width, min(height, top + _STRIP_PX))
        out[box.top : box.bottom] = render_box(drawing, box)
    return out if float(out[..., 3].min()) < _OPAQUE else np.ascontiguousarray(out[..., :3])


def facts_of(made: Made, text: str) -> dict[str, InfoValue]:
    """What is told of a result: counts, bytes, and the error after each layer."""
    curve = [_decibels(error) for error in made.errors[1:]]
    facts: dict[str, InfoValue] = {
        "layers": made.drawing.paths,
        "segments": made.drawing.segments,
        "svg_bytes": len(text.encode()),
    }
    if made.apart_px > 0:
        facts["contour_error_px"] = round(made.apart_px, 3)
    if curve:
        facts |= {
            "psnr": round(curve[-1], 2),
            "enough_layers": enough(curve),
            "error_curve": " ".join(f"{value:.2f}" for value in curve),
        }
    return facts


def _decibels(error: float) -> float:
    return 99.0 if error < 1e-9 else -10 * math.log10(error)
