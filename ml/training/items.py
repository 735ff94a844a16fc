"""What a data set hands to a recipe, whatever lies behind it: a folder, a cache or a pack."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Item = Mapping[str, "NDArray[np.generic] | str | int"]
"""One thing to learn from. Its keys depend on the kind, see `ItemKind`. Pictures are rows x
columns x 3 uint8 sRGB, label maps rows x columns uint8, frames count x rows x columns x 3."""


class ItemKind(Enum):
    """What an item holds."""

    PICTURES = "pictures"
    """`picture`."""
    PAIRED = "paired"
    """`input` and `target`, pictures of one size."""
    UNPAIRED = "unpaired"
    """`first` and `second`, pictures of two collections that have nothing to do with each other;
    indices run through the longer, in train several times with other partners."""
    LABELLED = "labelled"
    """`picture` and `labels`, a map of class numbers of the same size."""
    CAPTIONED = "captioned"
    """`picture` and `caption`."""
    CLASSES = "classes"
    """`picture` and `class`, a number."""
    SEQUENCES = "sequences"
    """`frames`."""


class Items(Protocol):
    """An indexed collection; `item` is the same for the same index, and safe in threads."""

    @property
    def kind(self) -> ItemKind: ...

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names by number for CLASSES and LABELLED; empty for others."""
        ...

    @property
    def fingerprint(self) -> str:
        """A sha256 over names, contents and preparation: whether two runs saw the same data."""
        ...

    def __len__(self) -> int: ...

    def name(self, index: int) -> str:
        """Where the item comes from, for messages and tables."""
        ...

    def item(self, index: int) -> Item: ...
