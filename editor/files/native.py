"""Saving a document with everything in it, and opening it again the same to the last bit."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from editor.document.blending import BlendMode
from editor.document.document import Channel, Document, Metadata
from editor.document.errors import BadRecord
from editor.document.kinds.registry import read_layer
from editor.document.layers import (
    ColourLabel,
    GroupLayer,
    Layer,
    Locks,
    PixelLayer,
    new_layer_id,
)
from editor.document.mask import Mask
from editor.document.record import Record, decode
from editor.document.tiles import Depth, TilePlane
from editor.files.atomic import SaveOptions, Stamp, write_atomically
from editor.files.decoder import Decoder, shown_name
from editor.files.losses import losses_elsewhere
from editor.files.openraster.archive import EncodedBefore
from editor.files.openraster.facts import (
    GROUP,
    BadFacts,
    DocumentFacts,
    LayerFacts,
    PlaneFacts,
    document_facts,
)
from editor.files.openraster.writer import OpenRasterWriter
from editor.files.parcel import BadParcel, Parcel
from editor.files.problems import DamagedFile, FileProblem, UnreadableFile
from editor.files.spare import lent_decoder
from ml.api.regions import Box

SUFFIX = ".ora"
_READ_BYTES = 1 << 20
# As for whole files: a record may grow by that much when it is unpacked.
_GROWTH = 20
_FREE_BYTES = 100 << 20


@dataclass(frozen=True)
class SaveReport:
    """`losses` are sentences about what other programs will not see; `stamp` the file's state."""

    losses: tuple[str, ...]
    stamp: Stamp | None


class _Unverified(FileProblem):
    """The file on the disk is not what was written to it."""


def save(document: Document, path: Path, options: SaveOptions | None = None) -> SaveReport:
    """Write a snapshot of a document as OpenRaster; the version before stays as `NAME~`.

    Layers that did not change since the file was written are copied from it. Raises SaveFailed;
    the file that was there before is then untouched.
    """
    options = options or SaveOptions(keep_previous=True, expected_bytes=_least_size(path))
    before = EncodedBefore(path, document.path)
    try:
        writer = OpenRasterWriter(document, before)
        stamp = write_atomically(
            path, writer.write, lambda written: _verify(written, writer), options
        )
    finally:
        before.close()
    return SaveReport(losses_elsewhere(document), stamp)


def load(path: Path, decoder: Decoder | None = None, *, confirmed: bool = False) -> Document:
    """A document from an OpenRaster file, ours or another program's.

    Raises UnreadableFile, DamagedFile or UnconfirmedSize.
    """
    if decoder is None:
        with lent_decoder() as own:
            return load(path, own, confirmed=confirmed)
    answer, parcel = decoder.decode_any(path, confirmed=confirmed)
    if answer.get("kind") != "layers":
        raise UnreadableFile(f"“{shown_name(path)}” is no OpenRaster file; open it as a picture.")
    document = document_from_layers(answer, parcel, path)
    document.path = path
    return document


def document_from_layers(answer: dict[str, object], parcel: Parcel, path: Path) -> Document:
    """What the decoder found, checked and built. Raises DamagedFile."""
    try:
        facts = document_facts(answer.get("facts"))
        planes = _Planes(parcel, answer.get("arrays"), answer.get("records"))
        document = _blank(facts, parcel, answer)
        for layer in facts.layers:
            document.insert_layer(_layer(layer, facts, planes))
        if facts.selection.member:
            document.selection = planes.mask(facts.selection)
        document.set_channels(
            tuple(Channel(one.name, planes.mask(one.mask)) for one in facts.channels)
        )
        document.set_guides(facts.guides)
    except (BadFacts, BadParcel, BadRecord, TypeError, ValueError) as error:
        raise DamagedFile(
            f"“{shown_name(path)}” is damaged; use another copy of it.", repr(error)
        ) from error
    if document.has_layer(facts.active):
        document.set_active(document.layer(facts.active))
    return document


