"""The cells of the bench: which picture, which hole; read from a file fixed before any method."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.inpaint.failures import CellBroken
from benchmarks.inpaint.shapes import (
    Mask,
    Record,
    Shape,
    fingerprint,
    from_record,
    paint,
    to_record,
)

CELLS_PATH = Path(__file__).with_name("cells.json")
DATA_ENVIRONMENT = "PENTIMENTO_DATA"
_REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Cell:
    """One picture with one hole; the same for every method."""

    name: str
    half: str  # "A" runs first and is balanced by itself, "B" completes it
    picture: str  # path inside the data folder
    picture_sha256: str
    size_px: int  # 512: centre square of the original pixels; 2048: long side after scaling
    height_px: int
    width_px: int
    kind: str
    seed: int
    shapes: tuple[Shape, ...]
    mask_sha256: str

    def hole(self) -> Mask:
        """Boolean HxW mask, true where the picture is to be filled; raises `CellBroken`."""
        mask = paint(self.shapes, self.height_px, self.width_px)
        if fingerprint(mask) != self.mask_sha256:
            raise CellBroken(f"The mask of {self.name} is not the one in the cell file.")
        return mask

    def load(self, data: Path) -> NDArray[np.uint8]:
        """The prepared picture, HxWx3 8-bit RGB; raises `CellBroken` or `FileNotFoundError`."""
        content = (data / self.picture).read_bytes()
        if hashlib.sha256(content).hexdigest() != self.picture_sha256:
            raise CellBroken(f"{self.picture} is not the picture in the cell file.")
        picture = prepare(content, self.size_px)
        if picture.shape[:2] != (self.height_px, self.width_px):
            raise CellBroken(f"{self.picture} has another size than in the cell file.")
        return picture


def prepare(content: bytes, size_px: int) -> NDArray[np.uint8]:
    """Decode a picture; 512 cuts the centre square, a larger size scales the long side to it."""
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    width, height = picture.size
    if size_px <= 512:
        left, top = (width - size_px) // 2, (height - size_px) // 2
        picture = picture.crop((left, top, left + size_px, top + size_px))
    else:
        scale = size_px / max(width, height)
        picture = picture.resize(
            (round(width * scale), round(height * scale)), Image.Resampling.LANCZOS
        )
    return np.asarray(picture, np.uint8).copy()


def data_folder(chosen: Path | None = None) -> Path:
    """The folder with `bench/kodak24` and `bench/large`: as asked, the environment's, or beside."""
    named = os.environ.get(DATA_ENVIRONMENT)
    return chosen or (Path(named) if named else _REPOSITORY.parent / "shared" / "data")


def read_cells(path: Path = CELLS_PATH) -> tuple[Cell, ...]:
    """All cells in the order in which they run."""
    entries: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return tuple(_cell_of(entry) for entry in entries)


def _cell_of(entry: dict[str, object]) -> Cell:
    records = entry.pop("shapes")
    assert isinstance(records, list)
    return Cell(shapes=tuple(from_record(record) for record in records), **entry)  # type: ignore[arg-type]


def write_cells(cells: Sequence[Cell], path: Path = CELLS_PATH) -> None:
    """Write the cell file, one cell a line, so that a change shows as changed lines."""
    lines = [json.dumps(_entry_of(cell), separators=(",", ":")) for cell in cells]
    path.write_text('{"cells":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def _entry_of(cell: Cell) -> dict[str, object]:
    entry: dict[str, object] = dict(vars(cell))
    records: list[Record] = [to_record(shape) for shape in cell.shapes]
    entry["shapes"] = records
    return entry
