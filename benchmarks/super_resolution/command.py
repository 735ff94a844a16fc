"""`bench super_resolution`: reads its arguments, or says in one sentence what is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.sessions import run_session


def main(argv: Sequence[str] | None = None) -> int:
    """Run the upscaling bench; 0 when it ran, 2 with one sentence when it could not."""
    chosen = _parser().parse_args(argv)
    return run_session("benchmarks.super_resolution.session", chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench super_resolution",
        description="Our upscalers beside bicubic and their peers: pictures are made small by "
        "antialiased bicubic, enlarged, and compared; a border of the factor is left out. Peers "
        "run where PENTIMENTO_PEERS_PYTHON names an interpreter that has them and "
        "PENTIMENTO_PEERS_WEIGHTS the folder with their packages.",
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="the bundled samples and Set5 x4, within 60 s")
    add("--json", action="store_true", help="one JSON object as the last line")
    add("--factors", default="", help="with commas: 2, 3, 4")
    add("--methods", default="", help="names with semicolons instead of all")
    add("--data", type=Path, default=None, help="folder that holds bench/Set5, Set14 and photos")
    add("--weights", type=Path, default=None, help="folder of published weights to measure")
    add("--sets", default="", help="with commas: samples, Set5, Set14 instead of all")
    add("--realistic", action="store_true", help="blur, noise and JPEG instead of clean bicubic")
    add("--pictures", type=Path, default=None, help="folder for strips to look at")
    add("--no-lpips", action="store_true", help="PSNR and SSIM alone")
    return parser
