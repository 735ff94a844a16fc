"""`bench corpus`: how many files of other hands are shown as they should be."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus.sets import judge
from editor.files.decoder import Decoder


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where every file is right, 1 where one is not, 2 where there is no corpus."""
    parser = argparse.ArgumentParser(prog="bench corpus", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the same: it takes seconds")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    parser.add_argument("--data", type=Path, help="the folder of the sets (or PENTIMENTO_CORPUS)")
    chosen = parser.parse_args(arguments)
    folder = chosen.data or corpus_folder()
    if not folder.is_dir():
        print(f"There is no corpus in {folder}; name its folder with --data.")
        return 2
    with Decoder() as decoder:
        counts = judge(folder, decoder)
    for title, count in counts.items():
        print(f"{title:36}{count.right:>5} of {count.files:<5} {' '.join(count.wrong)}")
    if chosen.json:
        sets = {title: count.as_json() for title, count in counts.items()}
        print(json.dumps({"bench": "corpus", "sets": sets}))
    return 1 if any(count.wrong for count in counts.values()) else 0


def corpus_folder() -> Path:
    """Where the sets lie: named in PENTIMENTO_CORPUS, or beside this checkout."""
    named = os.environ.get("PENTIMENTO_CORPUS")
    return Path(named) if named else Path(__file__).parents[3] / "shared" / "data" / "corpus"
