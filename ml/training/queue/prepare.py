"""Gathers what an entry needs on a machine that gets only small transfers, in one folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import torch
from safetensors.torch import load_file, save
from torch import Tensor

from ml.training.catalog import recipe_class
from ml.training.commands.arguments import Parser, add_declared, read_declared
from ml.training.commands.train import read_words
from ml.training.data.options import PackOptions
from ml.training.data.pack import make_packs
from ml.training.items import ItemKind
from ml.training.queue.entries import Entry, QueueWrong, root
from ml.training.recipe import Recipe
from ml.training.teachers import teacher_file
from ml.training.writing import whole_file

MODELS = "models"
TRAVEL_BYTES = 50 << 20
"""With the program itself beside it, more is too much for one transfer to some machines."""


def prepare(entry: Entry, data: Path, output: Path, tell: Callable[[str], None]) -> None:
    """Write packs, the last weights and the teachers of losses and measures into `output`.

    Teachers of losses are cut down to the layers that the recipe uses, in half precision. Raises
    `QueueWrong`, a `DataWrong` or `TeacherMissing`.
    """
    output.mkdir(parents=True, exist_ok=True)
    if len(entry.data) != len(entry.packs):
        raise QueueWrong(f"{entry.id} must name one folder of data for each pack.")
    kind = recipe_class(entry.system).kind
    for name, folder in zip(entry.packs, entry.data, strict=True):
        _pack(entry, kind, name, data / folder, output, tell)
    if warm := entry.warm_start_in((root(),)):
        target = output / (entry.weights or entry.id)
        for path in warm:
            with path.open("rb") as kept, whole_file(target / path.name) as opened:
                shutil.copyfileobj(kept, opened)
    packs = [str(path) for path in entry.packs_in(output)]
    recipe = read_words(entry.system, ["--data", *packs, *entry.words]).recipe
    for card in entry.teachers:
        _teacher(card, recipe, output / MODELS)
    size_bytes = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    tell(f"{output}: {size_bytes / 1e6:.1f} MB to carry")
    if size_bytes > TRAVEL_BYTES:
        tell("That is more than 50 MiB: bring it in two transfers where one may not be so large.")
    tell(f"There: PENTIMENTO_MODELS=DIR/{MODELS} python3 -m ml.training queue run {entry.id} ...")


def _pack(  # noqa: PLR0913 - six words for one line of a table
    entry: Entry,
    kind: ItemKind,
    name: str,
    folder: Path,
    output: Path,
    tell: Callable[[str], None],
) -> None:
    parser = Parser("train pack", "")
    add_declared(parser, "packing", PackOptions())
    words = parser.read([*entry.pack_words, "--title", name])
    # Each collection of an unpaired recipe is a pack of pictures of its own.
    single = ItemKind.PICTURES if kind is ItemKind.UNPAIRED else kind
    for path in make_packs(single, [folder], output, read_declared(words, PackOptions()), tell):
        tell(f"{path}  {path.stat().st_size / 1e6:.3g} MB")


def _teacher(card: str, recipe: Recipe, folder: Path) -> None:
    weights = load_file(str(teacher_file(card)))
    used = needed(weights, _frozen_names(recipe))
    # What only measures look through is left as it is.
    kept = {name: half(weights[name]) for name in used} if used else weights
    with whole_file(folder / f"{card}.safetensors") as opened:
        opened.write(save(kept))


def needed(weights: dict[str, Tensor], wanted: Iterable[str]) -> list[str]:
    """Names of a file that end a wanted name."""
    wanted = list(wanted)
    return [n for n in weights if any(w == n or w.endswith(f".{n}") for w in wanted)]


def half(tensor: Tensor) -> Tensor:
    """Half precision where that holds the values."""
    if not tensor.is_floating_point():
        return tensor.contiguous()
    halved = tensor.half().contiguous()
    return halved if bool(torch.isfinite(halved).all()) else tensor.contiguous()


def _frozen_names(recipe: Recipe) -> list[str]:
    return [key for network in recipe.frozen().values() for key in network.state_dict()]
