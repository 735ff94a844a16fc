"""`unpack`: folders of pictures out of the two files in which MNIST comes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ml.training.commands.arguments import Parser
from ml.training.commands.terminal import command, say
from ml.training.data.idx import unpack
from ml.training.problems import WrongOption

SPLITS = ("train", "val", "test")


def main(words: Sequence[str]) -> int:
    parser = Parser(
        "train unpack",
        "Write a folder of pictures for each class out of IDX files (MNIST, Fashion-MNIST).",
        "--images FILE --labels FILE --output DIR [options]",
    )
    parser.add_argument("--images", type=Path, metavar="FILE", help="such as train-images-idx3")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="such as train-labels-idx1")
    parser.add_argument("--output", type=Path, metavar="DIR", help="where the folders go")
    parser.add_argument("--split", choices=SPLITS, default="train", help="what they are for")
    parser.add_argument("--most", type=int, default=0, help="only the first so many; 0: all")
    told = parser.read(words)
    if told.images is None or told.labels is None or told.output is None:
        usual = f"{command()} train unpack --images FILE --labels FILE --output DIR"
        raise WrongOption(f"Say what to unpack and where it goes: {usual}")
    if told.most < 0:
        raise WrongOption("--most must not be negative.")
    count = unpack(told.images, told.labels, told.output, told.split, told.most)
    say(f"{count} pictures in {told.output / told.split}")
    return 0
