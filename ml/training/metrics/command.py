"""`measure MADE --against REAL`: folders of pictures judged by name, wherever they came from."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ml.training.commands.arguments import Parser
from ml.training.commands.terminal import say
from ml.training.metrics.catalog import METRICS, Better, measured, possible, value
from ml.training.metrics.comparison import Comparison, Plans
from ml.training.metrics.fidelity import Channel, View
from ml.training.metrics.folders import (
    PictureFolder,
    class_names,
    classes_of,
    open_folder,
    partners,
)
from ml.training.metrics.labelled import maps_of, taught_by
from ml.training.metrics.segmentation import UNLABELLED
from ml.training.problems import WrongOption
from ml.training.teachers import TeacherMissing, teacher_file


def main(words: Sequence[str]) -> int:
    """The exit code; failures are raised as sentences."""
    told = _parser().read(words)
    comparison = _comparison(told)
    names = _chosen(told.measures, comparison)
    found = measured(names, comparison)
    if told.json:
        say(json.dumps({"made": len(comparison.made), "measures": found}))
        return 0
    for name, number in found.items():
        say(_line(name, number))
    for sentence in _left_out(told.measures, comparison):
        say(sentence)
    return 0


def _parser() -> Parser:
    parser = Parser("measure", "Measure pictures against others.")
    parser.add_argument("made", type=Path, metavar="MADE", help="folder of pictures to judge")
    parser.add_argument("--against", type=Path, required=True, metavar="DIR", help="real pictures")
    parser.add_argument(
        "--paired", action="store_true", help="pictures of one name belong together"
    )
    parser.add_argument("--training", type=Path, metavar="DIR", help="what was trained with")
    parser.add_argument("--classes", action="store_true", help="the folders inside are classes")
    parser.add_argument("--labels", type=Path, metavar="DIR", help="maps that MADE was made from")
    parser.add_argument(
        "--taught-by", type=Path, metavar="DIR", help="real labelled data that teaches a segmenter"
    )
    parser.add_argument(
        "--no-class", type=int, default=UNLABELLED, metavar="N", help="number that is no class"
    )
    parser.add_argument("--rival", nargs="*", type=Path, default=[], metavar="DIR", help="others'")
    parser.add_argument(
        "--measures", metavar="A,B", help=f"some of {','.join(METRICS)} (default: all that fit)"
    )
    parser.add_argument("--channel", choices=[c.value for c in Channel], default="rgb")
    parser.add_argument("--border", type=int, default=0, metavar="PX", help="edge that is left out")
    parser.add_argument("--device", default="cpu", metavar="NAME", help="cpu or cuda:N")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser


def _comparison(told: argparse.Namespace) -> Comparison:
    if bool(told.labels) != bool(told.taught_by):
        raise WrongOption("State both --labels and --taught-by, or neither.")
    given = (told.made, told.against, told.training, told.labels, told.taught_by, *told.rival)
    for folder in given:
        if folder is not None and not folder.is_dir():
            raise WrongOption(f"{folder} is no folder.")
    if told.paired:
        made, real = partners(told.made, told.against)
    else:
        made, real = open_folder(told.made), open_folder(told.against)
    comparison = Comparison(
        made=made,
        real=real,
        paired=told.paired,
        training=open_folder(told.training) if told.training else None,
        rivals={folder.name: open_folder(folder) for folder in told.rival},
        plans=Plans(view=View(Channel(told.channel), told.border)),
        device=told.device,
    )
    if told.labels:
        comparison = _mapped(told, comparison, made)
    return _classed(told, comparison, (made, real)) if told.classes else comparison


def _mapped(told: argparse.Namespace, comparison: Comparison, made: PictureFolder) -> Comparison:
    """With the maps that the made pictures come from, and a segmenter of real pictures."""
    maps = maps_of(made, told.made, told.labels, told.no_class)
    segmenter = taught_by(
        told.taught_by, told.no_class, told.device, lambda said: say(said, sys.stderr)
    )
    return replace(
        comparison, labels=maps, label_classes=segmenter.plan.classes, segmenter=segmenter
    )


def _classed(
    told: argparse.Namespace,
    comparison: Comparison,
    both: tuple[PictureFolder, PictureFolder],
) -> Comparison:
    """With the classes that the folders inside say; those of the real pictures are all."""
    names = class_names(told.against)
    training = open_folder(told.training) if told.training else None
    return replace(
        comparison,
        made_classes=classes_of(both[0], told.made, names),
        real_classes=classes_of(both[1], told.against, names),
        training_classes=classes_of(training, told.training, names) if training else None,
    )


def _chosen(asked: str | None, comparison: Comparison) -> list[str]:
    """What was asked for; otherwise all that fit and have their networks."""
    if asked:
        return [name.strip() for name in asked.split(",") if name.strip()]
    fitting = [name for name in possible(comparison) if not _missing(name)]
    if not fitting:
        teacher_file(METRICS[possible(comparison)[0]].teachers[0])
    return fitting


def _left_out(asked: str | None, comparison: Comparison) -> list[str]:
    """A sentence for each measure that would fit and lacks its network."""
    if asked:
        return []
    return [f"{METRICS[n].title}: {why}" for n in possible(comparison) if (why := _missing(n))]


def _missing(name: str) -> str:
    try:
        for teacher in METRICS[name].teachers:
            teacher_file(teacher)
    except TeacherMissing as missing:
        return str(missing)
    return ""


def _line(name: str, number: float) -> str:
    known = value(name)
    unit = "" if known is None or known.unit == "1" else f" {known.unit}"
    better = "" if known is None or known.better is Better.NEITHER else known.better.value
    return f"  {name:24} {number:.6g}{unit}".ljust(46) + (f"{better} is better" if better else "")
