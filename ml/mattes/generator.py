"""The generator behind all uses of a subject: its matte as a mask."""

from __future__ import annotations

from ml.api.errors import BadInput
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.params import Params
from ml.api.progress import Progress
from ml.mattes.params import SubjectParams
from ml.mattes.subject import SubjectFinder

RUNNERS = {
    "u2netp": ("ml.systems.u2netp.runner", "U2netRunner", "U2NetP"),
    "modnet": ("ml.systems.modnet.runner", "ModnetRunner", "MODNet"),
}


class SubjectMatte:
    """White where the subject is, at the size of the picture."""

    def __init__(self) -> None:
        self._finder = SubjectFinder(RUNNERS, Resources())

    def load(self, resources: Resources) -> None:
        self._finder = SubjectFinder(RUNNERS, resources)

    def unload(self) -> None:
        self._finder = SubjectFinder(RUNNERS, Resources())

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """Raises `BadInput` where nothing stands out, `WeightsMissing` for portraits."""
        if not isinstance(params, SubjectParams):
            raise BadInput("The subject finder was given the parameters of another generator.")
        subject = self._finder.find(inputs, params.kind, params.fit, progress)
        progress.set(1.0)
        return Outputs(subject.matte[..., None], info={"method": subject.method})
