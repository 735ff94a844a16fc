"""One run of the upscaling bench: every scene by every method, measured, averaged, told."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from benchmarks.metrics.lpips import LpipsWeightsMissing, load_lpips
from benchmarks.sessions import BenchProblem
from benchmarks.upscale.methods import Bytes, Method, methods
from benchmarks.upscale.pictures import Scene, scenes
from ml.training.examples.degradations.chain import Degradation
from ml.training.metrics.fidelity import View, psnr_db, ssim
from ml.training.metrics.lpips import Lpips
from ml.training.upscaling.measures import Pair, pair_of

MEASURES = ("psnr_y", "ssim_y", "lpips", "cpu_s")
STRIP_PX = 256
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


def run(chosen: argparse.Namespace) -> int:
    """Measure and print; the last line is JSON where that was asked for."""
    torch.set_num_threads(1)
    factors = _factors(chosen.factors)
    seen = scenes(chosen.data, quick=chosen.quick)
    lpips = None if chosen.no_lpips else _lpips()
    kind = Degradation.REALISTIC if chosen.realistic else Degradation.CLEAN
    tally = Tally()
    for factor in factors:
        ways = methods(factor, chosen.weights)
        for number, scene in enumerate(seen):
            pair = pair_of(scene.load(), factor, kind, number)
            made = _measured(pair, factor, scene, (ways, lpips, tally))
            if chosen.pictures is not None:
                _strip(
                    chosen.pictures / f"x{factor}-{scene.collection}-{scene.name}.png", pair, made
                )
    print(table(tally.means(), counts(tally)))
    if chosen.json:
        print(json.dumps(as_json(tally.means(), counts(tally))))
    return 0


def _factors(words: str) -> list[int]:
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


def _measured(
    pair: Pair, factor: int, scene: Scene, tools: tuple[dict[str, Method], Lpips | None, Tally]
) -> dict[str, Bytes]:
    ways, lpips, tally = tools
    view = View(border_px=factor)
    results: dict[str, Bytes] = {}
    for name, enlarge in ways.items():
        began_s = time.process_time()
        made = results[name] = enlarge(pair.low)
        measured = {"cpu_s": time.process_time() - began_s}
        measured["psnr_y"] = psnr_db(pair.high, made, view)
        measured["ssim_y"] = ssim(pair.high, made, view)
        if lpips is not None:
            measured["lpips"] = lpips.distance(pair.high, made)
        tally.add((factor, scene.collection, name), measured)
    return results


def counts(tally: Tally) -> dict[Key, int]:
    """How many pictures each mean is of."""
    return {key: len(measured["psnr_y"]) for key, measured in tally.found.items()}


def table(means: Mapping[Key, Mapping[str, float]], numbers: Mapping[Key, int]) -> str:
    """A Markdown table, one line for each factor, set and method."""
    lines = ["| factor | set | n | method | PSNR-Y dB | SSIM-Y | LPIPS | CPU s |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    for key, measured in means.items():
        factor, collection, name = key
        shown = [
            f"{measured[measure]:.{2 if measure in ('psnr_y', 'cpu_s') else 4}f}"
            if measure in measured
            else "-"
            for measure in MEASURES
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
    return {"benchmark": "upscale", "rows": rows}


def _strip(path: Path, pair: Pair, made: Mapping[str, Bytes]) -> None:
    """The middle of every result and of the truth, side by side at full size."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shown = [_middle(picture) for picture in (*made.values(), pair.high)]
    Image.fromarray(np.concatenate(shown, axis=1)).save(path)


def _middle(picture: Bytes) -> Bytes:
    rows, columns = (min(side, STRIP_PX) for side in picture.shape[:2])
    top, left = (picture.shape[0] - rows) // 2, (picture.shape[1] - columns) // 2
    return picture[top : top + rows, left : left + columns]
