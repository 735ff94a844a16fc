"""Reads packs: every byte is checked against the index before anything is decoded."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ml.training.data.entries import SPLITS, Blob, Listing, Palette
from ml.training.data.failures import FolderMissing, ManifestWrong, PackDamaged, WrongKind
from ml.training.data.pack_index import INDEX, SUFFIX, ReadIndex, comment_of, read_index
from ml.training.items import ItemKind

LOCAL_HEADER = struct.Struct("<4s22xHH")
LOCAL_MAGIC = b"PK\x03\x04"
MOST_INDEX_BYTES = 256 << 20
NOT_A_PACK = (
    zipfile.BadZipFile,
    KeyError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,  # zipfile's word for an encrypted file
)


def is_pack(path: Path) -> bool:
    """By its name."""
    return Path(path).suffix.lower() == SUFFIX


def with_packs_inside(paths: Sequence[Path]) -> list[Path]:
    """The same paths; a folder that holds packs stands for them."""
    found: list[Path] = []
    for path in paths:
        inside = [] if is_pack(path) else sorted(Path(path).expanduser().glob(f"*{SUFFIX}"))
        found += inside or [Path(path)]
    return found


def list_packs(kind: ItemKind, shards: Sequence[ReadIndex]) -> Listing:
    """The entries of shards; raises `WrongKind`, `ManifestWrong`."""
    listing = Listing(kind, [])
    packs: dict[str, list[ReadIndex]] = {}
    for index in shards:
        _check_kind(index, kind)
        if _differ(listing, index):
            raise ManifestWrong(
                f"The pack {index.title} has another list of classes than those before it."
            )
        listing.palette = index.palette
        listing.facts.update(index.facts)
        listing.entries += index.entries
        packs.setdefault(index.pack, []).append(index)
    if kind is ItemKind.PICTURES:
        _keep_pictures(listing)
    for found in packs.values():
        if len(found) < found[0].of:
            listing.notices.append(
                f"Of the pack {found[0].title}, {len(found)} of {found[0].of} shards are here."
            )
    return listing


def _differ(listing: Listing, index: ReadIndex) -> bool:
    """Whether numbers would mean other classes than in the packs before; pictures have none."""
    if listing.kind is ItemKind.PICTURES or not listing.entries:
        return False
    return index.palette != listing.palette


def _check_kind(index: ReadIndex, kind: ItemKind) -> None:
    roles = {part.role for entry in index.entries for part in entry.parts}
    if index.kind is kind or (kind is ItemKind.PICTURES and "picture" in roles):
        return
    raise WrongKind(
        f"The pack {index.title} is of the kind {index.kind.value}, and this needs {kind.value}."
    )


def _keep_pictures(listing: Listing) -> None:
    """Label maps, captions and classes of other kinds are of no use here."""
    listing.palette = Palette()
    listing.entries = [
        replace(
            entry,
            parts=tuple(part for part in entry.parts if part.role == "picture"),
            caption="",
            class_name="",
        )
        for entry in listing.entries
    ]


def read_pack(path: Path) -> ReadIndex:
    """Check a shard completely and give its index; raises `PackDamaged`, `FolderMissing`."""
    whole = Path(path).expanduser().absolute()
    if not whole.is_file():
        raise FolderMissing(f"There is no pack {path}; state where it lies.")
    try:
        with zipfile.ZipFile(whole) as opened:
            blobs = _blobs(opened, whole)
            data = _index_bytes(opened, whole)
    except NOT_A_PACK as failure:
        raise PackDamaged(f"{path} is not a whole pack; copy it again.") from failure
    index = read_index(data, blobs, whole.name)
    _check_contents(index, whole)
    return index


def _index_bytes(opened: zipfile.ZipFile, path: Path) -> bytes:
    if opened.getinfo(INDEX).file_size > MOST_INDEX_BYTES:
        raise PackDamaged(f"The index of {path.name} is too large to be one.")
    data = opened.read(INDEX)
    if opened.comment != comment_of(data):
        raise PackDamaged(f"The index of {path.name} was changed; copy the pack again.")
    return data


def _blobs(opened: zipfile.ZipFile, path: Path) -> Mapping[str, Blob]:
    """Where each file's bytes lie, so that threads read them without the zip."""
    blobs: dict[str, Blob] = {}
    with path.open("rb") as raw:
        for info in opened.infolist():
            if info.compress_type != zipfile.ZIP_STORED:
                raise PackDamaged(f"{path.name} is compressed, which packs are not.")
            raw.seek(info.header_offset)
            magic, name_length, extra_length = LOCAL_HEADER.unpack(raw.read(LOCAL_HEADER.size))
            if magic != LOCAL_MAGIC:
                raise PackDamaged(f"{path.name} is not a whole pack; copy it again.")
            start = info.header_offset + LOCAL_HEADER.size + name_length + extra_length
            blobs[info.filename] = Blob(path, start, info.file_size)
    return blobs


def _check_contents(index: ReadIndex, path: Path) -> None:
    checked: set[tuple[int, str]] = set()
    for entry in index.entries:
        if entry.split not in SPLITS:
            raise PackDamaged(f"{path.name} has an unknown split {entry.split!r}.")
        for part in entry.parts:
            sha256 = index.facts[(part.name, part.is_labels)].sha256
            if (part.blob.offset, sha256) in checked:
                continue
            if hashlib.sha256(part.blob.read()).hexdigest() != sha256:
                raise PackDamaged(
                    f"{part.name} in {path.name} is not what the index says; copy the pack again."
                )
            checked.add((part.blob.offset, sha256))
