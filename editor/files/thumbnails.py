"""The small picture inside an OpenRaster file, decoded where hostile files can do no harm."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from editor.files.decoder import Decoder
from editor.files.openraster import names
from editor.files.openraster.archive import Archive
from editor.files.problems import FileProblem
from editor.files.raster import Picture
from editor.files.spare import lent_decoder

_MOST_BYTES = 4 << 20


def thumbnails_of(paths: Sequence[Path]) -> list[Picture | None]:
    """One for each path; None where the file holds none that can be read."""
    with lent_decoder() as decoder:
        return [_thumbnail(path, decoder) for path in paths]


def _thumbnail(path: Path, decoder: Decoder) -> Picture | None:
    try:
        with Archive(path, path.name, confirmed=True) as archive:
            data = archive.start_of(names.THUMBNAIL, _MOST_BYTES)
        return decoder.decode(data) if data else None
    except (FileProblem, OSError, ValueError):
        return None
