"""`evaluate RUN|WEIGHTS`: the recipe's measures on held-out data, for tables and cards."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import torch

from ml.training.commands.arguments import Parser, add_declared, read_declared
from ml.training.commands.places import find
from ml.training.commands.sources import sources_of
from ml.training.commands.terminal import say
from ml.training.data.open import open_items
from ml.training.data.options import DataOptions
from ml.training.items import Items
from ml.training.loop.chance import Purpose, seed_of
from ml.training.loop.showing import looking
from ml.training.publishing.trained import Trained, open_trained

SPLITS = ("val", "test")


def main(words: Sequence[str]) -> int:
    parser = Parser("evaluate", "Measure a run or published weights on held-out data.")
    parser.add_argument("what", metavar="SYSTEM|RUN|WEIGHTS", help="what to measure")
    parser.add_argument("--data", nargs="+", type=Path, metavar="DIR", help="folders or packs")
    parser.add_argument("--split", choices=SPLITS, default="val", help="which part (default: val)")
    parser.add_argument("--device", default="auto", metavar="NAME", help="auto, cpu or cuda:N")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    add_declared(parser, "reading the data", DataOptions(), "data.")
    told = parser.read(words)
    path = find(told.what)
    given = read_declared(told, DataOptions(), "data.")
    sources = sources_of(path, told.data or (), given if given != DataOptions() else None)
    trained = open_trained(path, told.device)
    items = open_items(trained.recipe.kind, sources.paths, told.split, sources.options)
    began_s = time.monotonic()
    measures = measure(trained, items)
    if told.json:
        facts = {
            "system": trained.recipe.system,
            "name": trained.name,
            "step": trained.step,
            "split": told.split,
            "items": len(items),
            "fingerprint": items.fingerprint,
            "seconds": round(time.monotonic() - began_s, 3),
            "measures": measures,
        }
        say(json.dumps(facts))
        return 0
    say(f"{trained.recipe.title}, step {trained.step}, {len(items)} {told.split} items")
    for name, value in measures.items():
        say(f"  {name:24} {value:.6g}")
    if not measures:
        say("  its recipe measures nothing")
    return 0


def measure(trained: Trained, items: Items) -> dict[str, float]:
    """The recipe's measures with the networks as they are published."""
    torch.manual_seed(seed_of(Purpose.PREVIEW, trained.state.experiment.seed, 1))
    with looking(trained.networks):
        return trained.recipe.evaluate(trained.networks, items)
