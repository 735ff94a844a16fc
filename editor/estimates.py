"""What a run would take, said before the artist asks for it: the region, and words for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from editor.document.document import Document
from editor.paces import Estimate
from editor.widgets.status_bar import memory_words, time_words
from ml.api.params import Params, Scalar
from ml.api.regions import Box
from ml.api.spec import GeneratorSpec, Placing

SIDES = ("left", "top", "right", "bottom")
REACHES = ("grow", "feather")
UNKNOWN = "Time is learned as it runs"
_SMALL_BYTES = 50_000_000
_NOTHING = Box(0, 0, 0, 0)


def estimate_words(estimate: Estimate | None) -> str:
    """`About 6 s, 0.4 GB`; what is not known is left out."""
    if estimate is None:
        return UNKNOWN
    words = f"About {time_words(estimate.seconds)}"
    if estimate.size_bytes < _SMALL_BYTES:
        return words
    return f"{words}, {memory_words(round(estimate.size_bytes))}"


def region_of(
    document: Document,
    spec: GeneratorSpec,
    params: Params,
    *,
    own: Mapping[str, Scalar],
    dragged: Box | None = None,
) -> Box:
    """The part of the picture that the generator would see; empty where nothing is painted yet.

    `own` may hold margins by which the canvas grows. Worked out from bounds alone, so that it
    costs nothing; `editor.generate.context_box` looks at the pixels too.
    """
    margins = [max(0, int(own[side])) for side in SIDES if side in own]
    if margins and not any(margins):
        return _NOTHING
    left, top, right, bottom = margins or (0, 0, 0, 0)
    canvas = Box(-left, -top, document.width + right, document.height + bottom)
    mask = spec.port("mask")
    if spec.placing is not Placing.LAYER or mask is None or not mask.required:
        return canvas
    grows = canvas != document.canvas
    painted = _new_part(document, canvas) if grows else document.selection.bounds
    painted = painted.intersection(canvas)
    if painted.is_empty:
        return painted
    if dragged is not None:
        return dragged.union(painted).intersection(canvas)
    if spec.context is None:
        return canvas
    reach_px = sum(int(getattr(params, name, 0)) for name in REACHES)
    wanted = painted.padded(reach_px).intersection(canvas).moved(-canvas.left, -canvas.top)
    box = spec.context.box(wanted, canvas.width, canvas.height)
    return box.moved(canvas.left, canvas.top)


def _new_part(document: Document, canvas: Box) -> Box:
    """What around all that is new, where the canvas grows to `canvas`."""
    old = document.canvas
    strips = (
        Box(canvas.left, canvas.top, old.left, canvas.bottom),
        Box(old.right, canvas.top, canvas.right, canvas.bottom),
        Box(canvas.left, canvas.top, canvas.right, old.top),
        Box(canvas.left, old.bottom, canvas.right, canvas.bottom),
    )
    return reduce(Box.union, strips, _NOTHING)
