"""The three methods behind one shape: a plate goes in, a filled picture comes out."""

from __future__ import annotations

import importlib
from typing import Protocol

from ml.api.errors import BadInput, WeightsMissing
from ml.api.generator import Resources
from ml.api.progress import Progress
from ml.generators.inpaint.glance import glance
from ml.generators.inpaint.plate import Picture, Plate
from ml.generators.inpaint.spec import InpaintParams, Mode, Quality
from ml.patch.fill import fill
from ml.patch.options import FillOptions, PatchError
from ml.patch.options import Quality as PatchQuality

MODEL = "migan"
LEARNED = "ml.generators.inpaint.learned"
NO_MODEL = (
    "No learned model is installed, so auto works with patches alone; "
    f"`pentimento models install {MODEL}` gives it one."
)


class Filler(Protocol):
    """Fills the hole of a plate. `notice` is said before every run where it is not empty."""

    title: str
    notice: str

    def fill(self, plate: Plate, params: InpaintParams, progress: Progress) -> Picture:
        """rows x columns x 3; only what lies in the hole counts."""
        ...


class PatchFiller:
    """Copies from the picture itself; needs no model."""

    title = "patch"

    def __init__(self, notice: str = "") -> None:
        self.notice = notice

    def fill(self, plate: Plate, params: InpaintParams, progress: Progress) -> Picture:
        options = FillOptions(quality=patch_quality(params), seed=params.seed)
        show_glance(plate, params, progress)
        return copy_patches(plate, options, progress)


def copy_patches(
    plate: Plate, options: FillOptions, progress: Progress, guide: Picture | None = None
) -> Picture:
    """The exemplar fill; raises `BadInput` for what it refuses."""
    try:
        return fill(
            plate.picture,
            plate.hole,
            source=plate.source,
            guide=guide,
            options=options,
            progress=progress.set,
        )
    except PatchError as error:
        raise BadInput(str(error)) from error


def show_glance(plate: Plate, params: InpaintParams, progress: Progress) -> None:
    """A small draft for the artist to look at while the best is made."""
    if params.quality is Quality.BEST:
        progress.set(0.0, "drafting")
        small = glance(plate, params.seed)
        if small is not None:
            progress.preview(small)


def patch_quality(params: InpaintParams) -> PatchQuality:
    return PatchQuality.DRAFT if params.quality is Quality.DRAFT else PatchQuality.BEST


def filler_of(mode: Mode, resources: Resources) -> Filler:
    """The method for this machine: without a model `auto` is `patch`, and says so."""
    if mode is Mode.PATCH:
        return PatchFiller()
    if MODEL not in resources.weights:
        if mode is Mode.AUTO:
            return PatchFiller(NO_MODEL)
        raise WeightsMissing(
            f"The method “learned” needs the model {MODEL!r}: run "
            f"`pentimento models install {MODEL}`, or choose the method “patch”."
        )
    # Only now: patches must work, and start at once, where onnxruntime is absent or slow to load.
    return importlib.import_module(LEARNED).filler_of(mode, resources)
