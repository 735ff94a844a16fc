"""The state that a journal starts from: a file that the picture was opened from, or all tiles."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from editor.document.document import Channel, Document, Metadata
from editor.document.errors import BadRecord, DocumentError
from editor.document.guides import Guides
from editor.document.guides_step import SetGuides, read_guides
from editor.document.kinds.registry import layer_record, read_layer
from editor.document.layer_properties import read_pair
from editor.document.layer_records import mask_record, read_mask
from editor.document.record import Json, Record, pack

OpenDocument = Callable[[Path], Document]

COPY_LIMIT_BYTES = 64 << 20
_CHUNK_BYTES = 1 << 20
_KEPT = "opened-"


class RecoveryFailed(DocumentError):
    """Unsaved work that cannot be brought back; the sentence says why."""


@dataclass(frozen=True, slots=True)
class FileSign:
    """What tells, without reading it, whether a file is still the same."""

    size_bytes: int
    changed_ns: int

    @classmethod
    def of(cls, path: Path | None) -> FileSign | None:
        try:
            facts = os.stat(path) if path is not None else None
        except OSError:
            return None
        return cls(facts.st_size, facts.st_mtime_ns) if facts else None


@dataclass(frozen=True)
class Baseline:
    """A document as it was when its journal began; `sign` only where it equals its file."""

    document: Document
    sign: FileSign | None
    is_saved: bool

    @classmethod
    def of(cls, document: Document, *, is_in_file: bool) -> Baseline:
        """Made in no time: tiles are shared, and files are read only when the journal starts."""
        sign = FileSign.of(document.path) if is_in_file and not document.notices else None
        return cls(document.snapshot(), sign, document.history.is_clean)

    def to_record(self, folder: Path) -> Record:
        """Written down; small where the file is unchanged, else with all pixels.

        A file of moderate size is also copied into `folder`: someone may change the original.
        """
        digest = self._keep_file(folder)
        if digest is None:
            return _whole_record(self.document, is_saved=self.is_saved)
        return _file_record(self.document, digest)

    def _keep_file(self, folder: Path) -> str | None:
        path = self.document.path
        if path is None or self.sign is None or FileSign.of(path) != self.sign:
            return None
        try:
            digest = _kept(path, folder, is_small=self.sign.size_bytes <= COPY_LIMIT_BYTES)
        except OSError:
            return None
        return digest if FileSign.of(path) == self.sign else None


def copy_name(path: Path, digest: str) -> str:
    """The name of a kept file; its ending stays, by which the kind of file is known."""
    return f"{_KEPT}{digest[:16]}{path.suffix.lower()}"


def forget_copies(folder: Path, but: str) -> None:
    """Delete kept files that no journal in the folder starts from any more."""
    for copy in folder.glob(f"{_KEPT}*"):
        if not but or but[:16] not in copy.name:
            copy.unlink(missing_ok=True)


def _kept(path: Path, folder: Path, *, is_small: bool) -> str:
    """The file's sha256; its bytes now also lie in `folder`, where that is cheap."""
    part = folder / "opened.part"
    digest = _read_through(path, part if is_small else None)
    kept = folder / copy_name(path, digest)
    if is_small:
        os.replace(part, kept)
    else:
        # A second name for a large file outlives a save, which puts a new file in its place.
        with contextlib.suppress(OSError):
            os.link(path, kept)
    return digest


def _read_through(path: Path, to: Path | None) -> str:
    """The file's sha256; copied on the way where `to` says so."""
    total = hashlib.sha256()
    with path.open("rb") as source, open(to or os.devnull, "wb") as copy:
        while chunk := source.read(_CHUNK_BYTES):
            total.update(chunk)
            copy.write(chunk)
    return total.hexdigest()


# -- records ---------------------------------------------------------------------------------


def _facts(document: Document) -> dict[str, Json]:
    return {
        "path": None if document.path is None else os.fsencode(document.path).hex(),
        "name": document.name,
        "size": [document.width, document.height],
        "depth": document.depth,
        "layers": [layer.id for layer in document.walk()],
        "count": len(document.layers),
        "channels": [channel.name for channel in document.channels],
        "active": document.active.id if document.active else None,
    }


