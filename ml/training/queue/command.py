"""`queue`: what to train next on a machine with a GPU, and the one command that does it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ml.training.commands import terminal
from ml.training.commands.arguments import Parser
from ml.training.commands.places import runs_folder
from ml.training.commands.terminal import TrainingLine, command, say
from ml.training.experiment_file import read_run
from ml.training.loop import checkpoint as checkpoints
from ml.training.loop.checkpoint import CheckpointDamaged
from ml.training.problems import WrongOption, nearest
from ml.training.queue.entries import Entry, QueueWrong, entry_called, queue_file, read_queue, root
from ml.training.queue.prepare import prepare
from ml.training.queue.running import EntryRun, Limits, Places, monotonic

ACTIONS = ("list", "next", "run", "prepare")


def main(words: Sequence[str]) -> int:
    action, *rest = list(words) or ["list"]
    if action.startswith("-"):
        action, rest = "list", list(words)
    if action not in ACTIONS:
        raise WrongOption(f"queue has no action {action!r}{nearest(action, ACTIONS)}")
    told = _parser(action).read(rest)
    entries = read_queue(told.queue or queue_file())
    if action == "list":
        say("\n".join(_line(number, entry) for number, entry in enumerate(entries, 1)))
        return 0
    if action == "prepare":
        prepare(entry_called(entries, told.entry), told.data, told.output, say)
        return 0
    return _train(entries, told)


def _parser(action: str) -> Parser:
    usages = {
        "list": "[--queue FILE]",
        "next": "--packs DIR --output DIR [--minutes N]",
        "run": "ENTRY --packs DIR --output DIR [--minutes N]",
        "prepare": "ENTRY --data DIR --output DIR",
    }
    parser = Parser(f"queue {action}", "What is worth training next.", usages[action])
    parser.add_argument(
        "--queue", type=Path, metavar="FILE", help="another list than the program's"
    )
    if action in ("run", "prepare"):
        parser.add_argument("entry", metavar="ENTRY", help="its id")
    if action == "prepare":
        parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="all data sets")
        parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="to carry")
    if action in ("next", "run"):
        _add_run(parser)
    return parser


def _add_run(parser: Parser) -> None:
    parser.add_argument("--packs", type=Path, required=True, metavar="DIR", help="packs, models")
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="for the results")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keeps the state between commands")
    for name, usual, text in (
        ("minutes", 25.0, "this command ends in time for so many"),
        ("whole-minutes", 0.0, "all commands together, where the machine ends each one early"),
        ("publish-minutes", 3.0, "between two publications"),
    ):
        help_line = f"{text} (default: {usual:g})"
        parser.add_argument(f"--{name}", type=float, default=usual, metavar="N", help=help_line)


def _line(number: int, entry: Entry) -> str:
    packs = ", ".join(entry.packs)
    goal = f"{entry.metric} {entry.better} than {entry.goal or 'the last one'}"
    reached = entry.reached or "nothing yet"
    return (
        f"{number}. {entry.id} ({entry.system}, {entry.minutes} min, packs {packs})\n"
        f"   {entry.what}\n   goal: {goal}; reached: {reached}"
    )


def _train(entries: Sequence[Entry], told: argparse.Namespace) -> int:
    work = told.work or runs_folder() / "queue"
    if told.entry if "entry" in told else None:
        entry = entry_called(entries, told.entry)
    else:
        entry = next_entry(entries, told.packs, work)
    if told.minutes <= 0:
        raise WrongOption(f"--minutes must be above 0, and {told.minutes:g} is not.")
    places = Places(told.packs, told.output, work, (told.packs, root()))
    began_s = terminal.process_began_s
    limits = Limits(told.minutes, told.whole_minutes, told.publish_minutes, began_s)
    line = TrainingLine(entry.id)
    try:
        outcome = EntryRun(entry, places, limits, line, monotonic).run()
    finally:
        line.end()
    say(f"{entry.id}: step {outcome.step} of {outcome.steps}; see {told.output / entry.id}")
    if not outcome.is_finished:
        say(f"The same command goes on with it, as long as {work} is kept.")
    return 0


def next_entry(entries: Sequence[Entry], packs: Path, work: Path) -> Entry:
    """The first entry whose packs are here and whose run in `work` is not finished.

    Raises `QueueWrong` with what is missing.
    """
    missing: list[str] = []
    for entry in entries:
        try:
            entry.packs_in(packs)
        except QueueWrong as error:
            missing.append(str(error))
            continue
        if not is_finished(work / entry.id):
            return entry
    if missing:
        raise QueueWrong(f"{missing[0]} Make packs with: {command()} queue prepare ENTRY")
    raise QueueWrong("All entries of the queue whose packs are here are finished.")


def is_finished(run: Path) -> bool:
    """Whether a run has done all its steps."""
    path = run / checkpoints.NAME
    if not path.exists():
        return False
    try:
        return int(checkpoints.read(path).facts["step"]) >= read_run(run).experiment.steps
    except CheckpointDamaged:
        return False
