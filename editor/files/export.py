"""A document on its way out: flattened once, then tried and written in any format."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from editor.document.document import Document
from editor.files.atomic import SaveOptions
from editor.files.export_preview import Preview, preview
from editor.files.open import flat_picture
from editor.files.problems import SaveFailed
from editor.files.psd.sheets import sheets_of
from editor.files.psd.writer import LONGEST_SIDE_PX, TooLargeForPsd, encode_psd
from editor.files.raster import Picture
from editor.files.writer import Encoded, ExportOptions, encode, prepared, write_bytes

LAYERED = (".psd",)


class Export:
    """Takes a snapshot of a document; may be asked from any thread, and flattens it only once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._flat: Picture | None = None
        self._lock = threading.Lock()

    def flat(self) -> Picture:
        with self._lock:
            if self._flat is None:
                self._flat = flat_picture(self._document)
            return self._flat

    def preview(self, ending: str, options: ExportOptions, keep_layers: bool = False) -> Preview:
        """What a file with that ending would look like and weigh. Raises SaveFailed."""
        if ending in LAYERED and keep_layers:
            encoded = self._layered(Path(f"picture{ending}"), options)
            return Preview(len(encoded.data), encoded.picture, encoded.notices)
        return preview(self.flat(), ending, options)

    def write(self, path: Path, options: ExportOptions, *, keep_layers: bool) -> tuple[str, ...]:
        """Write the file; returns what was lost, said. Raises SaveFailed."""
        if path.suffix.lower() in LAYERED and keep_layers:
            encoded = self._layered(path, options)
        else:
            encoded = encode(self.flat(), path, options)
        safety = SaveOptions(expected_bytes=len(encoded.data), only_over=options.only_over)
        write_bytes(path, encoded.data, safety)
        return encoded.notices

    def _layered(self, path: Path, options: ExportOptions) -> Encoded:
        """The layers keep the document's colours and depth."""
        options = replace(options, to_srgb=False, keep_profile=True, depth=None)
        picture, said = prepared(self.flat(), path, options)
        sheets, lost = sheets_of(self._document)
        try:
            return Encoded(encode_psd(picture, sheets), picture, (*said, *lost))
        except TooLargeForPsd as error:
            raise SaveFailed(
                f"The picture is too large for PSD, which holds {LONGEST_SIDE_PX} pixels a side "
                "and two gigabytes; save it as OpenRaster.",
                repr(error),
            ) from error
