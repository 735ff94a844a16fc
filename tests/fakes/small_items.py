"""A few made pictures as items of any kind, for tests of recipes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from ml.training.items import Item, ItemKind

Bytes = NDArray[np.uint8]
CLASSES = ("sky", "sea", "land")


class SmallItems:
    """Soft waves with a bright disc, made from their number."""

    def __init__(self, kind: ItemKind, count: int = 4, side: int = 144) -> None:
        self.kind = kind
        self._count, self._side = count, side
        has_names = kind in (ItemKind.CLASSES, ItemKind.LABELLED)
        self.class_names = CLASSES if has_names else ()

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{self.kind} {self._count} {self._side}".encode()).hexdigest()

    def __len__(self) -> int:
        return self._count

    def name(self, index: int) -> str:
        return f"made-{index}.png"

    def item(self, index: int) -> Item:
        return _MAKERS[self.kind](index, self.picture(index))

    def picture(self, index: int) -> Bytes:
        """Rows x columns x 3."""
        chance = np.random.default_rng([7, index])
        rows, columns = np.mgrid[0 : self._side, 0 : self._side] / self._side
        waves = np.stack(
            [
                np.sin(chance.uniform(4, 14) * rows + chance.uniform(4, 14) * columns)
                for _ in range(3)
            ],
            axis=-1,
        )
        centre = chance.uniform(0.3, 0.7, 2)
        disc = np.hypot(rows - centre[0], columns - centre[1]) < 0.2
        waves[disc] = chance.uniform(-1, 1, 3)
        return np.round(127.5 + 120 * waves).astype(np.uint8)


def _labels(picture: Bytes) -> Bytes:
    return (picture[..., 0] // 86).astype(np.uint8)


_MAKERS: dict[ItemKind, Callable[[int, Bytes], Item]] = {
    ItemKind.PICTURES: lambda _, picture: {"picture": picture},
    ItemKind.PAIRED: lambda _, picture: {"input": picture // 2, "target": picture},
    ItemKind.UNPAIRED: lambda _, picture: {"first": picture, "second": 255 - picture[::-1]},
    ItemKind.LABELLED: lambda _, picture: {"picture": picture, "labels": _labels(picture)},
    ItemKind.CAPTIONED: lambda i, picture: {"picture": picture, "caption": f"a disc, {i}"},
    ItemKind.CLASSES: lambda i, picture: {"picture": picture, "class": i % len(CLASSES)},
    ItemKind.SEQUENCES: lambda _, picture: {
        "frames": np.stack([np.roll(picture, shift, 1) for shift in range(6)])
    },
}
