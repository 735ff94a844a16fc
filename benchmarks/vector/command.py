"""`bench vector`: reads its arguments and says in one sentence what is wrong with them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.sessions import run_session


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench; 0 when it ran, 2 with one sentence when it could not."""
    chosen = _parser().parse_args(argv)
    return run_session("benchmarks.vector.session", chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench vector",
        description="Vector layers beside vtracer's best settings at equal shapes and at equal "
        "bytes, and potrace on digits; all drawn again by resvg. The cells are in cells.json.",
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="one bundled photograph, within 60 s")
    add("--json", action="store_true", help="one JSON object as the last line")
    add("--data", type=Path, default=None, help="folder that holds photos and bench")
    add("--icons", type=Path, default=None, help="folder of openmoji's colour SVG files")
    add("--digits", type=Path, default=None, help="file t10k-images-idx3-ubyte of MNIST")
    add("--peers", type=Path, default=None, help="a Python that has vtracer and potracer")
    add("--rows", type=Path, default=None, help="file of rows; what it holds is not done again")
    add("--pictures", type=Path, default=None, help="folder for what was drawn")
    add("--cells", type=Path, default=None, help="other cells, to develop with")
    add("--summary", action="store_true", help="only sum up the rows that are there")
    add("--most", type=int, default=0, help="end after so many pictures; the next run goes on")
    add("--no-lpips", action="store_true", help="PSNR alone")
    return parser