def _file_record(document: Document, digest: str) -> Record:
    fields, tiles = pack(_selections(document))
    return Record("opened file", fields | _facts(document) | {"sha256": digest}, tiles)


def _whole_record(document: Document, *, is_saved: bool) -> Record:
    parts = {f"layer {n}": layer_record(layer) for n, layer in enumerate(document.layers)}
    parts["guides"] = SetGuides(Guides(), document.guides).to_record()
    fields, tiles = pack(parts | _selections(document))
    metadata = document.metadata
    more: dict[str, Json] = {
        "profile": _text(document.profile),
        "exif": _text(metadata.exif),
        "xmp": _text(metadata.xmp),
        "dpi": None if metadata.dpi is None else list(metadata.dpi),
        "is_saved": is_saved,
    }
    return Record("all tiles", fields | _facts(document) | more, tiles)


def _selections(document: Document) -> dict[str, Record]:
    """The selection and all that were kept."""
    kept = {f"channel {n}": mask_record(one.mask) for n, one in enumerate(document.channels)}
    return kept | {"selection": mask_record(document.selection)}


def _text(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _bytes(record: Record, name: str) -> bytes | None:
    value = record.fields.get(name)
    return base64.b64decode(value) if isinstance(value, str) else None


# -- back ------------------------------------------------------------------------------------


def path_of(record: Record) -> Path | None:
    """Where the document of a baseline record was opened from or saved to."""
    value = record.fields.get("path")
    return Path(os.fsdecode(bytes.fromhex(value))) if isinstance(value, str) else None


def restored(record: Record, folder: Path, open_document: OpenDocument) -> Document:
    """The document that a baseline record describes. Raises RecoveryFailed, BadRecord."""
    if record.kind == "opened file":
        document = _opened(record, folder, open_document)
    elif record.kind == "all tiles":
        document = _rebuilt(record)
    else:
        raise BadRecord(f"no journal starts with {record.kind!r}")
    document.path = path_of(record)
    document.name = record.text("name")
    document.selection = read_mask(record.nested("selection"))
    names = record.fields.get("channels")
    document.set_channels(
        tuple(
            Channel(str(name), read_mask(record.nested(f"channel {n}")))
            for n, name in enumerate(names if isinstance(names, list) else [])
        )
    )
    active = record.fields.get("active")
    if isinstance(active, str) and document.has_layer(active):
        document.set_active(document.layer(active))
    return document


def _opened(record: Record, folder: Path, open_document: OpenDocument) -> Document:
    path = path_of(record)
    if path is None:
        raise BadRecord("the file's name is missing")
    digest = record.text("sha256")
    for place in (folder / copy_name(path, digest), path):
        if _is_file_with(place, digest):
            document = open_document(place)
            break
    else:
        raise RecoveryFailed(
            f"“{path.name}” was changed or moved since: "
            "put the old file back where it was to recover the work on it."
        )
    ids = [str(layer_id) for layer_id in record.items("layers")]
    size = (document.width, document.height)
    layers = list(document.walk())
    if len(ids) != len(layers) or size != read_pair(record.items("size")):
        raise RecoveryFailed(f"“{path.name}” opens differently now: its work cannot be recovered.")
    document.rename_ids(ids)
    return document


def _is_file_with(path: Path, digest: str) -> bool:
    try:
        return path.is_file() and _read_through(path, None) == digest
    except OSError:
        return False


def _rebuilt(record: Record) -> Document:
    width, height = read_pair(record.items("size"))
    depth = record.text("depth")
    if depth not in ("uint8", "uint16"):
        raise BadRecord(f"pixels of kind {depth}")
    document = Document(width, height, depth, _bytes(record, "profile"))
    dpi = record.fields.get("dpi")
    pair = (float(str(dpi[0])), float(str(dpi[1]))) if isinstance(dpi, list) else None
    document.metadata = Metadata(_bytes(record, "exif"), _bytes(record, "xmp"), pair)
    # Journals of the first version have no groups, and no count.
    count = record.fields.get("count", len(record.items("layers")))
    for number in range(count if isinstance(count, int) else 0):
        document.insert_layer(read_layer(record.nested(f"layer {number}")))
    if "guides" in record.fields:
        document.set_guides(read_guides(record.nested("guides")))
    if not record.fields.get("is_saved"):
        document.history.mark_unsaved()
    return document
