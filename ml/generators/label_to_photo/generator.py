"""Labels in, a photograph out: all of it anew, or only what got another label."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false, reportCallIssue=false

from __future__ import annotations

import cv2
import numpy as np

from ml.api.errors import BadInput
from ml.api.generator import InfoValue, Inputs, Outputs, Resources
from ml.api.labels import Labels
from ml.api.params import Params
from ml.api.progress import Progress
from ml.generators.label_to_photo.changing import changed_photo
from ml.generators.label_to_photo.effort import EFFORTS
from ml.generators.label_to_photo.guesses import with_guesses
from ml.generators.label_to_photo.material import Plate
from ml.generators.label_to_photo.regions import Floats
from ml.generators.label_to_photo.spec import LabelPhotoParams, Quality
from ml.generators.label_to_photo.stuff import Stuff, plates_of, table_of
from ml.generators.label_to_photo.synthesis import synthesise
from ml.generators.label_to_photo.task import Task
from ml.generators.label_to_photo.wishes import Source, Wishes, sources_of, wishes_of

LIVE_PX = 256
"""The longest side at which a sketch is made; it is shown larger and softer."""


class LabelToPhoto:
    """Guarantees that a picture that was given keeps every byte whose label did not change."""

    def __init__(self) -> None:
        self._resources = Resources()

    def load(self, resources: Resources) -> None:
        self._resources = resources

    def unload(self) -> None:
        pass

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        """Raises `BadInput` with one sentence for whatever does not fit together."""
        if not isinstance(params, LabelPhotoParams):
            raise BadInput("Labels to photo was given the parameters of another generator.")
        progress.set(0.0, "looking at the labels")
        if params.guess:
            inputs = with_guesses(inputs, self._resources.weights, progress)
        wishes = wishes_of(inputs)
        sources, notes = sources_of(wishes, params.choice)
        for note in notes:
            progress.note(note)
        work = progress.part(0.02, 1.0)
        info: dict[str, InfoValue] = {"method": params.method.value, "labels": len(sources)}
        if wishes.image is not None:
            return changed_photo(wishes, sources, params, work, info)
        made = _whole(wishes, sources, params, work)
        progress.set(1.0)
        return Outputs(made, info=info)


def _whole(
    wishes: Wishes, sources: dict[int, Source], params: LabelPhotoParams, progress: Progress
) -> Floats:
    """rows x columns x 3: a new photograph."""
    labels = spread(wishes.labels, wishes.palette.unlabelled)
    shape = labels.shape
    if params.quality is Quality.LIVE and max(shape) > LIVE_PX:
        scale = LIVE_PX / max(shape)
        size = max(8, round(shape[1] * scale)), max(8, round(shape[0] * scale))
        labels = cv2.resize(labels, size, interpolation=cv2.INTER_NEAREST)
    task = task_of(wishes, labels, sources, params)
    made = synthesise(task, EFFORTS[params.quality.value], progress)
    if made.shape[:2] != shape:
        made = cv2.resize(made, shape[::-1], interpolation=cv2.INTER_CUBIC).clip(0, 1)
    return np.asarray(made, np.float32)


def task_of(
    wishes: Wishes, labels: Labels, sources: dict[int, Source], params: LabelPhotoParams
) -> Task:
    """The work on a whole label map at its own size."""
    kinds = {source: kind for kind, source in enumerate(dict.fromkeys(sources.values()))}
    stuff = Stuff({label: kinds[source] for label, source in sources.items()}, kinds, params.detail)
    blank = np.full((*labels.shape, 3), 0.5, np.float32)
    everywhere = np.ones(labels.shape, bool)
    return Task(
        Plate(blank, table_of(stuff.wanted)[labels], everywhere),
        everywhere,
        plates_of(wishes, stuff, max(labels.shape), mirror=params.mirror),
        len(kinds),
        wander_px=params.border * max(labels.shape) / max(wishes.labels.shape),
        seed=params.seed,
        variation=params.variation,
    )


def spread(labels: Labels, unlabelled: int) -> Labels:
    """What is unlabelled takes on the nearest label."""
    empty = labels == unlabelled
    if not empty.any():
        return labels
    _, nearest = cv2.distanceTransformWithLabels(
        empty.view(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    of_mark = np.zeros(int(nearest.max()) + 1, labels.dtype)
    of_mark[nearest[~empty]] = labels[~empty]
    return of_mark[nearest]