class _Planes:
    """The arrays of a parcel as planes; each is checked before it is believed."""

    def __init__(self, parcel: Parcel, references: object, records: object) -> None:
        if not isinstance(references, dict) or not isinstance(records, dict):
            raise BadParcel("no arrays")
        self._parcel = parcel
        self._references = references
        self._records = records

    def record(self, member: str) -> Record:
        """What a layer of another kind wrote of itself."""
        data = self._parcel.bytes_at(self._records.get(member))
        if data is None:
            raise BadParcel("a layer without its record")
        return decode(data, _GROWTH * len(data) + _FREE_BYTES)

    def pixels(self, facts: PlaneFacts, depth: str) -> TilePlane:
        plane = TilePlane(4, "uint16" if depth == "uint16" else "uint8")
        self._fill(plane, facts)
        return plane

    def mask(self, facts: PlaneFacts) -> Mask:
        mask = Mask()
        self._fill(mask, facts)
        return mask

    def _fill(self, plane: TilePlane, facts: PlaneFacts) -> None:
        """Take the pieces over one by one, so that never two layers lie in memory twice."""
        if not facts.member:
            return
        for top, left, pixels in self._parcel.pieces_at(self._references.get(facts.member)):
            if pixels.dtype.name != plane.depth or pixels.shape[2] != plane.channels:
                raise BadParcel("a layer of another depth")
            top, left = facts.top + top, facts.left + left
            box = Box(left, top, left + pixels.shape[1], top + pixels.shape[0])
            plane.write(box, pixels if plane.channels > 1 else pixels[:, :, 0])
        self._parcel.drop_pages()


def _blank(facts: DocumentFacts, parcel: Parcel, answer: dict[str, object]) -> Document:
    depth = "uint16" if facts.depth == "uint16" else "uint8"
    profile = parcel.bytes_at(answer.get("profile"))
    document = Document(facts.width, facts.height, depth, profile)
    document.name = facts.name
    document.metadata = Metadata(
        exif=parcel.bytes_at(answer.get("exif")),
        xmp=parcel.bytes_at(answer.get("xmp")),
        dpi=facts.dpi,
    )
    notices = answer.get("notices")
    document.notices = tuple(str(n) for n in notices) if isinstance(notices, list) else ()
    known = {mode.value for mode in BlendMode}
    if any(layer.blend not in known for layer in facts.walk()):
        said = "Layers with a blend mode that is not known here were set to Normal."
        document.notices = (*document.notices, said)
    return document


def _layer(facts: LayerFacts, document: DocumentFacts, planes: _Planes) -> Layer:
    if facts.record:
        layer = read_layer(planes.record(facts.record))
        if layer.id != facts.id or layer.kind != facts.kind:
            raise BadFacts("another layer's record")
        return layer
    layer_id = facts.id or new_layer_id()
    if facts.kind == GROUP:
        depth: Depth = "uint16" if document.depth == "uint16" else "uint8"
        group = GroupLayer(facts.name, depth=depth, layer_id=layer_id)
        group.passes_through, group.is_open = facts.passes_through, facts.is_open
        _mark(group, facts, planes)
        # After the group has its place: moving it would move them.
        group.children = tuple(_layer(child, document, planes) for child in facts.children)
        return group
    pixels = planes.pixels(facts.pixels, document.depth)
    layer = PixelLayer(facts.name, pixels, layer_id=layer_id)
    _mark(layer, facts, planes)
    return layer


def _mark(layer: PixelLayer | GroupLayer, facts: LayerFacts, planes: _Planes) -> None:
    layer.visible, layer.opacity, layer.position = facts.visible, facts.opacity, facts.position
    marks = facts.marks
    layer.mask_enabled, layer.clips = marks.mask_enabled, marks.clips
    layer.locks = Locks(*(lock in marks.locks for lock in ("alpha", "position", "pixels")))
    layer.label = ColourLabel(marks.label)
    known = {mode.value: mode for mode in BlendMode}
    layer.blend = known.get(facts.blend, BlendMode.NORMAL)
    if facts.mask is not None:
        layer.mask = planes.mask(facts.mask)


def _least_size(path: Path) -> int:
    """Half of what is there already: a new version that needs less is rare."""
    stamp = Stamp.of(path)
    return stamp.size_bytes // 2 if stamp is not None else 0


def _verify(written: Path, writer: OpenRasterWriter) -> None:
    """Each member must come back from the disk as it was given to it."""
    with zipfile.ZipFile(written) as archive:
        if sorted(archive.namelist()) != sorted(writer.checksums):
            raise _Unverified("Parts of the file are missing.")
        for member, expected in writer.checksums.items():
            digest = hashlib.sha256()
            with archive.open(member) as file:
                while piece := file.read(_READ_BYTES):
                    digest.update(piece)
            if digest.hexdigest() != expected:
                raise _Unverified(f"{member} is not what was written.")
