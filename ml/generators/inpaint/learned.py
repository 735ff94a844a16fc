"""The methods that need a network: its answer alone, or weighed against patches."""

from __future__ import annotations

from typing import Protocol

from ml.api.errors import Cancelled, GeneratorError
from ml.api.generator import Resources
from ml.api.progress import Progress
from ml.generators.inpaint.auto import AutoFiller
from ml.generators.inpaint.methods import MODEL, Filler
from ml.generators.inpaint.network import Run, ask, begin, glimpse_of
from ml.generators.inpaint.plate import Cells, Picture, Plate
from ml.generators.inpaint.spec import InpaintParams, Mode
from ml.patch.options import FillOptions, Quality
from ml.systems.migan.runner import SIDE_PX, BrokenModel, MiganRunner, Stopped


class Network(Protocol):
    """What `MiganRunner` is; another network may take its place."""

    @property
    def run(self) -> Run: ...

    def stop(self) -> None: ...


def filler_of(mode: Mode, resources: Resources) -> Filler:
    """Loads the model once; raises `GeneratorError` where its file is broken."""
    try:
        network = MiganRunner(resources.weights[MODEL], threads=resources.threads)
    except BrokenModel as error:
        raise GeneratorError(str(error), error.details) from error
    learned = LearnedFiller(network)
    return learned if mode is Mode.LEARNED else AutoFiller(learned)


class LearnedFiller:
    """Takes the network's answer as it is: plausible structure, soft where the hole is large."""

    title = "learned"
    notice = ""

    def __init__(self, network: Network) -> None:
        self._network = network

    def fill(self, plate: Plate, params: InpaintParams, progress: Progress) -> Picture:
        progress.set(0.0, "looking at the surroundings")
        seen = glimpse_of(plate.picture, plate.hole, plate.source, SIDE_PX)
        begun = begin(seen, FillOptions(quality=Quality.DRAFT, seed=params.seed))
        answer = self.imagine(begun, seen.hole, progress.part(0.3, 1.0))
        return seen.enlarge(plate.picture, plate.hole, answer)

    def imagine(self, begun: Picture, hole: Cells, progress: Progress) -> Picture:
        """The answer at the network's size; raises `Cancelled`."""
        progress.set(0.0, "imagining what is behind")
        with progress.on_cancel(self._network.stop):
            try:
                answer = ask(self._network.run, begun, hole, SIDE_PX)
            except Stopped as error:
                raise Cancelled("Stopped.") from error
        progress.set(1.0)
        return answer
