"""`bench style`: reads its arguments and says in one sentence what is wrong with them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.sessions import run_session


def main(argv: Sequence[str] | None = None) -> int:
    """Run the style bench; 0 when it ran, 2 with one sentence when it could not."""
    chosen = _parser().parse_args(argv)
    return run_session("benchmarks.style.session", chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench style",
        description="Neural style beside a plain implementation of the same losses: seconds a "
        "round and loss curves; and the fast method's seconds and peak memory by size.",
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="small pictures and few rounds, within 60 s")
    add("--json", action="store_true", help="one JSON object as the last line")
    add("--part", choices=("all", "rounds", "sizes"), default="all", help="what is measured")
    add("--style", type=Path, default=None, help="a style picture; a bundled one else")
    add("--photo", type=Path, default=None, help="a photograph; a bundled one else")
    add("--side", type=int, default=512, help="px, the side that rounds are measured at")
    add("--rounds", type=int, default=20, help="rounds of each implementation")
    add("--megapixels", default="0.26,4.2,24", help="sizes of the fast method, with commas")
    add("--tiles", type=int, default=0, help="run the networks on so many tiles alone; 0: all")
    return parser
