"""The photograph in, the numbers of the landscape palette out."""

from __future__ import annotations

import numpy as np

from ml.api.generator import InfoValue, Inputs, Outputs, Resources
from ml.api.labels import LANDSCAPE, used_indices
from ml.api.palette_files import palette_text
from ml.api.params import Params
from ml.api.progress import Progress
from ml.labels.guess import BACKBONE, NO_MODEL, guess_labels


class LabelGuess:
    """Guarantees that what is transparent stays unlabelled."""

    def __init__(self) -> None:
        self._resources = Resources()

    def load(self, resources: Resources) -> None:
        self._resources = resources

    def unload(self) -> None:
        pass

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """`image` is rows x columns x 1 of uint16, numbers as they are; `palette` says what."""
        progress.set(0.0, "looking at the picture")
        image = inputs.image("image")
        labels, has_network = guess_labels(image, self._resources.weights, progress.check)
        if not has_network:
            progress.note(NO_MODEL, model=BACKBONE)
        if image.shape[2] == 4:
            labels[image[..., 3] < 0.5] = LANDSCAPE.unlabelled
        info: dict[str, InfoValue] = {
            "guessed_by": "network" if has_network else "rules",
            "labels": len(used_indices(labels)),
        }
        progress.set(1.0)
        numbers = labels.astype(np.uint16)[..., None]
        return Outputs(numbers, info=info, texts={"palette": palette_text(LANDSCAPE)})
