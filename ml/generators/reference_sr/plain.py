"""The one door to plain upscaling: what everything falls back to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress, Progress
from ml.generators.upscale.alpha import extended_colours
from ml.generators.upscale.generator import Upscale
from ml.generators.upscale.spec import UpscaleParams

Picture = NDArray[np.float32]


class Plain:
    """Enlarges as the upscaling generator does with its defaults."""

    def __init__(self) -> None:
        self._upscale = Upscale()

    def load(self, resources: Resources) -> None:
        self._upscale.load(resources)

    def unload(self) -> None:
        self._upscale.unload()

    def enlarged(
        self, picture: Picture, factor: float, progress: Progress | None = None
    ) -> Picture:
        """Rows x columns x 3 or 4 in 0..1; raises what the generator raises."""
        inputs = Inputs({"image": (np.ascontiguousarray(picture),)})
        params = UpscaleParams(factor=factor)
        made = self._upscale.run(inputs, params, progress or NoProgress())
        return made.image.astype(np.float32, copy=False)


def visible_colours(picture: Picture) -> Picture:
    """Rows x columns x 3, with nothing hidden below transparency."""
    if picture.shape[2] != 4:
        return picture
    return extended_colours(picture[..., :3], picture[..., 3])
