"""Makes data packs: a data set in a few files that are small enough to travel one by one."""

from __future__ import annotations

import os
import uuid
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from ml.training.data.collection import fingerprint_of
from ml.training.data.encoding import Encoded, encode
from ml.training.data.entries import (
    Blob,
    Entry,
    Facts,
    FactsByPart,
    Listing,
    Palette,
    Part,
    fact_key,
)
from ml.training.data.failures import EmptySplit, OptionWrong, PackTooLarge
from ml.training.data.index import Tell, threads_of
from ml.training.data.open import checked, silent
from ml.training.data.options import MIB, PackOptions
from ml.training.data.pack_index import (
    INDEX,
    SUFFIX,
    PackedEntry,
    PackedPart,
    PackIndex,
    comment_of,
    entry_cost_bytes,
)
from ml.training.data.pack_reading import read_pack
from ml.training.data.planning import plans_of
from ml.training.items import ItemKind
from ml.training.writing import whole_file

ZIP_COST_BYTES = 200
HEADER_BYTES = 64 << 10
EPOCH = (1980, 1, 1, 0, 0, 0)
DEFAULT = PackOptions()


def make_packs(
    kind: ItemKind,
    paths: Sequence[Path],
    output: Path,
    options: PackOptions = DEFAULT,
    tell: Tell = silent,
) -> list[Path]:
    """Write `title-1of3.pack`, … into the folder `output` and read them back; gives their paths.

    The same files and options give the same bytes. Raises a `DataWrong`, as `open_items` does.
    """
    listing, _ = checked(kind, paths, options.data, tell)
    entries = [entry for entry in listing.entries if entry.split in options.splits]
    if not entries:
        raise EmptySplit(f"Nothing belongs to {' or '.join(options.splits)}: there is no pack.")
    for entry in entries:
        plans_of(entry, listing.facts, options.data)  # pairs must fit before they travel
    title = _title(entries, options)
    output.mkdir(parents=True, exist_ok=True)
    spool = output / f".{title}.{uuid.uuid4().hex[:8]}.part"
    try:
        with spool.open("xb") as opened:
            packed = _Packer(listing, options, tell).pack(entries, opened, spool)
        return _write_shards(packed, listing, title, (output, options, tell))
    finally:
        spool.unlink(missing_ok=True)


def _title(entries: Sequence[Entry], options: PackOptions) -> str:
    title = options.title or entries[0].name.split("/")[0]
    if Path(title).name != title or title.startswith("."):
        raise OptionWrong(f"The title {title!r} of a pack cannot be part of a file's name.")
    return title


@dataclass(frozen=True)
class _Packer:
    """Brings every part to its packed form; what is re-encoded waits in one spool file."""

    listing: Listing
    options: PackOptions
    tell: Tell

    def pack(self, entries: Sequence[Entry], opened: BinaryIO, spool: Path) -> list[PackedEntry]:
        """In the order of the entries."""
        parts = {fact_key(part): part for entry in entries for part in entry.parts}
        facts = self.listing.facts
        done: dict[tuple[str, bool], PackedPart] = {}
        threads = threads_of(self.options.data)
        keys = list(parts)
        with ThreadPoolExecutor(threads) as pool:
            for start in range(0, len(keys), 4 * threads):
                some = keys[start : start + 4 * threads]
                for key, made in zip(
                    some, pool.map(self._encode, map(parts.get, some)), strict=True
                ):
                    done[key] = _placed(parts[key], facts[key], made, (opened, spool))
        opened.flush()
        changed = sum(bool(part.made) for part in done.values())
        self.tell(
            f"{changed} of {len(done)} files were encoded anew, the others go in as they are."
        )
        return [
            PackedEntry(entry, tuple(_of(part, done[fact_key(part)]) for part in entry.parts))
            for entry in entries
        ]

    def _encode(self, part: Part | None) -> Encoded | None:
        if part is None:
            raise KeyError("a part without a name")
        known = self.listing.facts[fact_key(part)]
        return encode(part, known, self.listing.palette, self.options)


