"""Label maps as PNG files whose pixels are the numbers, with the palette that says what they mean.

Numbers are never scaled, mixed or turned into colours: an indexed PNG or a grey one of 8 or 16 bits
holds them, and the palette lies beside it as JSON.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from editor.document.kinds.label.colours import distinct_colour
from editor.files.decoder import Decoder, decode, shown_name
from editor.files.png_chunks import HEADER_BYTES, SIGNATURE, BrokenChunk, read_metadata
from editor.files.png_writer import encode_png_pixels
from editor.files.problems import BadLabels, DamagedFile, UnreadableFile
from editor.files.writer import write_bytes
from ml.api.labels import (
    Label,
    LabelError,
    Labels,
    NotIndexed,
    Palette,
    as_labels,
    labels_of_colours,
    used_indices,
)
from ml.api.palette_files import palette_path, palette_text, read_palette

_INDEXED, _GREY = 3, 0
_MODES = {_INDEXED: "P", _GREY: "L"}
_GREYS = {1: 1, 2: 3, 4: 15, 8: 255}
"""The largest grey of each depth: Pillow stretches it to 255."""


@dataclass(frozen=True, eq=False)
class LabelMap:
    """Numbers (rows x columns) and what they mean; `notices` are sentences about what was added."""

    indices: Labels
    palette: Palette
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Read:
    indices: Labels
    colours: dict[int, tuple[int, int, int]]


def read_label_map(
    path: Path, usual: Palette, size: tuple[int, int] | None = None, decoder: Decoder | None = None
) -> LabelMap:
    """The label map of a file, with the palette beside it, or `usual` where there is none.

    `size` is (width, height) of the picture that it must fit. Numbers that the palette lacks get
    labels of their own, so that nothing is lost. Raises BadLabels or UnreadableFile.
    """
    name = shown_name(path)
    palette, notices = _palette_beside(path, usual)
    found = _numbers(path, palette, size, decoder)
    _check_size(name, found.indices.shape, size)
    known = {*palette.indices, palette.unlabelled}
    strange = [index for index in used_indices(found.indices) if index not in known]
    for index in strange:
        palette = palette.with_label(_named(index, palette, found.colours))
    if strange:
        shown = ", ".join(map(str, strange[:6])) + (" …" if len(strange) > 6 else "")
        notices.append(f"Numbers that the palette does not have got labels of their own: {shown}.")
    return LabelMap(found.indices, palette, tuple(notices))


def write_label_map(indices: Labels, palette: Palette, path: Path) -> None:
    """The PNG, and the palette as JSON beside it; each written atomically. Raises SaveFailed."""
    write_bytes(palette_path(path), palette_text(palette).encode("utf-8"))
    write_bytes(path, label_png(indices, palette))


def label_png(indices: Labels, palette: Palette) -> bytes:
    """Indexed in the palette's colours where 8 bits are enough, else grey in 16 bits."""
    if int(indices.max(initial=0)) > np.iinfo(np.uint8).max:
        return encode_png_pixels(indices.astype(np.uint16)[:, :, np.newaxis])
    image = Image.fromarray(np.ascontiguousarray(indices.astype(np.uint8)), mode="P")
    table = np.full((256, 3), 128, np.uint8)
    colours = palette.colour_table()[:256]
    table[: len(colours)] = colours
    image.putpalette(table.tobytes())
    out = io.BytesIO()
    if palette.unlabelled < 256:
        image.save(out, "PNG", bits=8, transparency=palette.unlabelled)
    else:
        image.save(out, "PNG", bits=8)
    return out.getvalue()


def _palette_beside(path: Path, usual: Palette) -> tuple[Palette, list[str]]:
    beside = palette_path(path)
    if not beside.exists():
        words = f"“{beside.name}” is not there, so the numbers mean what “{usual.name}” says."
        return usual, [words]
    try:
        return read_palette(beside), []
    except LabelError as error:
        raise BadLabels(str(error)) from error


def _numbers(
    path: Path, palette: Palette, size: tuple[int, int] | None, decoder: Decoder | None
) -> _Read:
    try:
        with path.open("rb") as file:
            start = file.read(HEADER_BYTES)
            is_png = start.startswith(SIGNATURE) and len(start) == HEADER_BYTES
            if is_png and start[25] in _MODES:
                return _indexed(start + file.read(), path, size)
    except OSError as error:
        raise UnreadableFile(f"“{shown_name(path)}” cannot be read.", repr(error)) from error
    picture = decoder.decode(path) if decoder is not None else decode(path)
    _check_size(shown_name(path), picture.pixels.shape, size)
    try:
        return _Read(as_labels(picture.pixels[:, :, : min(3, picture.pixels.shape[2])]), {})
    except NotIndexed as error:
        return _Read(_by_colour(picture.as_rgb(), palette, path, error), {})


def _indexed(data: bytes, path: Path, size: tuple[int, int] | None) -> _Read:
    """An indexed or grey PNG: its numbers as they stand in the file."""
    name = shown_name(path)
    try:
        metadata = read_metadata(data, strict=True)
        # Before a pixel is decoded: what has the size of the picture is no bomb.
        _check_size(name, (metadata.height, metadata.width), size)
        with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
            image.load()
            colours = _colours_of(image)
            held = np.asarray(image)
    except (BrokenChunk, OSError, ValueError, SyntaxError) as error:
        raise DamagedFile(f"“{name}” is damaged; use another copy of it.", repr(error)) from error
    if data[25] == _GREY and data[24] < 8:
        held = (held.astype(np.uint16) * _GREYS[data[24]] // max(1, _top(held))).astype(np.uint8)
    return _Read(as_labels(held), colours)


def _top(held: np.ndarray) -> int:
    return 1 if held.dtype == bool else 255


def _colours_of(image: Image.Image) -> dict[int, tuple[int, int, int]]:
    table = image.getpalette("RGB") if image.mode == "P" else None
    if not table:
        return {}
    return {n: (table[3 * n], table[3 * n + 1], table[3 * n + 2]) for n in range(len(table) // 3)}


def _by_colour(pixels: np.ndarray, palette: Palette, path: Path, refusal: NotIndexed) -> Labels:
    """A picture in the palette's own colours; another one is no label map."""
    if pixels.dtype != np.uint8:
        raise BadLabels(str(refusal)) from refusal
    indices = labels_of_colours(pixels, palette)
    table = palette.colour_table()
    same = (table[indices] == pixels).all(axis=2) | (pixels == 0).all(axis=2)
    same &= (indices != palette.unlabelled) | (pixels == 0).all(axis=2)
    if not same.all():
        raise BadLabels(
            f"“{shown_name(path)}” is a colour picture with colours that no label has: save it "
            "as a grey or indexed PNG whose numbers are the labels."
        ) from refusal
    return indices


def _check_size(name: str, shape: tuple[int, ...], size: tuple[int, int] | None) -> None:
    if size is not None and (shape[1], shape[0]) != size:
        raise BadLabels(
            f"The label map “{name}” has {shape[1]} × {shape[0]} pixels, the picture {size[0]} × "
            f"{size[1]}; make them the same size, without smoothing."
        )


def _named(index: int, palette: Palette, colours: dict[int, tuple[int, int, int]]) -> Label:
    """A label for a number that has none, in the colour that the file gives it."""
    taken = {label.name.casefold() for label in palette.labels}
    name = f"label {index}"
    while name.casefold() in taken:
        name += "’"
    return Label(index=index, name=name, colour=colours.get(index) or distinct_colour(index))
