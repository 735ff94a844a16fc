"""Many pictures on one, each with a line below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

CELL_PX = 480
GAP_PX = 16
LABEL_PX = 30
PAPER = (24, 24, 27)
INK = (228, 228, 231)


@dataclass(frozen=True)
class Cell:
    """A picture (rows x columns x 3), its line, and the file it stands for."""

    pixels: NDArray[np.uint8]
    label: str
    file: str = ""


def contact_sheet(rows: Sequence[Sequence[Cell]]) -> NDArray[np.uint8]:
    """All cells scaled to one width, one line of cells for each row."""
    columns = max(len(row) for row in rows)
    heights = [max(_height(cell) for cell in row) for row in rows]
    width = columns * (CELL_PX + GAP_PX) + GAP_PX
    sheet = Image.new("RGB", (width, GAP_PX + sum(h + LABEL_PX + GAP_PX for h in heights)), PAPER)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(16)
    top = GAP_PX
    for row, height in zip(rows, heights, strict=True):
        for index, cell in enumerate(row):
            left = GAP_PX + index * (CELL_PX + GAP_PX)
            small = Image.fromarray(cell.pixels).resize(
                (CELL_PX, _height(cell)), Image.Resampling.LANCZOS
            )
            sheet.paste(small, (left, top))
            draw.text((left, top + height + 6), cell.label, INK, font)
        top += height + LABEL_PX + GAP_PX
    return np.array(sheet, np.uint8)


def _height(cell: Cell) -> int:
    rows, columns = cell.pixels.shape[:2]
    return max(1, round(rows * CELL_PX / columns))
