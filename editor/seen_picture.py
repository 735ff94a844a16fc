"""What a generator was last shown of a document, small, until a pixel of it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

import numpy as np

from editor.document.document import Document
from editor.lazy import late
from editor.runs import Ready
from ml.api.images import Pixels, to_float
from ml.api.regions import Box

_image_of = late("PIL.Image:fromarray")
_BOX = 4
"""What the library calls its filter that takes the mean of each rectangle."""


@dataclass(frozen=True)
class SmallPicture:
    """A picture that stands for `box` of the document at another size."""

    box: Box
    inputs: Mapping[str, list[Pixels]]


class SeenPicture:
    """At most one picture of one document; `of` has it only while it is what one sees."""

    def __init__(self) -> None:
        self._document: Document | None = None
        self._ready: Ready | None = None
        self._states = count(1)
        self._state = 0

    def of(self, document: Document) -> Ready | None:
        return self._ready if document is self._document else None

    def begin(self, document: Document) -> int:
        """A picture is made of the document as it is now; the number is for `keep`."""
        if document is not self._document:
            self._leave()
            self._document = document
            document.pixels_changed.connect(self._changed)
            document.layers_changed.connect(self._changed)
            document.size_changed.connect(self._changed)
        return self._state

    def keep(self, state: int, ready: Ready) -> None:
        """Remember it, unless something changed meanwhile."""
        if state == self._state:
            self._ready = ready

    @staticmethod
    def shrunk(ready: Ready, longest_px: int) -> SmallPicture:
        """8 bit, and no side above `longest_px`."""
        inputs = {
            name: [_small(each, longest_px) for each in given]
            for name, given in ready.inputs.items()
        }
        return SmallPicture(ready.box, inputs)

    def _leave(self) -> None:
        if self._document is not None:
            self._document.pixels_changed.disconnect(self._changed)
            self._document.layers_changed.disconnect(self._changed)
            self._document.size_changed.disconnect(self._changed)
        self._document = None
        self._changed()

    def _changed(self, *_what: object) -> None:
        self._ready = None
        self._state = next(self._states)


def _small(picture: Pixels, longest_px: int) -> Pixels:
    if picture.dtype != np.uint8:
        picture = (to_float(picture) * 255).astype(np.uint8)
    longest = max(picture.shape[:2])
    if longest <= longest_px:
        return picture
    scale = longest_px / longest
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    shown = _image_of(picture[..., :3])
    return np.asarray(shown.resize(size, _BOX), np.uint8)
