"""The one door to plain upscaling: what everything falls back to."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ml.api.generator import Resources
from ml.api.progress import NoProgress, Progress
from ml.enlarging.alpha import extended_colours
from ml.enlarging.enlargement import Enlargement
from ml.enlarging.wish import Wish

Picture = NDArray[np.float32]


class Plain:
    """Enlarges as the upscaling generator does with its defaults."""

    def __init__(self) -> None:
        self._enlargement = Enlargement()

    def load(self, resources: Resources) -> None:
        self._enlargement.load(resources)

    def unload(self) -> None:
        self._enlargement.unload()

    def enlarged(
        self, picture: Picture, factor: float, progress: Progress | None = None
    ) -> Picture:
        """Rows x columns x 3 or 4 in 0..1; raises what the generator raises."""
        picture = np.ascontiguousarray(picture)
        told = progress or NoProgress()
        made = self._enlargement.run(picture, Wish(factor), "float32", told)
        return made.picture.astype(np.float32, copy=False)


def visible_colours(picture: Picture) -> Picture:
    """Rows x columns x 3, with nothing hidden below transparency."""
    if picture.shape[2] != 4:
        return picture
    return extended_colours(picture[..., :3], picture[..., 3])
