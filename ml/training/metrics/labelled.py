"""Maps of classes beside made pictures, and the segmenter that real labelled pictures teach."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import torch

from ml.training.data.decoding import EXTENSIONS, as_labels, load
from ml.training.data.entries import Palette
from ml.training.data.failures import Unreadable
from ml.training.data.labelled import find_palette
from ml.training.data.open import open_items
from ml.training.data.options import DataOptions
from ml.training.items import ItemKind, Items
from ml.training.metrics.folders import LARGEST_MEGAPIXELS, PictureFolder
from ml.training.metrics.pictures import Picture, PicturesDiffer
from ml.training.metrics.segmentation import UNLABELLED, Labels
from ml.training.metrics.segmenter import SegmenterPlan, TaughtSegmenter, train_segmenter


@dataclass(frozen=True)
class MapFolder:
    """Maps of classes, decoded when asked for; `ignored` becomes 255."""

    paths: tuple[Path, ...]
    ignored: int = UNLABELLED
    palette: Palette = Palette()

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index: int, /) -> Labels:
        path = self.paths[index]
        try:
            image = load(path.read_bytes(), LARGEST_MEGAPIXELS)
        except Unreadable as failure:
            raise Unreadable(f"{path} {failure}; take it away or mend it.") from failure
        numbers = np.array(as_labels(image, self.palette, path.name), np.uint8)
        numbers[numbers == self.ignored] = UNLABELLED
        return numbers


def maps_of(pictures: PictureFolder, made: Path, maps: Path, ignored: int) -> MapFolder:
    """The map of the same name for each picture; raises `PicturesDiffer` where one has none."""
    known = {
        path.relative_to(maps).with_suffix("").as_posix(): path
        for path in sorted(maps.rglob("*"))
        if path.suffix.lower() in EXTENSIONS and path.is_file()
    }
    names = [path.relative_to(made).with_suffix("").as_posix() for path in pictures.paths]
    lonely = [name for name in names if name not in known]
    if lonely:
        raise PicturesDiffer(
            f"{lonely[0]} has no map of its name in {maps} ({len(lonely)} have none); name each "
            "made picture as the map it was made from."
        )
    palette = find_palette([maps, maps.parent], DataOptions())
    return MapFolder(tuple(known[name] for name in names), ignored, palette)


def taught_by(
    folder: Path, ignored: int, device: torch.device | str, tell: Callable[[str], None]
) -> TaughtSegmenter:
    """A segmenter that learned from the training part of a labelled data set.

    Raises a `DataWrong`.
    """
    options = DataOptions(ignore=ignored, near_bits=-1)
    items = open_items(ItemKind.LABELLED, [folder], "train", options, tell)
    plan = SegmenterPlan(max(2, len(items.class_names)))
    tell(f"Teaching a segmenter {plan.classes} classes by {len(items)} real pictures.")
    return train_segmenter(_Part(items, "picture"), _Part(items, "labels"), plan, device)


@dataclass(frozen=True)
class _Part:
    """One part of every item, when asked for."""

    items: Items
    name: str

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: int, /) -> Picture:
        return cast("Picture", self.items.item(index)[self.name])
