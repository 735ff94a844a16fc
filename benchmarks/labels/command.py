"""`bench labels`: reads its arguments and says in one sentence what is wrong with them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.sessions import run_session


def main(argv: Sequence[str] | None = None) -> int:
    """Run the bench; 0 when it ran, 2 with one sentence when it could not."""
    return run_session("benchmarks.labels.session", _parser().parse_args(argv))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench labels",
        description="Photographs made of the maps of CamVid's held-out frames, judged by a "
        "segmenter that real frames taught; and the first guess of labels at points that an eye "
        "labelled. The cells are in cells.json, the points in points.json.",
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="two frames and two photographs, within 60 s")
    add("--json", action="store_true", help="one JSON object as the last line")
    add("--data", type=Path, default=None, help="folder that holds camvid and photos")
    add("--judge", type=Path, default=None, help="a kept segmenter; one is taught without it")
    add("--methods", nargs="+", default=None, help="only these: real, copy, exemplar, draft, guess")
    add("--pictures", type=Path, default=None, help="folder for what was made, and a sheet of it")
    return parser
