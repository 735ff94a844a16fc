"""What a generator was last shown of a document, small, until a pixel of it changes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from editor.document.composite import flatten_shrunk
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.lazy import late
from editor.runs import Ready
from ml.api.images import Pixels
from ml.api.regions import Box

_image_of = late("PIL.Image:fromarray")
_BOX = 4
"""What the library calls its filter that takes the mean of each rectangle."""


@dataclass(frozen=True)
class SmallPicture:
    """A picture that stands for `box` of the document at another size."""

    box: Box
    inputs: Mapping[str, list[Pixels]]
    texts: Mapping[str, str] = field(default_factory=dict[str, str])


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


def small_twin(document: Document, longest_px: int) -> Document:
    """All that is seen of `document` as one opaque layer, 8 bit, no side above `longest_px`.

    Made from the smaller versions that the layers keep: a question about a large picture need
    not make all of its pixels.
    """
    longest = max(document.width, document.height)
    level = max(0, math.floor(math.log2(longest / longest_px)))
    flat = flatten_shrunk(document, level)
    if flat.dtype != np.uint8:
        flat = ((flat.astype(np.uint32) + 128) // 257).astype(np.uint8)
    scale = min(1.0, longest_px / longest)
    size = (max(1, round(document.width * scale)), max(1, round(document.height * scale)))
    # The last row and column may reach beyond the canvas; what is beyond does not count.
    seen = (0.0, 0.0, document.width / (1 << level), document.height / (1 << level))
    shown = _image_of(np.ascontiguousarray(flat[..., :3])).resize(size, _BOX, box=seen)
    pixels = np.full((size[1], size[0], 4), 255, np.uint8)
    pixels[..., :3] = np.asarray(shown, np.uint8)
    twin = Document(size[0], size[1], "uint8", document.profile)
    twin.insert_layer(PixelLayer.from_pixels(document.name, pixels))
    return twin
