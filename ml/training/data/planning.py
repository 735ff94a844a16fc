"""Says for each part of an item at which size it is handed out, and makes the array."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ml.training.data.decoding import (
    IGNORED,
    Pixels,
    as_labels,
    as_picture,
    half,
    load,
    resized,
)
from ml.training.data.entries import Entry, Facts, FactsByPart, Palette, Part, Side, fact_key
from ml.training.data.failures import DataWrong, PairMismatch, Unreadable, WrongKind
from ml.training.data.options import DataOptions

TWICE = 1.8
"""How much wider than high a picture is that is taken for two."""


@dataclass(frozen=True)
class Plan:
    """An array to be made: of which file, and its final size."""

    part: Part
    rows: int
    columns: int

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows x columns for labels, with 3 channels for pictures."""
        return (self.rows, self.columns) if self.part.is_labels else (self.rows, self.columns, 3)

    @property
    def size_bytes(self) -> int:
        """Of the array."""
        return self.rows * self.columns * (1 if self.part.is_labels else 3)


def size_of(facts: Facts, side: Side, options: DataOptions) -> tuple[int, int]:
    """Rows and columns after the half, the halving and the longest side."""
    rows, columns = facts.rows, facts.columns
    if side is not Side.WHOLE:
        columns //= 2
    if options.halve:
        rows, columns = max(1, rows // 2), max(1, columns // 2)
    longest = max(rows, columns)
    if options.longest_side and longest > options.longest_side:
        scale = options.longest_side / longest
        rows, columns = max(1, round(rows * scale)), max(1, round(columns * scale))
    return rows, columns


def plans_of(entry: Entry, facts: FactsByPart, options: DataOptions) -> list[Plan]:
    """One for each part; those of pairs and of sequences have one size, or `PairMismatch`."""
    _check_halves(entry, facts, options)
    plans = [
        Plan(part, *size_of(facts[fact_key(part)], part.side, options)) for part in entry.parts
    ]
    sizes = {(plan.rows, plan.columns) for plan in plans}
    if len(sizes) == 1:
        return plans
    if not options.fit:
        one, other = plans[0], next(p for p in plans if p.shape[:2] != plans[0].shape[:2])
        raise PairMismatch(
            f"{one.part.name} is {one.columns} x {one.rows} px and {other.part.name} is "
            f"{other.columns} x {other.rows} px; they must have one size (or use the option fit)."
        )
    rows, columns = min(sizes, key=lambda size: size[0] * size[1])
    return [replace(plan, rows=rows, columns=columns) for plan in plans]


def _check_halves(entry: Entry, facts: FactsByPart, options: DataOptions) -> None:
    """Ordinary photographs must not be cut in two by mistake; raises `WrongKind`."""
    part = entry.parts[0]
    known = facts[fact_key(part)]
    if part.side is Side.WHOLE or options.side_by_side or known.columns >= TWICE * known.rows:
        return
    raise WrongKind(
        f"{part.name} is {known.columns} x {known.rows} px, which are not two pictures side by "
        "side; state two folders, or the option side_by_side if it is a pair."
    )


def decode(plan: Plan, palette: Palette, options: DataOptions) -> Pixels:
    """The array of a plan, C order; raises `DataWrong` where the file changed since it was read."""
    part = plan.part
    try:
        image = load(part.blob.read(), options.max_megapixels)
        pixels = as_labels(image, palette, part.name) if part.is_labels else as_picture(image)
    except (OSError, Unreadable) as failure:
        raise DataWrong(
            f"{part.name} could be read at the start and cannot be any more: {failure}."
        ) from failure
    seen = resized(half(pixels, part.side), plan.rows, plan.columns, options.halve)
    array = np.array(seen, dtype=np.uint8)
    if part.is_labels and options.ignore != IGNORED:
        array[array == options.ignore] = IGNORED
    return array
