"""From a raw fill to a result without a seam: colours, border, coverage, and a reading."""

from __future__ import annotations

import numpy as np

from ml.api.generator import InfoValue, Outputs
from ml.api.progress import Progress
from ml.generators.inpaint.plate import Picture, Plate, filled_alpha
from ml.generators.inpaint.spec import InpaintParams
from ml.seams.colour_match import match_colours
from ml.seams.meter import SeamReading, measure_seam
from ml.seams.poisson import blend

STRIP_PX = 256
"""Rows that are mixed at once."""


def finish(plate: Plate, filled: Picture, params: InpaintParams, progress: Progress) -> Outputs:
    """The result of a fill.

    `filled` is taken over. `info` has the seam in ΔE: `seam_before` as the raw fill would lie
    there with a hard border, `seam` as it is after colour match, correction and feather.
    """
    progress.set(0.0, "matching colours")
    picture = filled
    np.copyto(picture, plate.picture, where=~plate.hole[..., None])
    before = measure_seam(picture, plate.coverage > 0)
    if params.match > 0:
        picture = match_colours(picture, plate.hole, strength=params.match, check=progress.check)
    if params.blend:
        progress.set(0.4, "correcting the seam")
        picture = blend(picture, plate.hole, check=progress.check)
    progress.set(0.8, "measuring the seam")
    after = _as_seen(plate, picture)
    image = np.clip(picture, 0.0, 1.0, out=picture)
    alpha = filled_alpha(plate)
    if alpha is not None:
        image = np.concatenate([image, alpha[..., None]], axis=2)
    progress.set(1.0)
    return Outputs(image, plate.coverage, _info(before, after))


def _as_seen(plate: Plate, picture: Picture) -> SeamReading:
    """The seam that is left to see: in the middle of the feather, with the fill fading out."""
    seen = np.empty_like(picture)
    for top in range(0, len(picture), STRIP_PX):
        part = slice(top, top + STRIP_PX)
        share = plate.coverage[part, :, None]
        seen[part] = plate.picture[part] * (1 - share) + picture[part] * share
    return measure_seam(seen, plate.coverage >= 0.5)


def _info(before: SeamReading, after: SeamReading) -> dict[str, InfoValue]:
    return {
        "seam": round(after.colour_step_de, 2),
        "seam_before": round(before.colour_step_de, 2),
        "seam_detail": round(after.gradient_step_de, 2),
        "border_px": after.length_px,
    }
