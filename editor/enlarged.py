"""What becomes of a result of another size: a picture of its own, or the top of resized layers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from editor.colour.profiles import Conversion
from editor.document.commands import AddLayer, Compound
from editor.document.document import Document
from editor.document.geometry import PlaneMap
from editor.document.history import Command
from editor.document.layers import PixelLayer
from editor.document.transforms import Reshape, transform_picture
from editor.generate import in_depth, whole_range
from ml.api.images import Pixels
from ml.api.spec import GeneratorSpec


class Outcome(Protocol):
    """What is needed of a result of the worker."""

    @property
    def image(self) -> Pixels: ...


@dataclass(frozen=True)
class Enlarged:
    """A document as it was when the result was asked for, and the result."""

    document: Document
    spec: GeneratorSpec
    outcome: Outcome

    def as_picture(self) -> Document:
        """A new document of the result's size with the facts of the old one, not saved yet."""
        rows, columns = self.outcome.image.shape[:2]
        old = self.document
        made = Document(columns, rows, old.depth, old.profile)
        made.metadata = old.metadata
        made.insert_layer(self._layer())
        made.name = name_of(old, (columns, rows))
        return made

    def over_layers(self, document: Document) -> Command:
        """All layers, selection and guides resized, and the result on top, as one step."""
        rows, columns = self.outcome.image.shape[:2]
        way = PlaneMap.scaling(columns / document.width, rows / document.height)
        title = self.spec.title
        reshape = transform_picture(document, (columns, rows), Reshape(way, title=title))
        return Compound(title, [reshape, AddLayer(self._layer(), title=title)])

    def _layer(self) -> PixelLayer:
        pixels = Conversion(None, self.document.profile).apply(whole_range(self.outcome.image))
        return PixelLayer.from_pixels(self.spec.layer_name, in_depth(pixels, self.document.depth))


def name_of(document: Document, size: tuple[int, int]) -> str:
    """What the larger picture is called: `boat 4032x3024`."""
    stem = Path(document.name or "picture").stem
    return f"{stem} {size[0]}\u00d7{size[1]}"
