"""`bench upscale`: reads its arguments and says in one sentence what is wrong with them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.upscale.failures import BenchProblem

_WRONG = 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the upscaling bench; 0 when it ran, 2 with one sentence when it could not."""
    chosen = _parser().parse_args(argv)
    try:
        # Only now: torch takes seconds to load, which belong to the time that was promised.
        status: int = import_module("benchmarks.upscale.session").run(chosen)
        return status
    except BenchProblem as error:
        print(error, file=sys.stderr)
    except ModuleNotFoundError as error:
        print(f"This benchmark needs {error.name}: run start.py to install it.", file=sys.stderr)
    return _WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench upscale",
        description="Our upscalers beside bicubic and Lanczos: pictures are made small by "
        "antialiased bicubic, enlarged, and compared; a border of the factor is left out.",
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="the bundled samples and Set5, within 60 s")
    add("--json", action="store_true", help="one JSON object as the last line")
    add("--factors", default="4,2", help="with commas: 2, 4")
    add("--data", type=Path, default=None, help="folder that holds bench/Set5, Set14 and photos")
    add("--weights", type=Path, default=None, help="folder of published weights to measure")
    add("--realistic", action="store_true", help="blur, noise and JPEG instead of clean bicubic")
    add("--pictures", type=Path, default=None, help="folder for strips to look at")
    add("--no-lpips", action="store_true", help="PSNR and SSIM alone")
    return parser
