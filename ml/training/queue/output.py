"""What a queue run leaves behind: weights, record, samples and a page that sums up."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from torch import Tensor

from ml.training.commands.terminal import left_words, measure_words
from ml.training.commands.train import repeatable
from ml.training.experiment_file import FILE_NAME as EXPERIMENT
from ml.training.experiment_file import read_run
from ml.training.loop.checkpoint import Checkpoint
from ml.training.loop.record import ENVIRONMENT, METRICS, SAMPLES
from ml.training.publishing.card import CardFacts, read_card, read_facts, write_text
from ml.training.publishing.publish import record_of, replaced_folder, write_publication
from ml.training.publishing.trained import checkpoint_of, recipe_of
from ml.training.publishing.weight_parts import WeightsWrong, write_parts
from ml.training.queue.entries import Entry, root

MOST_FILES = 8
RECORD_LINES = 4000
SUMMARY = "summary.md"


def leave(entry: Entry, run: Path, output: Path, notes: Sequence[str] = ()) -> Path:
    """Write `output/<entry id>/`, at most eight files of at most 16 MiB; whole at any moment.

    Weights and card come first, then what else is carried to the next run, then summary,
    samples, record and experiment as far as there is room. Returns the folder.
    """
    target = output / entry.id
    with replaced_folder(target, entry.id) as staged:
        written = write_publication(run, staged, facts_of(entry, run))
        written += carry(entry, run, staged)
        write_text(staged / SUMMARY, summary(entry, run, read_card(staged), notes))
        room = MOST_FILES - len(written) - 1
        makers = (_samples, _record, _experiment)
        for make in makers[: max(0, room)]:
            make(run, staged)
    return target


def carry(entry: Entry, run: Path, folder: Path) -> list[Path]:
    """The recipe's carried networks as they are now, for a warm start; no part of the card.

    What does not fit into half precision stays behind: the next run begins that network anew.
    """
    recipe, kept = recipe_of(read_run(run)), checkpoint_of(run)
    arrays = {
        f"{name}.{key}": tensor.float().numpy() if tensor.is_floating_point() else tensor.numpy()
        for name in recipe.carried
        for key, tensor in network_tensors(kept, name).items()
    }
    if not arrays:
        return []
    header = {"system": recipe.system, "carried": True}
    try:
        parts = write_parts(folder, f"{entry.id}-carried", arrays, header)
    except WeightsWrong:
        return []
    return [folder / part.file for part in parts]


def network_tensors(kept: Checkpoint, name: str) -> dict[str, Tensor]:
    """The weights of one network as they were last trained, without averaging."""
    head = f"network/{name}/"
    return {key[len(head) :]: t for key, t in kept.tensors.items() if key.startswith(head)}


def facts_of(entry: Entry, run: Path) -> CardFacts:
    """The card's facts: from the entry's file of facts where it names one."""
    described = read_run(run)
    recipe = recipe_of(described)
    if entry.facts:
        return dataclasses.replace(read_facts(root() / entry.facts), id=entry.id)
    return CardFacts(
        id=entry.id,
        title=recipe.title,
        licence=entry.licence,
        family=entry.family,
        note=entry.what,
        command=repeatable(recipe, described.experiment),
    )


def summary(entry: Entry, run: Path, card: Mapping[str, Any], notes: Sequence[str]) -> str:
    """One page: what was trained on what, how far, how good, and what to do with it."""
    lines = record_of(run)
    steps = [line for line in lines if line.get("kind") == "step"]
    measured = [line for line in lines if line.get("kind") == "measures"]
    last = measured[-1]["measures"] if measured else {}
    parts = ", ".join(f"{p['file']} ({p['size_bytes'] / 1e6:.1f} MB)" for p in card["parts"])
    page = [
        f"# {entry.id}",
        "",
        entry.what,
        "",
        f"- step {card['step']} of {card['steps']}, {left_words(card['seconds'])} of training",
        f"- {_device(run)}",
        f"- {_speed(steps)}",
        f"- weights: {parts}, {card['parameters']:,} parameters",
        f"- command: `{card['command']}`",
        f"- {verdict(entry, last)}",
        *(f"- {note}" for note in notes),
        "",
        "| step | measures on held-out data |",
        "|---:|---|",
        *(f"| {line['step']} | {measure_words(line['measures'])} |" for line in measured),
        "",
        "Losses, mean of the first and the last tenth of the record:",
        "",
        *_losses(steps),
        "",
        f"To go on from here: put this folder under `{entry.weights or entry.id}` and run the "
        "entry again; write what was reached into the queue.",
    ]
    return "\n".join(page) + "\n"


def verdict(entry: Entry, measures: Mapping[str, float]) -> str:
    """Whether the goal is reached, in words."""
    goal = measures.get(entry.goal) if isinstance(entry.goal, str) else entry.goal
    value = measures.get(entry.metric)
    if entry.goal == "" and value is not None:
        return f"{entry.metric} {value:.4g}; the queue has no goal for it yet"
    if goal is None or value is None:
        return "nothing was measured that can be compared with a goal"
    is_better = value > goal if entry.better == "higher" else value < goal
    name = f"{entry.goal} " if isinstance(entry.goal, str) else ""
    word = "beats" if is_better else "does not beat"
    return f"{entry.metric} {value:.4g} {word} {name}{goal:.4g} ({entry.better} is better)"


def _device(run: Path) -> str:
    try:
        facts = json.loads((run / ENVIRONMENT).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "device unknown"
    return f"{facts.get('card', facts.get('device'))}, torch {facts.get('torch')}"


def _speed(steps: Sequence[Mapping[str, Any]]) -> str:
    if not steps:
        return "no step was recorded"
    speed = sum(line["images_per_s"] for line in steps) / len(steps)
    waiting = sum(line["waiting_share"] for line in steps) / len(steps)
    skipped = steps[-1].get("skipped", 0)
    return f"{speed:.3g} images/s, waiting for data {waiting:.0%}, {skipped} updates skipped"


def _losses(steps: Sequence[Mapping[str, Any]]) -> list[str]:
    tenth = max(1, len(steps) // 10)
    names = sorted({name for line in steps for name in line["losses"]})
    rows = ["| loss | first | last |", "|---|---:|---:|"]
    for name in names:
        first, last = (_mean(some, name) for some in (steps[:tenth], steps[-tenth:]))
        rows.append(f"| {name} | {first} | {last} |")
    return rows


def _mean(lines: Sequence[Mapping[str, Any]], name: str) -> str:
    values = [line["losses"][name] for line in lines if line["losses"].get(name) is not None]
    return f"{sum(values) / len(values):.4g}" if values else "-"


def _samples(run: Path, staged: Path) -> None:
    """The last grids below each other, as a JPEG."""
    paths = sorted((run / SAMPLES).glob("*.png"))
    newest = [path for path in paths if path.name.split("-")[0] == paths[-1].name.split("-")[0]]
    if not newest:
        return
    grids = []
    for path in newest:
        with Image.open(path) as opened:
            grids.append(opened.convert("RGB"))
    page = Image.new("RGB", (max(g.width for g in grids), sum(g.height + 4 for g in grids)))
    top = 0
    for grid in grids:
        page.paste(grid, (0, top))
        top += grid.height + 4
    page.save(staged / "samples.jpg", format="JPEG", quality=88)


def _record(run: Path, staged: Path) -> None:
    """The record; of very many lines about steps only some."""
    lines = record_of(run)
    steps = [line for line in lines if line.get("kind") == "step"]
    every = len(steps) // RECORD_LINES + 1
    kept = {line["step"] for line in steps[::every]}
    text = "".join(
        json.dumps(line) + "\n"
        for line in lines
        if line.get("kind") != "step" or line["step"] in kept
    )
    write_text(staged / METRICS, text)


def _experiment(run: Path, staged: Path) -> None:
    shutil.copyfile(run / EXPERIMENT, staged / EXPERIMENT)
