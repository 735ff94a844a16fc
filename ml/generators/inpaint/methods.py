"""The three methods behind one shape: a plate goes in, a filled picture comes out."""

from __future__ import annotations

import importlib
from typing import Protocol

from ml.api.errors import BadInput, WeightsMissing
from ml.api.generator import Resources
from ml.api.progress import Progress
from ml.api.validation import suggestion
from ml.generators.inpaint.glance import glance
from ml.generators.inpaint.plate import Picture, Plate
from ml.generators.inpaint.spec import AUTO_MODEL, FAMILY, InpaintParams, Mode, Quality
from ml.patch.fill import fill
from ml.patch.options import FillOptions, PatchError
from ml.patch.options import Quality as PatchQuality

MODELS = ("migan",)
"""Cards of networks that fill holes, the one that `auto` prefers first."""
LEARNED = "ml.generators.inpaint.learned"
NO_MODEL = "No learned model is installed, so auto works with patches alone."


class Filler(Protocol):
    """Fills the hole of a plate. `notice` is said before every run where it is not empty.

    `network` names the learned model that helps, `missing` the card of one that would.
    """

    title: str
    notice: str
    network: str
    missing: str

    def fill(self, plate: Plate, params: InpaintParams, progress: Progress) -> Picture:
        """rows x columns x 3; only what lies in the hole counts."""
        ...


class PatchFiller:
    """Copies from the picture itself; needs no model."""

    title = "patch"
    network = ""

    def __init__(self, resources: Resources, missing: str = "") -> None:
        self._resources = resources
        self.missing = missing
        self.notice = NO_MODEL if missing else ""

    def fill(self, plate: Plate, params: InpaintParams, progress: Progress) -> Picture:
        options = fill_options(params, self._resources)
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
        small = glance(plate, params.seed, progress)
        if small is not None:
            progress.preview(small)


def fill_options(params: InpaintParams, resources: Resources) -> FillOptions:
    """How patches fill here: as the artist wants, on the device that the worker lends."""
    draft = params.quality is Quality.DRAFT
    quality = PatchQuality.DRAFT if draft else PatchQuality.BEST
    return FillOptions(
        quality=quality, seed=params.seed, device=resources.device, tile_px=resources.tile_px
    )


def filler_of(mode: Mode, model: str, resources: Resources) -> Filler:
    """The method for this machine: without a model `auto` is `patch`, and says so.

    Raises `WeightsMissing` or `BadInput` for a model that is not there.
    """
    if mode is Mode.PATCH:
        return PatchFiller(resources)
    key = _key_of(model, resources)
    if key is None:
        if mode is Mode.AUTO:
            return PatchFiller(resources, missing=MODELS[0])
        raise WeightsMissing(_missing("The method “learned” needs", MODELS[0]))
    # Only now: patches must work, and start at once, where onnxruntime is absent or slow to load.
    return importlib.import_module(LEARNED).filler_of(mode, key, resources)


def _key_of(model: str, resources: Resources) -> str | None:
    """The key of the wanted model among the weights; None where auto finds none."""
    there = resources.weights
    if model == AUTO_MODEL:
        return next((name for name in MODELS if name in there), None)
    own = f"{FAMILY}/{model}"
    if model in MODELS and model not in there:
        raise WeightsMissing(_missing("You asked for", model))
    if model not in MODELS and own not in there:
        names = [AUTO_MODEL, *(key.removeprefix(f"{FAMILY}/") for key in there)]
        raise BadInput(f"There is no inpainting model called {model!r}{suggestion(model, names)}")
    return model if model in MODELS else own


def _missing(why: str, card: str) -> str:
    return (
        f"{why} the model {card!r}: run `pentimento models install {card}`, "
        "or choose the method “patch”."
    )
