"""`bench training`: our steps beside those of a plain PyTorch loop, in one run."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch

from benchmarks.torture.small_gan import SmallPictures
from benchmarks.training.contest import Plan, Result, compete
from benchmarks.training.loops import OurLoop, both
from benchmarks.training.pair import Pair, PairOptions
from ml.training.catalog import recipe_class
from ml.training.experiment import Experiment, Precision
from ml.training.loop.loader import Examples, Part, Share
from ml.training.loop.peak import measured_peak, operations_of
from ml.training.loop.precision import chosen_device, computing
from ml.training.loop.turns import Timetable
from ml.training.recipe import Recipe

_BATCHES = 4


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; 1 where our loop is slower (on a graphics card: less than 1.2 times as fast)."""
    chosen = _parser().parse_args(argv)
    device = chosen_device(chosen.device)
    if device.type == "cpu":
        torch.set_num_threads(chosen.threads)
    results = [_measured(name, chosen, device) for name in ("pair", "upscale")]
    _print_table(results, device)
    wanted = 1.2 if device.type == "cuda" else 1.0
    if chosen.json:
        told = {"bench": "training", "device": device.type, "precision": chosen.precision}
        print(json.dumps({**told, "results": [result.as_json() for result in results]}))
    return 0 if all(result.ratio >= wanted for result in results) else 1


def _measured(name: str, chosen: argparse.Namespace, device: torch.device) -> Result:
    is_large = device.type == "cuda"
    recipes = [_recipe(name, is_large=is_large) for _ in range(3)]
    defaults = recipes[0].defaults
    batch = 128 if is_large else defaults.batch
    experiment = replace(
        defaults, batch=batch, accumulate=1, precision=Precision(chosen.precision), steps=100_000,
        deterministic=False, compile=chosen.compile,
    )  # fmt: skip
    blocks = chosen.blocks or (5 if chosen.quick else 15)
    plan = Plan(blocks, 20 if is_large else 2 if chosen.quick else 4, batch)
    with computing(experiment, device):
        parts = _parts(recipes[0], experiment)
        loops = both(recipes[:2], experiment, device)
        result = compete(recipes[0].title, loops, parts, plan, device)
        share = _share(recipes[2], experiment, parts[0], (result, device))
    return replace(result, share_of_peak=round(share, 3))


def _recipe(name: str, *, is_large: bool) -> Recipe[Any]:
    if name == "pair":
        return Pair(PairOptions(width=64 if is_large else 32))
    kind = recipe_class("strong_sr" if is_large else "compact_sr")
    return kind(kind.options_type())


def _parts(recipe: Recipe[Any], experiment: Experiment) -> list[Part]:
    """A few batches that are made before the clock runs: only steps are measured."""
    timetable = Timetable(recipe.stages(), experiment)
    source = Examples(recipe, SmallPictures(8, 256), timetable, 0, Share())
    return [source.batch(step, 0, lambda: False)[0] for step in range(_BATCHES)]


def _share(
    recipe: Recipe[Any], experiment: Experiment, part: Part, found: tuple[Result, torch.device]
) -> float:
    """Of what one large matrix product reaches, by CPU time on a CPU."""
    result, device = found
    operations = operations_of(lambda: OurLoop(recipe, experiment, device).step(1, part))
    images_per_s = result.ours.cpu if device.type == "cpu" else result.ours.wall
    steps_per_s = images_per_s / experiment.batch
    return operations * steps_per_s / measured_peak(device, experiment.precision)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench training", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few steps, within 60 s")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")
    parser.add_argument("--precision", default="fp32", choices=[p.value for p in Precision])
    parser.add_argument("--compile", action="store_true", help="torch.compile our networks")
    parser.add_argument("--threads", type=int, default=1, help="of torch, on a CPU")
    parser.add_argument("--blocks", type=int, default=0, help="pairs of blocks that count")
    return parser


def _print_table(results: Sequence[Result], device: torch.device) -> None:
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"on {device.type}, torch {torch.__version__}, load {load:.1f}")
    heads = ("ours/s", "plain/s", "ours/CPU s", "plain/CPU s", "ratio", "quartiles", "of peak")
    print(f"{'images':24}" + "".join(f"{head:>13}" for head in heads))
    for each in results:
        paces = (each.ours.wall, each.plain.wall, each.ours.cpu, each.plain.cpu)
        numbers = "".join(f"{value:>13.1f}" for value in paces)
        spread = f"{each.low:.2f}-{each.high:.2f}"
        end = f"{each.ratio:>13.3f}{spread:>13}{each.share_of_peak:>12.0%}"
        print(f"{each.case:24}{numbers}{end}")
