"""Writes sheets of cells as OpenRaster, shows them in other programs and counts the differences."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.openraster.programs import PROGRAMS, CannotShow, Program
from benchmarks.openraster.sheet import SHEETS, Cell, make_sheet
from editor.document.composite import flatten
from editor.document.tiles import Depth, Pixels
from editor.files.decoder import Decoder
from editor.files.native import save

DEPTHS: tuple[Depth, ...] = ("uint8", "uint16")
SAME_STEPS = 2.0
"""In steps of 8 bits: what two ways of rounding may differ by."""


def main(arguments: Sequence[str]) -> int:
    """Prints a table; programs that are not there are named, which is no failure."""
    parser = argparse.ArgumentParser(prog="bench openraster", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="8 bits only")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    parser.add_argument("--sheet", choices=list(SHEETS), help="this one alone")
    parser.add_argument("--output", type=Path, help="keep the files in this folder")
    options = parser.parse_args(arguments)
    summary: dict[str, object] = {"benchmark": "openraster", "unit": "steps of 8 bits"}
    with tempfile.TemporaryDirectory() as temporary, Decoder() as decoder:
        folder = options.output or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for depth in DEPTHS[:1] if options.quick else DEPTHS:
            for program in PROGRAMS:
                for sheet in [options.sheet] if options.sheet else SHEETS:
                    found = shown(program, (sheet, depth), folder, decoder)
                    summary[f"{program.name} {sheet} {depth}"] = found
    if options.json:
        print(json.dumps(summary))
    return 0


def shown(
    program: Program, kind: tuple[str, Depth], folder: Path, decoder: Decoder
) -> dict[str, object]:
    """Largest and mean difference of each cell of a sheet, printed as it comes."""
    document, cells = make_sheet(*kind)
    name = "-".join(kind)
    ora, png = folder / f"{name}.ora", folder / f"{program.name}-{name}.png"
    save(document, ora)
    try:
        program.show(ora.absolute(), png.absolute())
    except CannotShow as error:
        print(f"{program.name}, {name}: {error}")
        return {"skipped": str(error)}
    theirs = decoder.decode(png).as_rgba()
    ours = flatten(document)
    print(f"{program.name}, {name}: shown in {theirs.dtype}")
    found = {cell.name: _gap(ours, theirs, cell) for cell in cells}
    for cell, (largest, mean) in found.items():
        mark = " " if largest <= SAME_STEPS else "*"
        print(f"  {mark} {cell:40} {largest:7.2f} {mean:7.3f}")
    return {"depth": theirs.dtype.name, "cells": found}


def _gap(ours: Pixels, theirs: Pixels, cell: Cell) -> tuple[float, float]:
    """Of what is seen on black and on white, so that colours under no alpha do not count."""
    here = cell.box.slices
    gaps = [
        np.abs(_over(ours[here], ground) - _over(theirs[here], ground)) for ground in (0.0, 1.0)
    ]
    steps = 255 * np.stack(gaps)
    return round(float(steps.max()), 2), round(float(steps.mean()), 3)


def _over(pixels: Pixels, ground: float) -> np.ndarray:
    values = pixels / np.iinfo(pixels.dtype).max
    alpha = values[..., 3:]
    return values[..., :3] * alpha + ground * (1 - alpha)
