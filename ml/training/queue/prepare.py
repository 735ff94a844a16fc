"""Gathers what an entry needs on a machine that gets only small transfers, in one folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
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
    sizes = carried_sizes(output)
    tell(f"{output}: {sum(sizes.values()) / 1e6:.1f} MB to carry")
    parts = transfers(sizes)
    for number, names in enumerate(parts if len(parts) > 1 else (), 1):
        size_bytes = sum(sizes[name] for name in names)
        tell(f"Transfer {number} of {len(parts)}: {' '.join(names)} ({size_bytes / 1e6:.1f} MB)")
    tell(f"There: PENTIMENTO_MODELS=DIR/{MODELS} python3 -m ml.training queue run {entry.id} ...")


def carried_sizes(folder: Path) -> dict[str, int]:
    """Bytes of every file and folder that lies directly in a folder, by name."""
    return {
        path.name: sum(f.stat().st_size for f in [path, *path.rglob("*")] if f.is_file())
        for path in sorted(folder.iterdir())
    }


def transfers(sizes: Mapping[str, int], most_bytes: int = TRAVEL_BYTES) -> list[list[str]]:
    """Names in as few groups as are easily found, none larger than `most_bytes` if it can be.

    The largest first, each into the first group with room for it.
    """
    groups: list[list[str]] = []
    for name in sorted(sizes, key=lambda each: (-sizes[each], each)):
        room = (g for g in groups if sum(sizes[n] for n in g) + sizes[name] <= most_bytes)
        group = next(room, None)
        if group is None:
            groups.append(group := [])
        group.append(name)
    return groups


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
