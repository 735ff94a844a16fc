"""Our own fills, through the same declaration, context box and generator that the artist gets."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import numpy as np

from benchmarks.inpaint.peers.portable import Fill, Hole, Picture, inside_only
from benchmarks.inpaint.places import migan_path
from ml.api.generator import Generator, Inputs, Resources
from ml.api.images import to_depth, to_float
from ml.api.progress import NoProgress
from ml.api.regions import bounds_of
from ml.generators.inpaint.spec import INPAINT, InpaintParams, Mode, Quality


def patch_draft() -> Fill:
    """`inpaint --mode patch --quality draft`."""
    return _fill(Mode.PATCH, Quality.DRAFT)


def patch_best() -> Fill:
    """`inpaint --mode patch --quality best`."""
    return _fill(Mode.PATCH, Quality.BEST)


def learned() -> Fill:
    """`inpaint --mode learned` with the installed model."""
    return _fill(Mode.LEARNED, Quality.BEST)


def auto() -> Fill:
    """`inpaint --mode auto` with the installed model."""
    return _fill(Mode.AUTO, Quality.BEST)


def _fill(mode: Mode, quality: Quality) -> Fill:
    """The generator with grow and feather at 0: only the hole of the cell is judged."""
    params = InpaintParams(mode=mode, quality=quality, grow=0, feather=0, seed=0)
    generator = _generator()
    generator.load(Resources(weights=_weights(mode)))

    def fill(picture: Picture, hole: Hole) -> Picture:
        height, width = hole.shape
        rule = INPAINT.context
        box = rule.box(bounds_of(hole), width, height) if rule else None
        here = box.slices if box else (slice(None), slice(None))
        image = to_float(np.ascontiguousarray(picture[here]))
        inputs = Inputs(arrays={"image": (image,), "mask": (np.ascontiguousarray(hole[here]),)})
        result = generator.run(inputs, params, NoProgress()).image[..., :3]
        filled = picture.copy()
        filled[here] = to_depth(np.ascontiguousarray(result, np.float32), "uint8")
        return inside_only(picture, hole, filled)

    return fill


def _generator() -> Generator:
    module, _, name = INPAINT.entry.partition(":")
    generator: Generator = getattr(import_module(module), name)()
    return generator


def _weights(mode: Mode) -> dict[str, Path]:
    if mode is Mode.PATCH:
        return {}
    return {"migan": migan_path()}
