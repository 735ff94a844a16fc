"""Reads SVG files as shapes: layers for an open picture, or a picture of their own."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np

from editor.document.document import Document
from editor.document.kinds.group.layer import GroupLayer
from editor.document.kinds.vector.layer import group_of
from editor.document.layer_commands import AddLayer
from editor.document.mask import Mask
from editor.files.problems import UnreadableFile
from editor.vector_results import in_profile
from ml.api.regions import Box
from ml.vector.raster import coverage_of
from ml.vector.shapes import BadShape, Contour, Drawing
from ml.vector.svg_reader import BadDrawing, ReadDrawing, read_svg

ENDINGS = (".svg", ".svgz")
_MOST_BYTES = 64 << 20
_GZIP = b"\x1f\x8b"
_MOST_SIDE_PX = 30_000


def is_drawing(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS


def read_drawing(path: Path) -> ReadDrawing:
    """Raises UnreadableFile where it is no SVG, or holds nothing that can be edited as shapes."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"“{path.name}” cannot be read.", repr(error)) from error
    try:
        found = read_svg(_inflated(data).decode("utf-8-sig"))
    except (BadDrawing, BadShape, UnicodeDecodeError, zlib.error) as error:
        sentence = f"“{path.name}” is no SVG that can be read as shapes; open it as a picture."
        raise UnreadableFile(sentence, repr(error)) from error
    if not found.drawing.shapes:
        raise UnreadableFile(f"“{path.name}” holds no filled shapes; open it as a picture.")
    return found


def _inflated(data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        if len(data) > _MOST_BYTES:
            raise BadDrawing("too long")
        return data
    stream = zlib.decompressobj(31)
    text = stream.decompress(data, _MOST_BYTES)
    if not stream.eof:
        raise BadDrawing("cut short, or too long")
    return text


def drawing_layers(document: Document, path: Path) -> tuple[GroupLayer, tuple[str, ...]]:
    """A group for the document, in its middle, no larger than its canvas; and what is lost."""
    found = read_drawing(path)
    drawing = found.drawing
    scale = min(1.0, document.width / drawing.width, document.height / drawing.height)
    drawing = drawing.scaled(scale)
    step = (
        round((document.width - drawing.width) / 2),
        round((document.height - drawing.height) / 2),
    )
    shapes = tuple(shape.moved(*step) for shape in drawing.shapes)
    clip = tuple(contour.moved(*step) for contour in drawing.clip)
    placed = Drawing(float(document.width), float(document.height), shapes, clip)
    return _group(placed, document, path.stem), found.notices


def document_of_drawing(path: Path) -> Document:
    """A picture as large as the page, its shapes as layers; `notices` say what is lost."""
    found = read_drawing(path)
    drawing = found.drawing
    width, height = (max(1, round(side)) for side in (drawing.width, drawing.height))
    if max(width, height) > _MOST_SIDE_PX:
        raise UnreadableFile(f"“{path.name}” is too large for shapes; open it as a picture.")
    document = Document(width, height)
    document.apply(AddLayer(_group(drawing, document, path.stem), None, "Import shapes"))
    document.history.clear()
    document.notices = found.notices
    return document


def _group(drawing: Drawing, document: Document, name: str) -> GroupLayer:
    profiled = in_profile(drawing, document.profile)
    group = group_of(profiled, name, document.depth)
    if drawing.clip:
        group.mask = Mask.from_coverage(_covered(drawing.clip, document.canvas))
    return group


def _covered(clip: tuple[Contour, ...], canvas: Box) -> np.ndarray:
    return np.rint(coverage_of(clip, canvas) * 255).astype(np.uint8)
