"""What a pack says of itself: the one description that is written and read.

A pack is an uncompressed zip: `index.json`, and the files that it names. The zip's comment holds
the index's sha256, and the index that of every file, so nothing in it can change unnoticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ml.training.data.entries import Entry, Facts, Palette, Part, Side, fact_key
from ml.training.data.failures import PackDamaged
from ml.training.items import ItemKind

FORMAT = "pentimento-pack"
VERSION = 1
INDEX = "index.json"
SUFFIX = ".pack"


@dataclass(frozen=True)
class PackedPart:
    """A part and the file inside the pack that holds its bytes."""

    part: Part
    file: str
    facts: Facts
    made: str = ""
    """How the bytes came from the original's; empty where they are the original's."""
    original_sha256: str = ""


@dataclass(frozen=True)
class PackedEntry:
    """An entry with its packed parts."""

    entry: Entry
    parts: tuple[PackedPart, ...]


@dataclass(frozen=True)
class PackIndex:
    """One shard. `pack` is the same in all shards that were made together."""

    kind: ItemKind
    title: str
    pack: str
    number: int
    of: int
    palette: Palette
    entries: tuple[PackedEntry, ...]
    notices: tuple[str, ...] = field(default=())

    def to_bytes(self) -> bytes:
        """As JSON, sorted, so that equal packs are equal bytes."""
        said: dict[str, Any] = {
            "format": FORMAT,
            "version": VERSION,
            "kind": self.kind.value,
            "title": self.title,
            "pack": self.pack,
            "number": self.number,
            "of": self.of,
            "classes": list(self.palette.names),
            "colours": [list(colour) for colour in self.palette.colours],
            "notices": list(self.notices),
            "licences": licences_of([packed.entry for packed in self.entries]),
            "entries": [_entry_said(packed) for packed in self.entries],
        }
        return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def licences_of(entries: Sequence[Entry]) -> dict[str, int]:
    """How many items come under which licence, as the manifest states it."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.licence or "not stated"] = counts.get(entry.licence or "not stated", 0) + 1
    return counts


def comment_of(index: bytes) -> bytes:
    """The zip's comment."""
    return f"{FORMAT} {VERSION} {hashlib.sha256(index).hexdigest()}".encode()


def entry_cost_bytes(packed: PackedEntry) -> int:
    """At most so much of the index does an entry take."""
    return len(json.dumps(_entry_said(packed)))


def _entry_said(packed: PackedEntry) -> dict[str, Any]:
    entry = packed.entry
    said = {
        "name": entry.name,
        "split": entry.split,
        "caption": entry.caption,
        "class": entry.class_name,
        "licence": entry.licence,
    }
    return {**said, "parts": [_part_said(part) for part in packed.parts]}


def _part_said(packed: PackedPart) -> dict[str, Any]:
    facts = packed.facts
    return {
        "role": packed.part.role,
        "name": packed.part.name,
        "side": packed.part.side.value,
        "file": packed.file,
        "sha256": facts.sha256,
        "rows": facts.rows,
        "columns": facts.columns,
        "look": facts.look,
        "values": list(facts.values),
        "made": packed.made,
        "original_sha256": packed.original_sha256,
    }


@dataclass(frozen=True)
class ReadIndex:
    """What a reader needs of an index; blobs are filled in by it."""

    kind: ItemKind
    title: str
    pack: str
    number: int
    of: int
    palette: Palette
    entries: tuple[Entry, ...]
    facts: Mapping[tuple[str, bool], Facts]


def read_index(data: bytes, blobs: Mapping[str, Any], name: str) -> ReadIndex:
    """Parse; `blobs` are the pack's files by name. Raises `PackDamaged`."""
    try:
        said = json.loads(data)
        if (said["format"], said["version"]) != (FORMAT, VERSION):
            raise PackDamaged(f"{name} was made by another version of the program; make it again.")
        facts: dict[tuple[str, bool], Facts] = {}
        entries = tuple(_entry_read(entry, blobs, facts) for entry in said["entries"])
        colours = tuple((int(r), int(g), int(b)) for r, g, b in said["colours"])
        return ReadIndex(
            ItemKind(said["kind"]),
            str(said["title"]),
            str(said["pack"]),
            int(said["number"]),
            int(said["of"]),
            Palette(tuple(map(str, said["classes"])), colours),
            entries,
            facts,
        )
    except (KeyError, TypeError, ValueError) as failure:
        if isinstance(failure, PackDamaged):
            raise
        raise PackDamaged(f"The index of {name} is not complete; copy the pack again.") from failure


def _entry_read(
    said: Mapping[str, Any], blobs: Mapping[str, Any], facts: dict[tuple[str, bool], Facts]
) -> Entry:
    parts: list[Part] = []
    for one in said["parts"]:
        part = Part(one["role"], one["name"], blobs[one["file"]], Side(one["side"]))
        facts[fact_key(part)] = Facts(
            str(one["sha256"]),
            int(one["rows"]),
            int(one["columns"]),
            str(one["look"]),
            tuple(int(value) for value in one["values"]),
        )
        parts.append(part)
    return Entry(
        said["name"], said["split"], tuple(parts), said["caption"], said["class"], said["licence"]
    )
