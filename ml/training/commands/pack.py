"""`pack SYSTEM`: a data set in a few small files, for a machine that gets only small transfers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ml.training.catalog import RECIPES, recipe_class
from ml.training.commands.arguments import Parser, add_declared, read_declared
from ml.training.commands.terminal import command, say
from ml.training.data.options import PackOptions
from ml.training.data.pack import make_packs
from ml.training.items import ItemKind
from ml.training.problems import WrongOption, nearest


def main(words: Sequence[str]) -> int:
    parser = Parser(
        "train pack",
        "Write a data set as .pack files, which --data takes in place of a folder.",
        "KIND|SYSTEM --data DIR... --output DIR [options]",
    )
    kinds = ", ".join(kind.value for kind in ItemKind)
    parser.add_argument("what", metavar="KIND|SYSTEM", help=f"a system, or one of {kinds}")
    parser.add_argument("--data", nargs="+", type=Path, metavar="DIR", help="folders")
    parser.add_argument("--output", type=Path, metavar="DIR", help="where the packs go")
    add_declared(parser, "packing", PackOptions())
    told = parser.read(words)
    kind = kind_of(told.what)
    if not told.data or told.output is None:
        usual = f"{command()} train pack {told.what} --data DIR --output DIR"
        raise WrongOption(f"Say what to pack and where it goes: {usual}")
    options = read_declared(told, PackOptions())
    told.output.mkdir(parents=True, exist_ok=True)

    def tell(sentence: str) -> None:
        say(sentence, sys.stderr)

    for path in make_packs(kind, told.data, told.output, options, tell):
        say(f"{path}  {path.stat().st_size / 1e6:.3g} MB")
    return 0


def kind_of(word: str) -> ItemKind:
    """The kind of items that a word names, itself or by the system that learns from them."""
    for kind in ItemKind:
        if kind.value == word:
            return kind
    if word in RECIPES:
        return recipe_class(word).kind
    known = [kind.value for kind in ItemKind] + list(RECIPES)
    raise WrongOption(f"{word!r} is neither a kind of data nor a system{nearest(word, known)}")
