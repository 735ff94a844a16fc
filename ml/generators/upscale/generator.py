"""The upscaling generator: an enlargement as the artist declared it."""

from __future__ import annotations

from ml.api.errors import BadInput
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.params import Params
from ml.api.progress import Progress
from ml.enlarging.enlargement import Enlargement
from ml.enlarging.wish import Wish
from ml.generators.upscale.spec import UpscaleParams


class Upscale:
    """Enlarges in as many passes as it takes and shrinks from there to the factor."""

    def __init__(self) -> None:
        self._enlargement = Enlargement()

    def load(self, resources: Resources) -> None:
        self._enlargement.load(resources)

    def unload(self) -> None:
        self._enlargement.unload()

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """Raises `BadInput` for a result that would be too large, `WeightsMissing`."""
        if not isinstance(params, UpscaleParams):
            raise BadInput("Enlarge was given the parameters of another generator.")
        wish = Wish(params.factor, params.crisp, params.condition, params.model)
        made = self._enlargement.run(inputs.image("image"), wish, inputs.depth, progress)
        return Outputs(made.picture, info=made.info)
