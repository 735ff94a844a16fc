"""`bench inpaint`: reads its arguments and says in one sentence what is wrong with them."""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.sessions import run_session


def main(argv: Sequence[str] | None = None) -> int:
    """Run the inpainting bench; 0 when it ran, 2 with one sentence when it could not."""
    started_s = time.monotonic()
    chosen = _parser().parse_args(argv)
    return run_session("benchmarks.inpaint.session", chosen, started_s)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench inpaint",
        description="Our fills beside their peers, on cells fixed before any method ran.",
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="three cells, six methods, AlexNet, within 60 s")
    add("--json", action="store_true", help="one JSON object as the last line")
    add("--methods", default="", help="names with commas instead of all that are installed")
    add("--cells", nargs="*", default=[], help="A, B, 512, 2048, a kind or part of a name")
    add("--data", type=Path, default=None, help="folder that holds bench/kodak24, bench/large")
    add("--results", type=Path, default=None, help="JSON lines to write and to go on from")
    add("--rerun", default="", help="methods with commas that run again despite --results")
    add("--pictures", type=Path, default=None, help="folder for the fills, to look at them")
    add("--no-vgg", action="store_true", help="LPIPS by AlexNet only, ten times cheaper")
    return parser
