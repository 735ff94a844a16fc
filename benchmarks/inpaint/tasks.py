"""Which pictures and holes a run covers: the fixed cells, or samples where there is no data."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.inpaint.cells import Cell, prepare, read_cells
from benchmarks.inpaint.drawing import KINDS, draw_hole
from benchmarks.inpaint.failures import DataMissing, UnknownCells
from benchmarks.inpaint.run import Picture, Task
from benchmarks.inpaint.shapes import paint

QUICK_CELLS = ("kodak24-01-strokes", "kodak24-02-blob", "kodak24-03-box")
_SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
_SIDE_PX = 512


def select(words: Sequence[str], cells: Sequence[Cell]) -> list[Cell]:
    """Cells that every word fits: a half (A, B), a size, a kind, or part of a name.

    Words joined by `+` are alternatives: `512 strokes+box`. No word selects all.
    """
    chosen = list(cells)
    for word in words:
        chosen = [c for c in chosen if any(_fits(c, part) for part in word.split("+"))]
        if not chosen:
            raise UnknownCells(f"No cell fits {' '.join(words)}: name halves, sizes or kinds.")
    return chosen


def _fits(cell: Cell, word: str) -> bool:
    return word in (cell.half, str(cell.size_px), cell.kind) or (
        len(word) > 2 and word in cell.name
    )


def full_tasks(data: Path, words: Sequence[str]) -> list[Task]:
    """The selected cells in file order; raises `DataMissing` before anything runs."""
    cells = select(words, read_cells())
    for cell in cells:
        if not (data / cell.picture).is_file():
            raise DataMissing(
                f"{cell.picture} is not below {data}: name the folder with --data or "
                "PENTIMENTO_DATA, or use --quick."
            )
    return [_cell_task(cell, data) for cell in cells]


def quick_tasks(data: Path) -> tuple[list[Task], str]:
    """Three cells at 512 px, one of each kind, and a sentence that says which pictures they are."""
    cells = [cell for cell in read_cells() if cell.name in QUICK_CELLS]
    if all((data / cell.picture).is_file() for cell in cells):
        return [_cell_task(cell, data) for cell in cells], "Three cells of the Kodak pictures."
    samples = sorted(_SAMPLES.glob("*.jpg"))[: len(KINDS)]
    if len(samples) == len(KINDS):
        tasks = [
            _made_task(path.stem, kind, partial(_sample, path))
            for path, kind in zip(samples, KINDS, strict=True)
        ]
        return tasks, "The benchmark pictures are not here: bundled samples instead."
    tasks = [
        _made_task(f"made-{index}", kind, partial(made_picture, index))
        for index, kind in enumerate(KINDS)
    ]
    return tasks, "The benchmark pictures are not here: pictures made by the bench instead."


def _cell_task(cell: Cell, data: Path) -> Task:
    def load() -> tuple[Picture, NDArray[np.bool_]]:
        return cell.load(data), cell.hole()

    return Task(cell.name, cell.size_px, cell.kind, load)


def _made_task(name: str, kind: str, picture: partial[Picture]) -> Task:
    def load() -> tuple[Picture, NDArray[np.bool_]]:
        pixels = picture()
        height, width = pixels.shape[:2]
        return pixels, paint(draw_hole(kind, height, width, seed=1), height, width)

    return Task(f"{name}-{kind}", _SIDE_PX, kind, load)


def _sample(path: Path) -> Picture:
    return prepare(path.read_bytes(), _SIDE_PX)


def made_picture(seed: int) -> Picture:
    """A 512x512 picture with slopes, edges, stripes and grain, the same for one seed."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:_SIDE_PX, 0:_SIDE_PX] / _SIDE_PX
    slope = rng.uniform(60, 180, 3) + (x[..., None] - y[..., None]) * rng.uniform(-60, 60, 3)
    stripes = 25 * np.sin(2 * np.pi * (rng.uniform(8, 20) * x + rng.uniform(4, 12) * y))
    edge = np.where(y > 0.4 + 0.2 * x, rng.uniform(-60, 60), 0.0)
    grain = rng.normal(0, 6, (_SIDE_PX, _SIDE_PX))
    pixels = slope + (stripes + edge + grain)[..., None]
    return np.clip(pixels, 0, 255).astype(np.uint8)
