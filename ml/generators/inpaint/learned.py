"""The methods that need a network: its answer alone, or weighed against patches."""

from __future__ import annotations

from typing import Protocol

from ml.api.errors import Cancelled, GeneratorError
from ml.api.generator import Resources
from ml.api.progress import Progress
from ml.generators.inpaint.auto import AutoFiller
from ml.generators.inpaint.methods import MODEL, Filler
from ml.generators.inpaint.network import Imagined, Run, imagine
from ml.generators.inpaint.plate import Picture, Plate
from ml.generators.inpaint.spec import InpaintParams, Mode
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
        return self.imagine(plate, progress).picture

    def imagine(
        self, plate: Plate, progress: Progress, *, begun: Picture | None = None
    ) -> Imagined:
        """The answer; without `begun` a small draft by patches is shown to the network."""
        progress.set(0.0, "imagining what is behind")
        with progress.on_cancel(self._network.stop):
            try:
                imagined = imagine(
                    self._network.run, plate.picture, plate.hole, SIDE_PX, begun=begun
                )
            except Stopped as error:
                raise Cancelled("Stopped.") from error
        progress.set(1.0)
        return imagined
