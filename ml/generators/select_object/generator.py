"""The object selection: what was shown, a network's or GrabCut's answer, and its fine edge."""

from __future__ import annotations

import importlib
from typing import Protocol

from ml.api.errors import BadInput
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.params import Params
from ml.api.progress import Progress
from ml.generators.select_object.places import hints_of
from ml.generators.select_object.spec import MODEL, Extent, ObjectParams
from ml.mattes.grabcut import Hints, grab
from ml.mattes.guided import Matte, Picture
from ml.mattes.refine import Finish, refined

LEARNED = "ml.generators.select_object.learned"
NO_MODEL = "MobileSAM is not installed, so the thing is found by its colours alone."


class Finder(Protocol):
    """Finds the thing roughly; `cells` is how finely, along the longest side."""

    title: str
    cells: int

    def find(
        self, picture: Picture, hints: Hints, extent: Extent, progress: Progress
    ) -> tuple[Matte, float]:
        """A matte of any size for the whole picture, and how sure it is (0..1)."""
        ...


class ColourFinder:
    """By colours alone; `extent` means nothing to it."""

    title = "GrabCut"
    cells = 0

    def find(
        self, picture: Picture, hints: Hints, extent: Extent, progress: Progress
    ) -> tuple[Matte, float]:
        del extent
        progress.set(0.0, "comparing colours")
        return grab(picture, hints), 0.5


class SelectObject:
    """White where the thing is, at the size of the picture; looks only once at each picture."""

    def __init__(self) -> None:
        self._resources = Resources()
        self._finder: Finder | None = None

    def load(self, resources: Resources) -> None:
        self._resources = resources
        self._finder = None

    def unload(self) -> None:
        self._finder = None

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """Raises `BadInput` where nothing was shown or found, `GeneratorError` for a bad file."""
        if not isinstance(params, ObjectParams):
            raise BadInput("Select object was given the parameters of another generator.")
        picture = inputs.image("image")[..., :3]
        size = (picture.shape[1], picture.shape[0])
        hints = hints_of(params.points, params.without, params.box, size)
        progress.set(0.0, "looking at the picture")
        finder = self._the_finder(progress)
        rough, worth = finder.find(picture, hints, params.extent, progress.part(0.05, 0.8))
        finish = Finish(hard=params.fit, cells=finder.cells)
        matte = refined(rough, picture, finish, progress.part(0.8, 1.0))
        if not matte.any():
            raise BadInput("Nothing was found there: click elsewhere, or draw a box around it.")
        info = {"method": finder.title, "sure": round(worth, 3)}
        return Outputs(matte[..., None], info=info)

    def _the_finder(self, progress: Progress) -> Finder:
        if MODEL not in self._resources.weights:
            progress.note(NO_MODEL, model=MODEL)
            return ColourFinder()
        if self._finder is None:
            # Only now: colours must do, and start at once, where torch is absent or slow to load.
            self._finder = importlib.import_module(LEARNED).SamFinder(self._resources)
        assert self._finder is not None
        return self._finder
