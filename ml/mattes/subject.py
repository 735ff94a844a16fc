"""The subject of a picture as a soft mask: by a network, or by colours where none is installed.

Selecting the subject and removing the background are two uses of it.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ml.api.errors import BadInput, Cancelled, GeneratorError, WeightsMissing
from ml.api.generator import Inputs, Resources
from ml.api.progress import Progress
from ml.api.regions import Box
from ml.mattes.grabcut import Hints, grab
from ml.mattes.guided import Matte, Picture
from ml.mattes.kinds import Kind
from ml.mattes.refine import Finish, refined

EVERYTHING = "u2netp"
PORTRAIT = "modnet"
MODELS = (EVERYTHING, PORTRAIT)
NO_MODEL = "U2NetP is not installed, so the subject is found by its colours alone."
SESSION = "ml.onnx.session"
RIM = 0.05
"""Without a network, how much of each side is surely not the subject."""
FAINT = 0.4
"""What the surest place of a matte must reach before it counts as a subject."""


@dataclass(frozen=True)
class Subject:
    """rows x columns float32 0..1 at the size of the picture, and what found it."""

    matte: Matte
    method: str


class Network(Protocol):
    """A runner of a network that finds subjects."""

    cells: int

    def run(self, picture: Picture) -> Matte: ...

    def stop(self) -> None: ...


Loaders = Mapping[str, tuple[str, str, str]]
"""By card: module and class of its runner, and what people call it."""


class SubjectFinder:
    """Loads a network once; it stays for the next picture."""

    def __init__(self, loaders: Loaders, resources: Resources) -> None:
        self._loaders = loaders
        self._resources = resources
        self._loaded: dict[str, Network] = {}

    def find(self, inputs: Inputs, kind: Kind, hard: float, progress: Progress) -> Subject:
        """Raises `BadInput` where nothing stands out, `WeightsMissing` for portraits."""
        picture = inputs.image("image")
        colours, alpha = picture[..., :3], picture[..., 3] if picture.shape[2] == 4 else None
        rough, cells, method = self._rough(colours, kind, progress)
        if rough.max() < FAINT:
            raise BadInput(
                "No subject stands out in this picture: select it by clicking it instead."
            )
        finish = Finish(hard=hard, cells=cells)
        matte = refined(rough, colours, finish, progress.part(0.6, 1.0))
        if alpha is not None:
            matte = matte * (alpha > 0)
        return Subject(matte, method)

    def _rough(self, colours: Picture, kind: Kind, progress: Progress) -> tuple[Matte, int, str]:
        card = PORTRAIT if kind is Kind.PORTRAIT else EVERYTHING
        if card in self._resources.weights:
            progress.set(0.0, "looking for the subject")
            network = self._network(card)
            return self._asked(network, colours, progress), network.cells, self._loaders[card][2]
        if kind is Kind.PORTRAIT:
            raise WeightsMissing(
                f"Portraits need the model {PORTRAIT!r}: run `pentimento models install "
                f"{PORTRAIT}`, or choose “anything”."
            )
        progress.note(NO_MODEL, model=EVERYTHING)
        progress.set(0.0, "comparing colours")
        return grab(colours, Hints(box=_middle(colours))), 0, "GrabCut"

    def _network(self, card: str) -> Network:
        if card not in self._loaded:
            session = importlib.import_module(SESSION)
            module, name, _ = self._loaders[card]
            runner = getattr(importlib.import_module(module), name)
            try:
                path = self._resources.weights[card]
                self._loaded[card] = runner(path, threads=self._resources.threads)
            except session.BrokenModel as error:
                raise GeneratorError(str(error), error.details) from error
        return self._loaded[card]

    @staticmethod
    def _asked(network: Network, colours: Picture, progress: Progress) -> Matte:
        stopped = importlib.import_module(SESSION).Stopped
        with progress.on_cancel(network.stop):
            try:
                return network.run(np.clip(colours, 0.0, 1.0))
            except stopped as error:
                raise Cancelled("Stopped.") from error


def _middle(colours: Picture) -> Box:
    rows, columns = colours.shape[:2]
    across, down = round(RIM * columns), round(RIM * rows)
    return Box(across, down, columns - across, rows - down)
