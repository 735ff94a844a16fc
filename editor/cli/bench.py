"""`bench NAME`: hands over to a benchmark, which takes --quick and --json itself."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.catalog import BENCHMARKS
from editor.cli.problems import UsageProblem
from ml.api.validation import suggestion


def main(words: Sequence[str]) -> int:
    """The list of benchmarks where no name is given."""
    if not words or words[0] in ("-h", "--help"):
        print("usage: pentimento bench NAME [--quick] [--json]\n")
        for benchmark in BENCHMARKS:
            print(f"  {benchmark.name:10} {benchmark.title}")
        return 0
    for benchmark in BENCHMARKS:
        if benchmark.name == words[0]:
            return benchmark.load()(words[1:])
    known = [benchmark.name for benchmark in BENCHMARKS]
    raise UsageProblem(f"There is no benchmark called {words[0]!r}{suggestion(words[0], known)}")
