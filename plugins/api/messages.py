"""The messages between plug-in and editor: frozen, without behaviour, ready for a pipe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from ml.api.params import Scalar
from plugins.api.document import DocumentFacts

API_VERSION = 1
Pixels = NDArray[np.generic]


@dataclass(frozen=True)
class Region:
    """A half-open rectangle in pixels of the document."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class OpenPicture:
    """Open a file; answered with DocumentFacts."""

    path: str


@dataclass(frozen=True)
class ReadDocument:
    """The facts of a document, or of the one in front where `document` is empty."""

    document: str = ""


@dataclass(frozen=True)
class ListDocuments:
    """The facts of all open documents, in the order of their tabs."""


@dataclass(frozen=True)
class ReadPixels:
    """Straight RGBA (rows x columns x 4) in the document's depth; of all layers without a name."""

    document: str
    region: Region
    layer: str = ""


@dataclass(frozen=True)
class ReadMask:
    """The mask (rows x columns, uint8, 255 is inside)."""

    document: str
    region: Region


@dataclass(frozen=True)
class AddLayer:
    """A new layer above the active one; `pixels` are straight RGBA in the document's depth."""

    name: str
    left: int
    top: int
    pixels: Pixels


@dataclass(frozen=True)
class SetMask:
    """Replace the mask inside a rectangle; `values` are rows x columns uint8."""

    left: int
    top: int
    values: Pixels


@dataclass(frozen=True)
class SetLayer:
    """Change a layer's properties; None leaves one as it is."""

    layer: str
    name: str | None = None
    visible: bool | None = None
    opacity: float | None = None


@dataclass(frozen=True)
class RemoveLayer:
    """Take a layer out."""

    layer: str


@dataclass(frozen=True)
class PaintShape:
    """Give a shape another colour (0..1); the differences within a gradient stay."""

    layer: str
    colour: tuple[float, float, float]


Change = AddLayer | SetMask | SetLayer | RemoveLayer | PaintShape


@dataclass(frozen=True)
class Edit:
    """All changes as one undo step on exactly this revision; answered with DocumentFacts."""

    document: str
    revision: int
    title: str
    changes: tuple[Change, ...]


class Keep(Enum):
    """What becomes of a result when the artist keeps it."""

    AS_DECLARED = "as_declared"
    NEW_PICTURE = "new_picture"
    RESIZED_LAYERS = "resized_layers"


@dataclass(frozen=True)
class RunGenerator:
    """Start a generator on the mask of a document; its result comes as a preview.

    `margins` (left, top, right, bottom in pixels) first grow the canvas and fill what is new.
    `keep` may open a result of another size as a picture, or put it on top of the layers, which
    are resized to it. Answered at once with a RunTicket.
    """

    document: str
    generator: str
    params: Mapping[str, Scalar]
    margins: tuple[int, int, int, int] = (0, 0, 0, 0)
    keep: Keep = Keep.AS_DECLARED


@dataclass(frozen=True)
class RunTicket:
    """The number of a started job."""

    job: int


@dataclass(frozen=True)
class Tell:
    """Show one sentence where the artist looks."""

    sentence: str


@dataclass(frozen=True)
class PanelRequest:
    """What a panel hands to its plug-in when its button is pressed.

    `params` are the generator's, `own` the panel's; `document` is the one in front.
    """

    document: str
    params: Mapping[str, Scalar]
    own: Mapping[str, Scalar] = field(default_factory=dict[str, Scalar])


Request = (
    OpenPicture | ReadDocument | ListDocuments | ReadPixels | ReadMask | Edit | RunGenerator | Tell
)
Reply = DocumentFacts | tuple[DocumentFacts, ...] | Pixels | RunTicket | None
