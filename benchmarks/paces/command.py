"""`bench paces`: runs a generator a few times and sets beside each run what was foretold."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from benchmarks.sessions import run_session


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench; 0 where the last run came as foretold, 1 where not, 2 on wrong words."""
    return run_session("benchmarks.paces.session", _parser().parse_args(argv))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench paces", description="Foretold time and memory beside what a run really took."
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="small pictures and draft quality")
    add("--json", action="store_true", help="one JSON object as the last line")
    add("--generator", default="inpaint", help="which one; inpaint or upscale")
    add("--runs", type=int, default=6, help="how many; the last one is judged")
    add("--side", type=int, default=0, help="about how many pixels a side; 0 for the usual")
    add("--spread", type=float, default=1.1, help="by which factor the sides differ at most")
    return parser
