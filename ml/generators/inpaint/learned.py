"""The two methods that need a network: its answer alone, or as the guide of a patch fill."""

from __future__ import annotations

from typing import Protocol

from ml.api.errors import Cancelled, GeneratorError
from ml.api.generator import Resources
from ml.api.progress import Progress
from ml.generators.inpaint.methods import MODEL, Filler, copy_patches, patch_quality
from ml.generators.inpaint.network import Imagined, Run, imagine
from ml.generators.inpaint.plate import Picture, Plate
from ml.generators.inpaint.spec import InpaintParams, Mode
from ml.patch.options import FillOptions
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

    def imagine(self, plate: Plate, progress: Progress) -> Imagined:
        progress.set(0.0, "imagining what is behind")
        with progress.on_cancel(self._network.stop):
            try:
                imagined = imagine(self._network.run, plate.picture, plate.hole, SIDE_PX)
            except Stopped as error:
                raise Cancelled("Stopped.") from error
        progress.set(1.0)
        return imagined


class AutoFiller:
    """The network says what is where, patches of the picture say how it looks."""

    title = "auto"
    notice = ""

    def __init__(self, learned: LearnedFiller) -> None:
        self._learned = learned

    def fill(self, plate: Plate, params: InpaintParams, progress: Progress) -> Picture:
        imagined = self._learned.imagine(plate, progress.part(0.0, 0.2))
        progress.preview(imagined.picture)
        options = FillOptions(
            quality=patch_quality(params), seed=params.seed, guide_scale=imagined.scale
        )
        return copy_patches(plate, options, progress.part(0.2, 1.0), imagined.picture)
