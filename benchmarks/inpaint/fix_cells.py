"""Writes the cell file once from the pictures and seeds; run again, it writes the same file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from benchmarks.inpaint.cells import CELLS_PATH, Cell, data_folder, prepare, write_cells
from benchmarks.inpaint.drawing import KINDS, draw_hole
from benchmarks.inpaint.shapes import fingerprint, paint

FOLDERS = (("bench/kodak24", 512), ("bench/large", 2048))


def fix_cells(data: Path) -> Iterator[Cell]:
    """Every picture once with a hole of one kind (half A), then again with the next kind (B)."""
    for half_index, half in enumerate("AB"):
        for folder, size_px in FOLDERS:
            pictures = sorted(p for p in (data / folder).iterdir() if p.suffix in {".png", ".jpg"})
            for index, path in enumerate(pictures):
                kind = KINDS[(index + half_index) % len(KINDS)]
                seed = size_px * 1000 + half_index * 500 + index
                yield _fixed(path, f"{folder}/{path.name}", half, (size_px, kind, seed))


def _fixed(path: Path, picture: str, half: str, plan: tuple[int, str, int]) -> Cell:
    size_px, kind, seed = plan
    content = path.read_bytes()
    height_px, width_px = prepare(content, size_px).shape[:2]
    shapes = draw_hole(kind, height_px, width_px, seed)
    return Cell(
        name=f"{path.parent.name}-{path.stem}-{kind}",
        half=half,
        picture=picture,
        picture_sha256=hashlib.sha256(content).hexdigest(),
        size_px=size_px,
        height_px=height_px,
        width_px=width_px,
        kind=kind,
        seed=seed,
        shapes=shapes,
        mask_sha256=fingerprint(paint(shapes, height_px, width_px)),
    )


if __name__ == "__main__":
    write_cells(list(fix_cells(data_folder())))
    print(f"Wrote {CELLS_PATH}.")
