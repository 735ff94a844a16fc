"""`sample SYSTEM`: pictures that a trained system makes of held-out data, for people to look at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from ml.training.commands.arguments import Parser, add_declared, read_declared
from ml.training.commands.places import find
from ml.training.commands.sources import sources_of
from ml.training.commands.terminal import command, say
from ml.training.data.open import open_items
from ml.training.data.options import DataOptions
from ml.training.items import Items
from ml.training.loop.chance import Purpose, generator_of, seed_of
from ml.training.loop.loader import example_of, stack
from ml.training.loop.record import write_grid
from ml.training.loop.showing import looking
from ml.training.loop.update import on_device
from ml.training.noise import Noise
from ml.training.problems import WrongOption
from ml.training.publishing.trained import Trained, open_trained


def main(words: Sequence[str]) -> int:
    parser = Parser("sample", "Draw what a trained system makes: one picture for each title.")
    parser.add_argument("what", metavar="SYSTEM|RUN|WEIGHTS", help="what to draw with")
    parser.add_argument("--output", type=Path, metavar="DIR", help="where the pictures go")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="another draws others")
    parser.add_argument("--count", type=int, default=8, metavar="N", help="pictures in a row")
    parser.add_argument("--data", nargs="+", type=Path, metavar="DIR", help="as in training")
    parser.add_argument("--device", default="auto", metavar="NAME", help="auto, cpu or cuda:N")
    add_declared(parser, "reading the data", DataOptions(), "data.")
    told = parser.read(words)
    if told.output is None:
        raise WrongOption(f"Say where the pictures go: {command()} sample {told.what} --output DIR")
    if told.count < 1:
        raise WrongOption(f"--count must be at least 1, and {told.count} is not.")
    path = find(told.what)
    given = read_declared(told, DataOptions(), "data.")
    stated = given if given != DataOptions() else None
    sources = sources_of(path, told.data or (), stated)
    trained = open_trained(path, told.device, told.seed)
    items = open_items(trained.recipe.kind, sources.paths, "val", sources.options)
    told.output.mkdir(parents=True, exist_ok=True)
    for title, images in draw(trained, items, told.count, told.seed).items():
        target = told.output / f"{'-'.join(title.lower().split()) or 'samples'}.png"
        write_grid(images, target)
        say(str(target))
    return 0


def draw(trained: Trained, items: Items, count: int, seed: int) -> dict[str, Tensor]:
    """Pictures of the first items, (count, channels, rows, columns) in 0..1, by title.

    The same seed gives the same pictures.
    """
    state, recipe = trained.state, trained.recipe
    torch.manual_seed(seed_of(Purpose.GLOBAL, seed))
    examples = [
        example_of(recipe, items, index, generator_of(Purpose.PREVIEW, seed, 2, index))
        for index in range(min(count, len(items)))
    ]
    batch = on_device(stack(examples), state.device, channels_last=state.experiment.channels_last)
    noise = Noise(seed_of(Purpose.PREVIEW, seed), state.device)
    with looking(trained.networks):
        return recipe.preview(trained.networks, batch, noise)