def _placed(
    part: Part, facts: Facts, made: Encoded | None, spool: tuple[BinaryIO, Path]
) -> PackedPart:
    if made is None:
        return PackedPart(part, Path(part.name).suffix.lower(), facts)
    opened, path = spool
    blob = Blob(path, opened.tell(), len(made.data))
    opened.write(made.data)
    return PackedPart(replace(part, blob=blob), made.suffix, made.facts, made.made, facts.sha256)


def _of(part: Part, packed: PackedPart) -> PackedPart:
    """Both halves of a file share its bytes."""
    return replace(packed, part=replace(part, blob=packed.part.blob))


Where = tuple[Path, PackOptions, Tell]


def _write_shards(
    packed: Sequence[PackedEntry], listing: Listing, title: str, where: Where
) -> list[Path]:
    output, options, tell = where
    groups = _groups(packed, options.shard_mib * MIB)
    facts: FactsByPart = {fact_key(p.part): p.facts for entry in packed for p in entry.parts}
    name = fingerprint_of(listing.kind, [entry.entry for entry in packed], facts)
    written: list[Path] = []
    for number, group in enumerate(groups, 1):
        path = output / f"{title}-{number}of{len(groups)}{SUFFIX}"
        index = PackIndex(
            listing.kind, title, name, number, len(groups),
            _palette(listing), tuple(_numbered(group)), tuple(listing.notices),
        )  # fmt: skip
        _write_shard(path, index)
        read_pack(path)
        size = path.stat().st_size / MIB
        tell(f"Wrote {path.name}: {len(group)} items, {size:.1f} MiB.")
        written.append(path)
    return written


def _palette(listing: Listing) -> Palette:
    """Label maps in packs are numbers, whatever they were."""
    return replace(listing.palette, colours=(), numbers=())


def _groups(packed: Sequence[PackedEntry], most_bytes: int) -> list[list[PackedEntry]]:
    """Entries in order, so many to a shard as fit; raises `PackTooLarge`."""
    groups: list[list[PackedEntry]] = [[]]
    room = most_bytes - HEADER_BYTES
    for entry in packed:
        cost = entry_cost_bytes(entry) + sum(
            _blob_bytes(part.part.blob) + ZIP_COST_BYTES for part in entry.parts
        )
        if cost > most_bytes - HEADER_BYTES:
            raise PackTooLarge(
                f"{entry.entry.name} takes {cost / MIB:.1f} MiB, more than a whole shard; "
                "state a longest_side, or larger shards."
            )
        if cost > room:
            groups.append([])
            room = most_bytes - HEADER_BYTES
        groups[-1].append(entry)
        room -= cost
    return groups


def _blob_bytes(blob: Blob) -> int:
    return blob.size if blob.size >= 0 else os.stat(blob.path).st_size


def _numbered(group: Sequence[PackedEntry]) -> list[PackedEntry]:
    """With file names; parts that share bytes share a file."""
    files: dict[tuple[Path, int, str], str] = {}
    numbered: list[PackedEntry] = []
    for entry in group:
        parts: list[PackedPart] = []
        for part in entry.parts:
            key = (part.part.blob.path, part.part.blob.offset, part.file)
            files.setdefault(key, f"{len(files):06d}{part.file}")
            parts.append(replace(part, file=files[key]))
        numbered.append(PackedEntry(entry.entry, tuple(parts)))
    return numbered


def _write_shard(path: Path, index: PackIndex) -> None:
    said = index.to_bytes()
    with whole_file(path) as opened, zipfile.ZipFile(opened, "w", zipfile.ZIP_STORED) as archive:
        archive.comment = comment_of(said)
        archive.writestr(zipfile.ZipInfo(INDEX, EPOCH), said)
        done: set[str] = set()
        for entry in index.entries:
            for part in entry.parts:
                if part.file not in done:
                    archive.writestr(zipfile.ZipInfo(part.file, EPOCH), part.part.blob.read())
                    done.add(part.file)
