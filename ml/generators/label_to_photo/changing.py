"""A photograph in which only what got another label is made anew, and joined as a repair is."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false, reportCallIssue=false

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from ml.api.errors import GeneratorError
from ml.api.generator import InfoValue, Outputs
from ml.api.labels import used_indices
from ml.api.progress import Progress
from ml.api.regions import Box, bounds_of
from ml.generators.label_to_photo.effort import EFFORTS
from ml.generators.label_to_photo.material import Plate
from ml.generators.label_to_photo.regions import Floats
from ml.generators.label_to_photo.spec import LabelPhotoParams
from ml.generators.label_to_photo.stuff import Stuff, plates_of, table_of
from ml.generators.label_to_photo.synthesis import synthesise
from ml.generators.label_to_photo.task import Task
from ml.generators.label_to_photo.wishes import Source, Wishes
from ml.seams.meter import measure_seam

LEAST_AROUND_PX = 96
"""So much of what stays is looked at around what is made, at least."""


def changed_photo(
    wishes: Wishes,
    sources: dict[int, Source],
    params: LabelPhotoParams,
    progress: Progress,
    info: Mapping[str, InfoValue],
) -> Outputs:
    """The photograph with its changed labels made; the coverage is 0 wherever none changed."""
    if wishes.image is None:
        raise GeneratorError("There is no photograph to change.")
    box = _around(wishes)
    task = _task(wishes, sources, params, box)
    made = np.array(wishes.image, np.float32)
    made[box.slices][..., :3] = synthesise(task, EFFORTS[params.quality.value], progress)
    if made.shape[2] == 4:
        made[..., 3][wishes.changed] = 1.0
    seam = measure_seam(made[..., :3], wishes.changed)
    progress.set(1.0)
    seen = {"seam": round(seam.colour_step_de, 2), "border_px": seam.length_px}
    return Outputs(made, _coverage(wishes.changed), {**info, **seen})


def _around(wishes: Wishes) -> Box:
    """What is looked at: what changed, and as much around it as it is wide."""
    rows, columns = wishes.changed.shape
    changed = bounds_of(wishes.changed)
    pad = max(LEAST_AROUND_PX, max(changed.width, changed.height) // 2)
    return changed.padded(pad).intersection(Box.of_size(columns, rows))


def _task(wishes: Wishes, sources: dict[int, Source], params: LabelPhotoParams, box: Box) -> Task:
    labels, image = wishes.labels[box.slices], wishes.image
    if image is None:
        raise GeneratorError("There is no photograph to change.")
    kinds = {source: kind for kind, source in enumerate(dict.fromkeys(sources.values()))}
    wanted = {label: kinds[source] for label, source in sources.items()}
    for label in used_indices(labels):
        # What stays is a kind of its own: nothing is made of it, but patches see it.
        if label not in wanted and label != wishes.palette.unlabelled:
            wanted[label] = len(kinds)
            kinds[Source(-1, label)] = len(kinds)
    stuff = Stuff(wanted, kinds, params.detail)
    hole = np.ascontiguousarray(wishes.changed[box.slices])
    colour = np.ascontiguousarray(image[box.slices][..., :3])
    return Task(
        Plate(colour, table_of(wanted)[labels], hole),
        hole,
        plates_of(wishes, stuff, max(wishes.labels.shape), mirror=params.mirror),
        len(kinds),
        wander_px=params.border,
        seed=params.seed,
        variation=params.variation,
    )


def _coverage(changed: np.ndarray) -> Floats:
    """1 where a label changed, a little less at the rim, so that no staircase is seen; else 0."""
    soft = cv2.GaussianBlur(changed.astype(np.float32), (0, 0), 0.8)
    return np.where(changed, np.clip(2 * soft - 0.25, 0.25, 1.0), 0).astype(np.float32)
