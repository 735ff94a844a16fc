"""`bench reference_sr`: reads its arguments and says in one sentence what is wrong with them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.sessions import run_session


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench; 0 when it ran, 2 with one sentence when it could not."""
    chosen = _parser().parse_args(argv)
    return run_session("benchmarks.reference_sr.session", chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench reference_sr",
        description="Enlarging with references beside plain enlarging, over references from the "
        "same view to the unrelated. Cells are made of photographs by a seed (pairs.py).",
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="the first two photographs, within 60 s")
    add("--json", action="store_true", help="one JSON object as the last line")
    add("--data", type=Path, default=None, help="folder that holds bench, photos and camvid")
    add("--fix-cells", action="store_true", help="write cells.json instead of measuring")
    add("--frames", action="store_true", help="CamVid's frames beside later ones instead")
    add("--large", type=Path, default=None, help="time and memory alone, on this photograph")
    add("--boldness", type=float, default=0.0, help="of our generator (default: 0)")
    add("--pictures", type=Path, default=None, help="folder for strips to look at")
    add("--no-lpips", action="store_true", help="PSNR and SSIM alone")
    return parser
