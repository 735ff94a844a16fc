"""Keeps a segmenter that real pictures taught, so that many runs are judged by the same one.

`python -m ml.training.synthesis.judge DATA FILE --side 64` teaches one; a folder that
`PENTIMENTO_MODELS` names is where recipes find it.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from safetensors import safe_open
from safetensors.torch import load_file, save_file

from ml.training.data.open import open_items
from ml.training.data.options import DataOptions
from ml.training.examples.aligned import Pixels, brought_to
from ml.training.items import ItemKind, Items
from ml.training.metrics.segmentation import confusion_of
from ml.training.metrics.segmenter import (
    SegmenterPlan,
    SmallUnet,
    TaughtSegmenter,
    train_segmenter,
)
from ml.training.teachers import teacher_file

_PLAN = "plan"


class Reduced:
    """One part of every item, squeezed to a square: what the segmenter is to see."""

    def __init__(self, items: Items, name: str, side_px: int) -> None:
        self._items, self._name, self._side_px = items, name, side_px

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int, /) -> Pixels:
        pixels = cast("Pixels", self._items.item(index)[self._name])
        return brought_to(pixels, (self._side_px, self._side_px))


def write_judge(network: SmallUnet, plan: SegmenterPlan, path: Path) -> None:
    """The weights with the plan in the header."""
    told = {_PLAN: json.dumps(dataclasses.asdict(plan))}
    save_file({key: value.contiguous() for key, value in network.state_dict().items()}, path, told)


def read_judge(name: str) -> TaughtSegmenter:
    """The segmenter `<name>.safetensors` in a folder of models; raises `TeacherMissing`."""
    path = teacher_file(name)
    with safe_open(path, framework="pt") as opened:
        plan = SegmenterPlan(**json.loads(opened.metadata()[_PLAN]))
    network = SmallUnet(plan)
    network.load_state_dict(load_file(path))
    return TaughtSegmenter(network, plan)


def main(words: Sequence[str]) -> int:
    """Teach by the training part, say how well it does on the held-out part."""
    parser = argparse.ArgumentParser("ml.training.synthesis.judge", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--side", type=int, default=64)
    parser.add_argument("--epochs", type=int, default=40)
    parser.add_argument("--no-class", type=int, default=255)
    told = parser.parse_args(words)
    options = DataOptions(ignore=told.no_class, near_bits=-1)
    real, held_out = (
        open_items(ItemKind.LABELLED, [told.data], split, options) for split in ("train", "val")
    )
    plan = SegmenterPlan(max(2, len(real.class_names)), side_px=told.side, epochs=told.epochs)
    taught = train_segmenter(
        Reduced(real, "picture", told.side), Reduced(real, "labels", told.side), plan
    )
    write_judge(taught.network, plan, told.file)
    seen, truth = (Reduced(held_out, name, told.side) for name in ("picture", "labels"))
    found = confusion_of(seen, truth, taught, plan.classes)
    sys.stdout.write(f"mean IoU {found.mean_iou:.4f}, pixels {found.pixel_accuracy:.4f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
