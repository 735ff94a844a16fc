"""One run of the bench: every scene by every method, measured, averaged, told."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from benchmarks.metrics.lpips import LpipsWeightsMissing, load_lpips
from benchmarks.sessions import BenchProblem
from benchmarks.super_resolution.methods import METHODS, Bytes, Method, enlarge_all
from benchmarks.super_resolution.ours import FOLDER
from benchmarks.super_resolution.pictures import Scene, scenes
from ml.training.examples.degradations.chain import Degradation
from ml.training.metrics.fidelity import View, psnr_db, ssim
from ml.training.metrics.lpips import Lpips
from ml.training.upscaling.measures import Pair, pair_of

MEASURES = ("psnr_y", "ssim_y", "lpips", "cpu_s", "peak_mb")
SHOWN = {"psnr_y": ".2f", "ssim_y": ".4f", "lpips": ".4f", "cpu_s": ".2f", "peak_mb": ".0f"}
STRIP_PX = 256
QUICK = ("bicubic", "compact", "compact, crisp 1")
Key = tuple[int, str, str]
"""Factor, collection, method."""


@dataclass
class Tally:
    """All measures by factor, collection and method."""

    found: dict[Key, dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def add(self, key: Key, measured: Mapping[str, float]) -> None:
        for name, value in measured.items():
            self.found[key][name].append(value)

    def means(self) -> dict[Key, dict[str, float]]:
        return {
            key: {name: float(np.mean(values)) for name, values in measured.items()}
            for key, measured in self.found.items()
        }


@dataclass(frozen=True)
class Tools:
    """What every result is measured with, and where strips to look at go."""

    lpips: Lpips | None
    kind: Degradation
    strips: Path | None
    tally: Tally = field(default_factory=Tally)


def run(chosen: argparse.Namespace) -> int:
    """Measure and print; the last line is JSON where that was asked for."""
    torch.set_num_threads(1)
    factors = _factors(chosen)
    seen = scenes(chosen.data, quick=chosen.quick)
    if chosen.sets:
        seen = [scene for scene in seen if scene.collection in chosen.sets.split(",")]
    if not seen:
        raise BenchProblem(f"No picture is in {chosen.sets}; there are samples, Set5 and Set14.")
    kind = Degradation.REALISTIC if chosen.realistic else Degradation.CLEAN
    tools = Tools(None if chosen.no_lpips else _lpips(), kind, chosen.pictures)
    if chosen.weights is not None:
        os.environ[FOLDER] = str(chosen.weights)
    for factor in factors:
        _measure_factor(factor, _methods(chosen, factor), seen, tools)
    tally = tools.tally
    print(table(tally.means(), counts(tally)))
    if chosen.json:
        print(json.dumps(as_json(tally.means(), counts(tally))))
    return 0


def _methods(chosen: argparse.Namespace, factor: int) -> list[Method]:
    """Those that were named, else all; quick runs leave out the peers and what is slow."""
    fitting = [method for method in METHODS if factor in method.factors]
    if chosen.methods:
        names = [name.strip() for name in chosen.methods.split(";")]
        known = {method.name for method in METHODS}
        if unknown := [name for name in names if name not in known]:
            raise BenchProblem(f"There is no method {unknown[0]!r}; there are {'; '.join(known)}.")
        return [method for method in fitting if method.name in names]
    return [method for method in fitting if method.name in QUICK] if chosen.quick else fitting


def _measure_factor(
    factor: int, methods: Sequence[Method], seen: Sequence[Scene], tools: Tools
) -> None:
    pairs = [pair_of(one.load(), factor, tools.kind, number) for number, one in enumerate(seen)]
    shown: list[dict[str, Bytes]] = [{} for _ in seen]
    for method in methods:
        answer = enlarge_all(method, [pair.low for pair in pairs], factor)
        if answer.problem:
            print(f"{method.name} is left out: {answer.problem}", file=sys.stderr)
            continue
        for number, scene in enumerate(seen):
            measured = _measured(pairs[number], answer.made[number], factor, tools.lpips)
            measured |= {"cpu_s": answer.cpu_s[number], "peak_mb": answer.peak_mb}
            tools.tally.add((factor, scene.collection, method.name), measured)
            shown[number][method.name] = answer.made[number]
        print(f"x{factor}: {method.name} is done", file=sys.stderr, flush=True)
    if tools.strips is not None:
        for scene, pair, made in zip(seen, pairs, shown, strict=True):
            _strip(tools.strips / f"x{factor}-{scene.collection}-{scene.name}.png", pair, made)


def _measured(pair: Pair, made: Bytes, factor: int, lpips: Lpips | None) -> dict[str, float]:
    view = View(border_px=factor)
    found = {"psnr_y": psnr_db(pair.high, made, view), "ssim_y": ssim(pair.high, made, view)}
    return found if lpips is None else found | {"lpips": lpips.distance(pair.high, made)}


def _factors(chosen: argparse.Namespace) -> list[int]:
    words = chosen.factors or ("4" if chosen.quick else "2,3,4")
    try:
        found = [int(word) for word in words.split(",") if word]
    except ValueError:
        found = []
    if not found or not set(found) <= {2, 3, 4}:
        raise BenchProblem(f"--factors must be 2, 3 or 4, with commas; {words!r} was given.")
    return found


def _lpips() -> Lpips | None:
    try:
        return load_lpips("alexnet")
    except LpipsWeightsMissing as error:
        print(error, file=sys.stderr)
        return None


def counts(tally: Tally) -> dict[Key, int]:
    """How many pictures each mean is of."""
    return {key: len(measured["psnr_y"]) for key, measured in tally.found.items()}


def table(means: Mapping[Key, Mapping[str, float]], numbers: Mapping[Key, int]) -> str:
    """A Markdown table, one line for each factor, set and method."""
    lines = ["| factor | set | n | method | PSNR-Y dB | SSIM-Y | LPIPS | CPU s | peak MB |"]
    lines.append("|---|---|---|---|---|---|---|---|---|")
    for key, measured in means.items():
        factor, collection, name = key
        shown = [
            format(measured[name], SHOWN[name]) if name in measured else "-" for name in MEASURES
        ]
        cells = [f"x{factor}", collection, str(numbers[key]), name, *shown]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def as_json(
    means: Mapping[Key, Mapping[str, float]], numbers: Mapping[Key, int]
) -> dict[str, object]:
    """Everything that was found, with the number of pictures."""
    rows = [
        {"factor": key[0], "set": key[1], "method": key[2], "n": numbers[key], **measured}
        for key, measured in means.items()
    ]
    return {"benchmark": "super_resolution", "rows": rows}


def _strip(path: Path, pair: Pair, made: Mapping[str, Bytes]) -> None:
    """The middle of every result and of the truth, side by side at full size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shown = [_middle(picture) for picture in (*made.values(), pair.high)]
    Image.fromarray(np.concatenate(shown, axis=1)).save(path)


def _middle(picture: Bytes) -> Bytes:
    rows, columns = (min(side, STRIP_PX) for side in picture.shape[:2])
    top, left = (picture.shape[0] - rows) // 2, (picture.shape[1] - columns) // 2
    return picture[top : top + rows, left : left + columns]
