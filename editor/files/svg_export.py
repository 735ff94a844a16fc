"""Writes the vector layers of a document as an SVG file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from editor.document.document import Document
from editor.document.kinds.vector.layer import drawing_of
from editor.files.problems import SaveFailed
from editor.files.writer import write_bytes
from ml.vector.shapes import Drawing
from ml.vector.svg_writer import write_svg


@dataclass(frozen=True)
class SvgExport:
    """A file before it is written: `text` is all of it, `notices` say what it cannot hold."""

    drawing: Drawing
    text: str
    notices: tuple[str, ...]

    @property
    def size_bytes(self) -> int:
        return len(self.text.encode())

    @property
    def words(self) -> str:
        """Such as “64 paths, 1210 segments, 34 kB”."""
        size = f"{self.size_bytes / 1000:.1f} kB"
        return f"{self.drawing.paths} paths, {self.drawing.segments} segments, {size}"


def prepare_svg(document: Document) -> SvgExport:
    """Raises SaveFailed where no vector layer is seen."""
    drawing, notices = drawing_of(document.layers, document.width, document.height)
    if not drawing.shapes:
        raise SaveFailed("The picture has no vector layers: run Generate › Vector layers first.")
    return SvgExport(drawing, write_svg(drawing), notices)


def export_svg(document: Document, path: Path) -> SvgExport:
    """Write the file, or leave an old one as it is. Raises SaveFailed."""
    made = prepare_svg(document)
    write_bytes(path, made.text.encode())
    return made
