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


def finish(plate: Plate, filled: Picture, params: InpaintParams, progress: Progress) -> Outputs:
    """The result of a fill; `info` has the seam before and after the corrections, in ΔE."""
    progress.set(0.0, "matching colours")
    before = _read(plate, filled, params)
    picture = np.where(plate.hole[..., None], filled, plate.picture)
    if params.match > 0:
        picture = match_colours(picture, plate.hole, strength=params.match, check=progress.check)
    if params.blend:
        progress.set(0.4, "correcting the seam")
        picture = blend(picture, plate.hole, check=progress.check)
    progress.set(0.8, "measuring the seam")
    after = _read(plate, picture, params)
    image = np.clip(picture, 0.0, 1.0).astype(np.float32)
    alpha = filled_alpha(plate)
    if alpha is not None:
        image = np.concatenate([image, alpha[..., None]], axis=2)
    progress.set(1.0)
    return Outputs(image, plate.coverage, _info(before, after))


def _read(plate: Plate, filled: Picture, params: InpaintParams) -> SeamReading:
    """The seam as it will be seen: with the feather laid over it."""
    share = plate.coverage[..., None]
    seen = plate.picture * (1 - share) + filled * share
    return measure_seam(seen.astype(np.float32), plate.wanted, gap_px=params.feather)


def _info(before: SeamReading, after: SeamReading) -> dict[str, InfoValue]:
    return {
        "seam": round(after.colour_step_de, 2),
        "seam_before": round(before.colour_step_de, 2),
        "seam_detail": round(after.gradient_step_de, 2),
        "border_px": after.length_px,
    }
