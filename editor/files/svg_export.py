"""Writes the vector layers of a document as an SVG or PDF file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from editor.document.document import Document
from editor.document.kinds.vector.layer import drawing_of
from editor.files.problems import SaveFailed
from editor.files.writer import write_bytes
from editor.vector_results import out_of_profile
from ml.vector.pdf_writer import write_pdf
from ml.vector.shapes import Drawing
from ml.vector.svg_writer import DIGITS, write_svg


class ShapeFormat(Enum):
    """What shapes are written as."""

    SVG = "svg"
    PDF = "pdf"

    @property
    def ending(self) -> str:
        return f".{self.value}"


ENDINGS = tuple(kind.ending for kind in ShapeFormat)


@dataclass(frozen=True)
class SvgExport:
    """A file before it is written: `data` is all of it, `notices` say what it cannot hold."""

    drawing: Drawing
    data: bytes
    notices: tuple[str, ...]

    @property
    def text(self) -> str:
        """The SVG; for PDF this is no text."""
        return self.data.decode("utf-8", "replace")

    @property
    def size_bytes(self) -> int:
        return len(self.data)

    @property
    def words(self) -> str:
        """Such as “64 paths, 1210 segments, 34 kB”."""
        size = f"{self.size_bytes / 1000:.1f} kB"
        return f"{self.drawing.paths} paths, {self.drawing.segments} segments, {size}"


def prepare_svg(
    document: Document,
    kind: ShapeFormat = ShapeFormat.SVG,
    *,
    layers: int | None = None,
    digits: int = DIGITS,
) -> SvgExport:
    """Raises SaveFailed where no vector layer is seen.

    `layers` are so many from below; `digits` are the decimals of a coordinate in an SVG.
    """
    drawing, notices = drawing_of(document.layers, document.width, document.height)
    if not drawing.shapes:
        raise SaveFailed("The picture has no vector layers: run Generate › Vector layers first.")
    drawing = out_of_profile(drawing, document.profile)
    drawing = drawing if layers is None else drawing.first(layers)
    data = write_pdf(drawing) if kind is ShapeFormat.PDF else write_svg(drawing, digits).encode()
    return SvgExport(drawing, data, notices)


def export_svg(document: Document, path: Path) -> SvgExport:
    """Write the file by its ending, or leave an old one as it is. Raises SaveFailed."""
    is_pdf = path.suffix.lower() == ShapeFormat.PDF.ending
    made = prepare_svg(document, ShapeFormat.PDF if is_pdf else ShapeFormat.SVG)
    write_bytes(path, made.data)
    return made
