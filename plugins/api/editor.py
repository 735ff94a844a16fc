"""The editor as a plug-in sees it: calls that become messages, edits that become one undo step."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ml.api.params import Scalar
from plugins.api.document import DocumentFacts
from plugins.api.errors import PluginError
from plugins.api.messages import (
    AddLayer,
    Change,
    Edit,
    Keep,
    ListDocuments,
    OpenPicture,
    PaintShape,
    Pixels,
    ReadDocument,
    ReadMask,
    ReadPixels,
    Region,
    RemoveLayer,
    Reply,
    Request,
    RunGenerator,
    RunTicket,
    SetLayer,
    SetMask,
    Tell,
)


class Channel(Protocol):
    """Whoever serves the requests; raises the errors of plugins.api.errors."""

    def ask(self, request: Request) -> Reply: ...


class Transaction:
    """Collects changes and sends them as one undo step when the `with` block ends well."""

    def __init__(self, channel: Channel, document: DocumentFacts, title: str) -> None:
        self._channel = channel
        self._document = document
        self._title = title
        self._changes: list[Change] = []
        self.after: DocumentFacts | None = None

    def __enter__(self) -> Transaction:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None or not self._changes:
            return
        seen = self._document
        edit = Edit(seen.id, seen.revision, self._title, tuple(self._changes))
        self.after = _facts(self._channel.ask(edit))

    def add_layer(self, name: str, pixels: Pixels, *, left: int = 0, top: int = 0) -> None:
        """A layer of straight RGBA pixels (rows x columns x 4) in the document's depth."""
        self._changes.append(AddLayer(name, left, top, pixels))

    def set_mask(self, values: Pixels, *, left: int = 0, top: int = 0) -> None:
        """Replace the mask under `values` (rows x columns uint8)."""
        self._changes.append(SetMask(left, top, values))

    def set_layer(self, change: SetLayer) -> None:
        self._changes.append(change)

    def remove_layer(self, layer: str) -> None:
        self._changes.append(RemoveLayer(layer))

    def paint_shape(self, change: PaintShape) -> None:
        self._changes.append(change)


class Editor:
    """What every entry of a plug-in gets as its first argument."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    def open(self, path: str) -> DocumentFacts:
        """Open a picture in a tab of its own."""
        return _facts(self._channel.ask(OpenPicture(path)))

    def document(self, document: str = "") -> DocumentFacts:
        """The facts of a document now; of the one in front where none is named."""
        return _facts(self._channel.ask(ReadDocument(document)))

    def documents(self) -> tuple[DocumentFacts, ...]:
        """The facts of all open documents."""
        reply = self._channel.ask(ListDocuments())
        if not isinstance(reply, tuple):
            raise PluginError("The editor gave no list of documents.")
        return reply

    def pixels(self, document: str, region: Region, *, layer: str = "") -> Pixels:
        """Straight RGBA of one layer, or of all that is visible."""
        return _array(self._channel.ask(ReadPixels(document, region, layer)))

    def mask(self, document: str, region: Region) -> NDArray[np.uint8]:
        """The mask inside `region`: 255 is inside."""
        return _array(self._channel.ask(ReadMask(document, region))).astype(np.uint8, copy=False)

    def edit(self, document: DocumentFacts, title: str) -> Transaction:
        """`with editor.edit(facts, "Title") as step: ...` is one undo step on that revision."""
        return Transaction(self._channel, document, title)

    def run(
        self,
        generator: str,
        params: Mapping[str, Scalar],
        *,
        document: str = "",
        margins: tuple[int, int, int, int] = (0, 0, 0, 0),
        keep: Keep = Keep.AS_DECLARED,
    ) -> RunTicket:
        """Start a generator; the artist gets its result as a preview to keep or drop."""
        reply = self._channel.ask(RunGenerator(document, generator, dict(params), margins, keep))
        if not isinstance(reply, RunTicket):
            raise PluginError("The editor gave no ticket for the run.")
        return reply

    def tell(self, sentence: str) -> None:
        """Show one plain sentence."""
        self._channel.ask(Tell(sentence))


def _facts(reply: Reply) -> DocumentFacts:
    if not isinstance(reply, DocumentFacts):
        raise PluginError("The editor gave no facts about the document.")
    return reply


def _array(reply: Reply) -> Pixels:
    if not isinstance(reply, np.ndarray):
        raise PluginError("The editor gave no pixels.")
    return reply
