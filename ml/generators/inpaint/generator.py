"""The inpainting generator: hole, fill by the chosen method, and a border that nobody sees."""

from __future__ import annotations

from ml.api.errors import BadInput
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.params import Params
from ml.api.progress import Progress
from ml.generators.inpaint.finish import finish
from ml.generators.inpaint.methods import Filler, filler_of
from ml.generators.inpaint.plate import plate_of
from ml.generators.inpaint.spec import InpaintParams, Mode


class Inpaint:
    """Fills the mask and a soft rim of it; the caller keeps every pixel outside the coverage."""

    def __init__(self) -> None:
        self._resources = Resources()
        self._fillers: dict[tuple[Mode, str], Filler] = {}

    def load(self, resources: Resources) -> None:
        self._resources = resources
        self._fillers.clear()

    def unload(self) -> None:
        self._fillers.clear()

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """Raises `BadInput` where nothing is left to fill from, `WeightsMissing` for a model."""
        if not isinstance(params, InpaintParams):
            raise BadInput("Remove was given the parameters of another generator.")
        progress.set(0.0, "looking at the picture")
        plate = plate_of(inputs, params)
        filler = self._filler(params, progress)
        filled = filler.fill(plate, params, progress.part(0.02, 0.9))
        result = finish(plate, filled, params, progress.part(0.9, 1.0))
        info = {"method": filler.title, **result.info}
        if filler.network:
            info["network"] = filler.network
        return Outputs(result.image, result.coverage, info)

    def _filler(self, params: InpaintParams, progress: Progress) -> Filler:
        """Loaded once: a network stays for the next job."""
        wanted = (params.mode, params.model)
        if wanted not in self._fillers:
            # Two networks at once would hold memory for the one that nobody asked for.
            self._fillers = {k: v for k, v in self._fillers.items() if k[1] == params.model}
            self._fillers[wanted] = filler_of(*wanted, self._resources)
        filler = self._fillers[wanted]
        if filler.notice:
            progress.note(filler.notice, model=filler.missing)
        return filler
