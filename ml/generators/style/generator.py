"""The style generator: what was asked, a method that paints it, and the colours that stay."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

import numpy as np

from ml.api.errors import BadInput
from ml.api.generator import InfoValue, Inputs, Outputs, Resources
from ml.api.params import Params
from ml.api.progress import Progress
from ml.generators.style.colours import matched, with_colours_of
from ml.generators.style.commission import Commission, Picture, commission_of
from ml.generators.style.spec import KeepColours, Method, StyleParams

GREY = 1.0 / 512.0
"""A style whose colours differ by less has nothing but its colour to give."""
ONE_COLOUR = "A style picture has one colour only, so its colour is all that could be taken."


class Painter(Protocol):
    """Paints a commission; `info` of the last one goes into "About this result"."""

    info: Mapping[str, InfoValue]
    texts: Mapping[str, str]
    """Results that are no pixels, of the last commission."""

    def paint(self, work: Commission, params: StyleParams, progress: Progress) -> Picture:
        """rows x columns x 3 in 0..1, as large as the commission's colours."""
        ...


PAINTERS: Mapping[Method, str] = {
    Method.FAST: "ml.generators.style.fast:painter",
    Method.OPTIMISED: "ml.generators.style.optimised:painter",
    Method.LEARNED: "ml.generators.style.learned:painter",
    Method.LEARN: "ml.generators.style.learning:painter",
}
"""Functions that take Resources and the params; imported when first used, torch with them."""


class Style:
    """The result covers the masks, or all; where its coverage is 0 the caller keeps its bytes."""

    def __init__(self) -> None:
        self._resources = Resources()
        self._painters: dict[tuple[Method, str], Painter] = {}

    def load(self, resources: Resources) -> None:
        self._resources = resources
        self._painters.clear()

    def unload(self) -> None:
        self._painters.clear()

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """Raises `BadInput`, `WeightsMissing`, and `Cancelled` through progress."""
        if not isinstance(params, StyleParams):
            raise BadInput("Style was given the parameters of another generator.")
        progress.set(0.0, "looking at the picture")
        work = commission_of(inputs, params)
        if any(float(np.ptp(style, axis=(0, 1)).max()) < GREY for style in work.styles):
            progress.note(ONE_COLOUR)
        if params.keep_colours is KeepColours.HISTOGRAM:
            work = _with_matched_styles(work)
        painter = self.painter_of(params)
        painted = painter.paint(work, params, progress.part(0.01, 0.97))
        progress.set(0.97, "finishing")
        if params.keep_colours is KeepColours.LUMINANCE:
            painted = with_colours_of(painted, work.colours)
        info = {"method": params.method.value, "styles": len(work.styles), **painter.info}
        made = _outputs(inputs.image("image"), work, painted, info)
        return replace(made, texts=dict(painter.texts))

    def painter_of(self, params: StyleParams) -> Painter:
        """Loaded once: networks stay for the next job. Raises `WeightsMissing`."""
        is_own = params.method in (Method.LEARNED, Method.LEARN)
        key = (params.method, f"{params.model} {params.manner}" if is_own else "")
        if key not in self._painters:
            module, _, name = PAINTERS[params.method].partition(":")
            make = getattr(importlib.import_module(module), name)
            self._painters = {key: make(self._resources, params)}
        return self._painters[key]


def _with_matched_styles(work: Commission) -> Commission:
    styles = tuple(matched(style, work.colours) for style in work.styles)
    return Commission(work.box, work.colours, work.visible, styles, work.regions, work.is_masked)


def _outputs(
    image: Picture, work: Commission, painted: Picture, info: Mapping[str, InfoValue]
) -> Outputs:
    """The painted box in its place, with the picture's own alpha."""
    if not work.is_masked:
        made = np.dstack([painted, image[..., 3]]) if image.shape[2] == 4 else painted
        return Outputs(made.astype(np.float32, copy=False), info=info)
    made = np.array(image, np.float32)
    made[work.box.slices][..., :3] = painted
    coverage = np.zeros(image.shape[:2], np.float32)
    here = coverage[work.box.slices]
    for region in work.regions:
        np.maximum(here, region.cover, out=here)
    return Outputs(made, coverage, info)
