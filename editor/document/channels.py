"""The steps that keep selections under a name, and bring them back."""

from __future__ import annotations

from dataclasses import dataclass

from editor.document.compound import Compound
from editor.document.document import Channel, Document
from editor.document.errors import DocumentError
from editor.document.history import Command
from editor.document.layer_records import mask_record
from editor.document.mask_operations import Combine, combine
from editor.document.record import Record, pack
from editor.document.targets import SelectionTarget
from editor.document.tile_change import SMALL_BYTES, Alone, TileChange


class UnknownChannel(DocumentError):
    """A kept selection that is not, or no longer, there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No channel is called “{name}”: choose another one.")


@dataclass(frozen=True, eq=False)
class AddChannel(Alone):
    """A selection kept, at `index` among the channels."""

    channel: Channel
    index: int
    title: str = "Save selection"

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES

    def do(self, document: Document) -> None:
        channels = document.channels
        document.set_channels((*channels[: self.index], self.channel, *channels[self.index :]))

    def undo(self, document: Document) -> None:
        _take(document, self.index)

    def inverse(self) -> Command:
        return RemoveChannel(self.channel, self.index, self.title)

    def to_record(self) -> Record:
        fields, tiles = pack({"mask": mask_record(self.channel.mask)})
        more = {"name": self.channel.name, "index": self.index, "title": self.title}
        return Record("add channel", fields | more, tiles)


@dataclass(frozen=True, eq=False)
class RemoveChannel(Alone):
    """A kept selection away; `index` is its place among the channels."""

    channel: Channel
    index: int
    title: str = "Delete channel"

    @property
    def size_bytes(self) -> int:
        return SMALL_BYTES + self.channel.mask.size_bytes

    def do(self, document: Document) -> None:
        _take(document, self.index)

    def undo(self, document: Document) -> None:
        AddChannel(self.channel, self.index).do(document)

    def inverse(self) -> Command:
        return AddChannel(self.channel, self.index, self.title)

    def to_record(self) -> Record:
        return Record("remove channel", {"index": self.index, "title": self.title})


def save_channel(document: Document, name: str) -> Command:
    """The selection kept under `name`, or under the next free one like it."""
    channel = Channel(_free(document, name), document.selection.share())
    return AddChannel(channel, len(document.channels))


def load_channel(
    document: Document, name: str, how: Combine = Combine.REPLACE
) -> TileChange | None:
    """The kept selection as the selection, or joined with it; None where that changes nothing."""
    kept = document.channels[_index(document, name)].mask
    joined = combine(document.selection, kept, how)
    return TileChange.between(SelectionTarget(), document.selection, joined, "Load selection")


def rename_channel(document: Document, name: str, fresh: str) -> Command:
    """The kept selection in its place under `fresh`, or under the next free one like it."""
    index, title = _index(document, name), "Rename selection"
    old = document.channels[index]
    renamed = Channel(_free(document, fresh), old.mask)
    away, back = RemoveChannel(old, index, title), AddChannel(renamed, index, title)
    return Compound(title, [away, back])


def delete_channel(document: Document, name: str) -> Command:
    index = _index(document, name)
    return RemoveChannel(document.channels[index], index)


def _free(document: Document, name: str) -> str:
    taken = {channel.name for channel in document.channels}
    free, number = name, 2
    while free in taken:
        free, number = f"{name} {number}", number + 1
    return free


def _index(document: Document, name: str) -> int:
    for index, channel in enumerate(document.channels):
        if channel.name == name:
            return index
    raise UnknownChannel(name)


def _take(document: Document, index: int) -> None:
    channels = document.channels
    document.set_channels((*channels[:index], *channels[index + 1 :]))
