"""The explicit list of benchmarks that `pentimento bench NAME` can run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

Main = Callable[[Sequence[str]], int]


class UnknownBenchmark(LookupError):
    """No benchmark has this name."""


@dataclass(frozen=True)
class Benchmark:
    """A benchmark by name; `entry` is `module:function`, called with its arguments.

    The function takes `--quick` (ends within 60 s) and `--json` (one JSON object as the last
    line) and returns an exit status.
    """

    name: str
    title: str
    entry: str

    def load(self) -> Main:
        """Import the function that runs it; nothing of it is imported before."""
        module, _, function = self.entry.partition(":")
        found: Main = getattr(import_module(module), function)
        return found


BENCHMARKS: tuple[Benchmark, ...] = (
    Benchmark("inpaint", "Our three fills beside their peers", "benchmarks.inpaint.command:main"),
    Benchmark(
        "super_resolution",
        "Our upscalers beside bicubic and their peers",
        "benchmarks.super_resolution.command:main",
    ),
    Benchmark("style", "Neural style beside a plain one", "benchmarks.style.command:main"),
    Benchmark(
        "reference_sr", "References beside plain upscaling", "benchmarks.reference_sr.command:main"
    ),
    Benchmark("start", "The window, and a large photograph in it", "benchmarks.start.command:main"),
    Benchmark("canvas", "Frames and strokes on large documents", "benchmarks.canvas.command:main"),
    Benchmark("training", "Our steps beside a plain loop", "benchmarks.training.command:main"),
    Benchmark("openraster", "Our files in Krita and GIMP", "benchmarks.openraster.command:main"),
    Benchmark("minutes", "A newcomer's first five", "benchmarks.minutes.command:main"),
    Benchmark("corpus", "Files from other hands, pixel by pixel", "benchmarks.corpus.command:main"),
    Benchmark("paces", "Foretold times beside real ones", "benchmarks.paces.command:main"),
    Benchmark("vector", "Vector layers beside tracers", "benchmarks.vector.command:main"),
    Benchmark("labels", "Photographs of painted labels, judged", "benchmarks.labels.command:main"),
    Benchmark("torture", "Kills in mid job and mid save", "benchmarks.torture.command:main"),
)


def find(name: str) -> Benchmark:
    """The benchmark of that name; raises `UnknownBenchmark` with the names that exist."""
    for benchmark in BENCHMARKS:
        if benchmark.name == name:
            return benchmark
    names = ", ".join(benchmark.name for benchmark in BENCHMARKS)
    raise UnknownBenchmark(f"There is no benchmark called {name}; there are {names}.")
