"""The samples as material: each pixel with the kind that it is, and whether it may be copied."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it.
# pyright: reportArgumentType=false, reportReturnType=false, reportCallIssue=false

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ml.generators.label_to_photo.material import Plate
from ml.generators.label_to_photo.regions import NOTHING, Kinds
from ml.generators.label_to_photo.wishes import Sample, Source, Wishes


@dataclass(frozen=True)
class Stuff:
    """wanted: the kind of each label of the map. kinds: the kind that each source is material of.

    detail: how large a sample is taken against the picture.
    """

    wanted: dict[int, int]
    kinds: dict[Source, int]
    detail: float

    def of(self, sample: Sample) -> tuple[Kinds, Kinds]:
        """Two tables by label for a sample: the kind that a pixel is, and 1 where it is copied.

        A label that is taken from another sample is known for what it is, so that patches over a
        border are told apart, and not copied.
        """
        own = {s.label: kind for s, kind in self.kinds.items() if s.number == sample.number}
        return table_of({**self.wanted, **own}), table_of(dict.fromkeys(own, 1))


def plates_of(wishes: Wishes, stuff: Stuff, longest_px: int, *, mirror: bool) -> list[Plate]:
    """The samples that anything is taken from."""
    numbers = {source.number for source in stuff.kinds}
    plates = [
        plate_of(sample, stuff, longest_px) for sample in wishes.samples if sample.number in numbers
    ]
    return plates + [plate.mirrored() for plate in plates] if mirror else plates


def plate_of(sample: Sample, stuff: Stuff, longest_px: int) -> Plate:
    """A sample as material, no larger against the picture than `detail` says."""
    kind_of, copied = stuff.of(sample)
    kind, colour = kind_of[sample.labels], np.ascontiguousarray(sample.colour[..., :3])
    free = (copied[sample.labels] > 0).astype(np.uint8)
    if sample.colour.shape[2] == 4:
        free[sample.colour[..., 3] < 0.99] = 0
    scale = stuff.detail * longest_px / max(kind.shape)
    if scale < 0.99:
        size = (max(8, round(kind.shape[1] * scale)), max(8, round(kind.shape[0] * scale)))
        colour = cv2.resize(colour, size, interpolation=cv2.INTER_AREA)
        kind = cv2.resize(kind, size, interpolation=cv2.INTER_NEAREST)
        free = cv2.resize(free, size, interpolation=cv2.INTER_NEAREST)
    return Plate(np.asarray(colour, np.float32), kind, free > 0)


def table_of(kinds: dict[int, int]) -> Kinds:
    """The kind of every label; `NOTHING` for the others."""
    table = np.full(65536, NOTHING, np.int16)
    for label, kind in kinds.items():
        table[label] = kind
    return table
