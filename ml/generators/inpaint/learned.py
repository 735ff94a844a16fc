"""The methods that need a network: its answer alone, or weighed against patches."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import replace

from ml.api.errors import Cancelled, GeneratorError
from ml.api.generator import Resources
from ml.api.progress import Progress
from ml.generators.inpaint.auto import AutoFiller
from ml.generators.inpaint.methods import Filler, fill_options
from ml.generators.inpaint.network import Network, ask, begin, glimpse_of
from ml.generators.inpaint.plate import Cells, Picture, Plate
from ml.generators.inpaint.spec import FAMILY, InpaintParams, Mode
from ml.onnx.session import BrokenModel, Stopped
from ml.patch.options import Quality
from ml.systems.migan.runner import MiganRunner

OWN_FILES = "ml.systems.community.inpainter"

BEGUN = 0.35
"""The share of the time that the draft under the network's answer takes."""


def filler_of(mode: Mode, key: str, resources: Resources) -> Filler:
    """Loads the model once; raises `GeneratorError` where its file is broken.

    `key` is a card's id or `inpaint/name` of an own file, as among the weights.
    """
    load = _LOADERS.get(key, _load_own)
    learned = LearnedFiller(load(key, resources), key.removeprefix(f"{FAMILY}/"), resources)
    return learned if mode is Mode.LEARNED else AutoFiller(learned, resources)


class LearnedFiller:
    """Takes the network's answer as it is: plausible structure, soft where the hole is large."""

    title = "learned"
    notice = ""
    missing = ""

    def __init__(
        self, network: Network, name: str = "", resources: Resources | None = None
    ) -> None:
        self._network = network
        self._resources = resources or Resources()
        self.network = name

    @property
    def side_px(self) -> int:
        return self._network.side_px

    def fill(self, plate: Plate, params: InpaintParams, progress: Progress) -> Picture:
        progress.set(0.0, "looking at the surroundings")
        seen = glimpse_of(plate.picture, plate.hole, plate.source, self.side_px)
        options = replace(fill_options(params, self._resources), quality=Quality.DRAFT)
        begun = begin(seen, options, progress.part(0.0, BEGUN))
        answer = self.imagine(begun, seen.hole, progress.part(BEGUN, 1.0))
        return seen.enlarge(plate.picture, plate.hole, answer)

    def imagine(self, begun: Picture, hole: Cells, progress: Progress) -> Picture:
        """The answer at the network's size; raises `Cancelled`."""
        progress.set(0.0, "imagining what is behind")
        with progress.on_cancel(self._network.stop):
            try:
                answer = ask(self._network.run, begun, hole, self.side_px)
            except Stopped as error:
                raise Cancelled("Stopped.") from error
        progress.set(1.0)
        return answer


def _load_migan(key: str, resources: Resources) -> Network:
    try:
        return MiganRunner(resources.weights[key], threads=resources.threads)
    except BrokenModel as error:
        raise GeneratorError(str(error), error.details) from error


def _load_own(key: str, resources: Resources) -> Network:
    """A file of the person, through the extra that knows other people's networks."""
    made = importlib.import_module(OWN_FILES)
    name = key.removeprefix(f"{FAMILY}/")
    try:
        return made.open_inpainter(resources.weights[key], name, resources.device)
    except made.NotUsable as error:
        raise GeneratorError(str(error), error.details) from error


# One line for each network that has a card; `methods.MODELS` says which `auto` prefers.
_LOADERS: Mapping[str, Callable[[str, Resources], Network]] = {"migan": _load_migan}
