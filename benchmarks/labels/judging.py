"""Who judges made pictures: a segmenter that real frames taught, Inception, and LPIPS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from benchmarks.labels.frames import SIZE, Cell, Labels, Picture, frame
from ml.training.metrics.features import InceptionFeatures, all_features
from ml.training.metrics.kernel import kernel_distance
from ml.training.metrics.lpips import Lpips
from ml.training.metrics.segmentation import UNLABELLED, Confusion
from ml.training.metrics.segmenter import SegmenterPlan, train_segmenter
from ml.training.synthesis.judge import read_judge, write_judge
from ml.training.teachers import TeacherMissing

CLASSES, VOID = 11, 11
QUICK_FRAMES, QUICK_EPOCHS = 24, 3


class Segmenter(Protocol):
    """Tells the classes of a frame."""

    def labels(self, picture: Picture) -> Labels: ...


@dataclass(frozen=True)
class Judges:
    """Those that are there; a measure whose network is not installed is left out."""

    segmenter: Segmenter
    inception: InceptionFeatures | None
    lpips: Lpips | None

    def mean_iou(self, cells: Sequence[Cell], made: Sequence[Picture]) -> float:
        """What the segmenter sees in the pictures against the maps they were made of."""
        total = Confusion.empty(CLASSES)
        for cell, picture in zip(cells, made, strict=True):
            total = total.with_picture(_known(cell.truth.labels), self.segmenter.labels(picture))
        return round(total.mean_iou, 4)

    def kid(self, cells: Sequence[Cell], made: Sequence[Picture]) -> dict[str, float]:
        """The distance to the real frames with its error by bootstrap."""
        if self.inception is None:
            return {}
        real = all_features(self.inception, [cell.truth.picture for cell in cells])
        found = kernel_distance(real, all_features(self.inception, list(made)))
        return {"kid": round(found.value, 5), "kid_error": round(found.error, 5)}

    def diversity(self, made: Sequence[Picture], others: Sequence[Picture]) -> dict[str, float]:
        """How far two seeds lie apart in LPIPS."""
        if self.lpips is None:
            return {}
        apart = [self.lpips.distance(one, two) for one, two in zip(made, others, strict=True)]
        return {"lpips_diversity": round(float(np.mean(apart)), 4)}


def judges_of(data: Path, kept: Path | None, *, quick: bool) -> Judges:
    """The kept segmenter, or one that is taught now and kept there."""
    try:
        inception = None if quick else InceptionFeatures()
        lpips = Lpips.load("alexnet")
    except TeacherMissing:
        inception = lpips = None
    return Judges(_segmenter(data, kept, quick=quick), inception, lpips)


def _segmenter(data: Path, kept: Path | None, *, quick: bool) -> Segmenter:
    if kept is not None and kept.is_file():
        return read_judge(str(kept.resolve().with_suffix("")))
    names = sorted(path.stem for path in (data / "camvid" / "train_labels").iterdir())
    names = names[:: max(1, len(names) // QUICK_FRAMES)] if quick else names
    frames = [frame(data, "train", name) for name in names]
    plan = SegmenterPlan(CLASSES, epochs=QUICK_EPOCHS if quick else 24)
    taught = train_segmenter(
        [one.picture for one in frames], [_known(one.labels) for one in frames], plan
    )
    if kept is not None:
        write_judge(taught.network, plan, kept)
    return taught


def _known(labels: Labels) -> Labels:
    return np.where(labels >= VOID, UNLABELLED, labels).astype(np.uint8).reshape(SIZE[::-1])
