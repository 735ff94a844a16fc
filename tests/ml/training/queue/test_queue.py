"""The queue's next entry is trained end to end in its time, and whole weights are left behind."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from dataset_files import write_split_set
from safetensors.torch import load_file, save_file
from small_regression import SmallRegression

from ml.store.bundled import read_published
from ml.training.catalog import RECIPES
from ml.training.commands.places import find
from ml.training.commands.terminal import TrainingLine
from ml.training.commands.train import read_words
from ml.training.experiment import Experiment
from ml.training.experiment_file import read_run
from ml.training.loop import checkpoint as checkpoints
from ml.training.queue import running as queue_run
from ml.training.queue.entries import Entry, QueueWrong, queue_file, read_queue
from ml.training.queue.output import verdict
from ml.training.queue.prepare import carried_sizes, half, needed, transfers
from ml.training.queue.running import (
    EntryRun,
    Limits,
    NoMemory,
    Places,
    is_out_of_memory,
    lighter_of,
)
from ml.training.trainer import Trainer

SYSTEM = "small_regression"
Call = Callable[..., tuple[int, str, str]]
QUEUE = f"""
# A queue

```toml
id = "small-first"
system = "{SYSTEM}"
what = "Undo darkness."
packs = ["clouds"]
data = ["photos"]
words = ["--steps", "12", "--width", "3"]
minutes = 1
fit = false
metric = "items"
goal = 2
```

Prose between.

```toml
id = "small-second"
system = "{SYSTEM}"
what = "The same, as far as the time allows."
packs = ["clouds"]
fit = true
```
"""


@pytest.fixture
def queue(tmp_path: Path) -> Path:
    path = tmp_path / "queue.md"
    path.write_text(QUEUE)
    return path


@pytest.fixture
def packs(call: Call, tmp_path: Path, queue: Path) -> Path:
    write_split_set(tmp_path / "photos")
    folder = tmp_path / "carried"
    words = ("queue", "prepare", "small-first", "--data", tmp_path, "--output", folder)
    code, out, err = call(*words, "--queue", queue)
    assert (code, "MB to carry" in out) == (0, True), err
    return folder


def test_the_next_entry_is_trained_measured_and_published(
    call: Call, packs: Path, queue: Path, tmp_path: Path
) -> None:
    words = ("queue", "next", "--packs", packs, "--output", tmp_path / "out", "--minutes", 1)
    words = (*words, "--queue", queue, "--work", tmp_path / "work")
    code, out, err = call(*words)
    assert (code, "small-first: step 12 of 12" in out) == (0, True), err
    left = tmp_path / "out" / "small-first"
    assert {path.name for path in left.iterdir()} == {
        "card.toml",
        "experiment.toml",
        "metrics.jsonl",
        "samples.jpg",
        "small-first.safetensors",
        "summary.md",
    }
    found = read_published(left)
    assert found is not None
    found.check()
    assert read_run(left).options["width"] == 3
    page = (left / "summary.md").read_text()
    for word in ("step 12 of 12", "items 3 beats 2", "| 12 | items 3 |", "| learn/pixels |"):
        assert word in page
    assert str(tmp_path) not in page
    code, out, _ = call(*words, "--minutes", 0.04)
    assert (code, out.startswith("small-second: step ")) == (0, True), "the first one is finished"


def test_the_steps_fit_the_time(call: Call, packs: Path, tmp_path: Path) -> None:
    entry = Entry("fitted", SYSTEM, "x", ("clouds",), fit=True)
    ticks = Ticks()
    run = entry_run(entry, packs, tmp_path, ticks, Limits(minutes=10.0, whole_minutes=20.0))
    wanted = run._fitted(read_words(SYSTEM, ["--data", str(packs)]))
    # Each look at the clock takes a second: a step of the probes is a known number of looks.
    assert 1 < wanted.experiment.steps < 20 * 60
    short = entry_run(entry, packs, tmp_path, Ticks(), Limits(minutes=10.0))
    fewer = short._fitted(read_words(SYSTEM, ["--data", str(packs)]))
    assert fewer.experiment.steps == pytest.approx(wanted.experiment.steps / 2, rel=0.1)
    assert not list((tmp_path / "work").glob(".*probe"))


def test_it_stops_in_time_goes_on_and_is_whole_meanwhile(
    call: Call, packs: Path, tmp_path: Path
) -> None:
    entry = Entry("cut", SYSTEM, "x", ("clouds",), words=("--steps", "60"), fit=False)
    outcome = entry_run(entry, packs, tmp_path, Ticks(), Limits(minutes=1.0)).run()
    assert 0 < outcome.step < 60
    page = (tmp_path / "out" / "cut" / "summary.md").read_text()
    assert f"step {outcome.step} of 60" in page
    assert f"| {outcome.step} | items 3 |" in page, "measured although it is not at its end"
    again = entry_run(entry, packs, tmp_path, Ticks(), Limits(minutes=30.0)).run()
    assert again.is_finished
    whole = Entry("whole", SYSTEM, "x", ("clouds",), words=("--steps", "60"), fit=False)
    uncut = entry_run(whole, packs, tmp_path, Ticks(), Limits(minutes=60.0)).run()
    assert uncut.digest == again.digest


def test_the_last_weights_are_started_from(call: Call, packs: Path, tmp_path: Path) -> None:
    entry = Entry("warm", SYSTEM, "x", ("clouds",), words=("--steps", "2"), fit=False)
    entry_run(entry, packs, tmp_path, Ticks(), Limits(minutes=30.0)).run()
    os.rename(tmp_path / "out" / "warm", packs / "warm")
    os.rename(tmp_path / "work", tmp_path / "lost")
    entry_run(entry, packs, tmp_path, Ticks(), Limits(minutes=30.0)).run()
    page = (tmp_path / "out" / "warm" / "summary.md").read_text()
    assert "started from warm.safetensors" in page


def test_a_critic_travels_to_the_next_run(
    call: Call, packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SmallRegression, "carried", ("network",))
    entry = Entry("both", SYSTEM, "x", ("clouds",), words=("--steps", "2"), fit=False)
    entry_run(entry, packs, tmp_path, Ticks(), Limits(minutes=30.0)).run()
    carried = load_file(tmp_path / "out" / "both" / "both-carried.safetensors")
    kept = checkpoints.read(tmp_path / "work" / "both" / checkpoints.NAME).tensors
    assert set(carried) == {f"network.{n}.{kind}" for n in (0, 2) for kind in ("weight", "bias")}
    now = kept["network/network/0.weight"]
    assert torch.equal(carried["network.0.weight"], now.half()), "not the averaged ones"
    found = read_published(tmp_path / "out" / "both")
    assert found is not None
    assert [part.file for part in found.parts] == ["both.safetensors"]
    assert find(str(found.folder)).name == "both.safetensors", "what is measured and drawn with"
    os.rename(tmp_path / "out" / "both", packs / "both")
    names = [path.name for path in entry.warm_start_in((packs,))]
    assert names == ["both-carried.safetensors", "both.safetensors"]


def test_too_little_memory_halves_what_is_on_the_device(
    call: Call, packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Trainer.run
    seen: list[tuple[int, int]] = []
    looks = iter([False] * 3 + [True] * 9)

    def run(trainer: Trainer, stop: Callable[[], bool] | None = None) -> object:
        batch, parts = trainer.experiment.batch, trainer.experiment.accumulate
        seen.append((batch, parts))
        if batch // parts > 2:
            if len(seen) == 1:
                real(trainer, lambda: next(looks))
            raise torch.OutOfMemoryError("CUDA out of memory")
        return real(trainer, stop)

    monkeypatch.setattr(Trainer, "run", run)
    words = ("--steps", "6", "--batch", "8")
    entry = Entry("large", SYSTEM, "x", ("clouds",), words=words, fit=False)
    outcome = entry_run(entry, packs, tmp_path, Ticks(), Limits(minutes=30.0)).run()
    assert outcome.is_finished
    assert seen == [(8, 1), (8, 2), (8, 4)]
    page = (tmp_path / "out" / "large" / "summary.md").read_text()
    assert "too little memory: batch 8 in 4 parts instead of 8 in 2" in page
    assert read_run(tmp_path / "work" / "large").experiment.accumulate == 4


def test_memory_is_given_up_one_example_at_a_time() -> None:
    experiment = Experiment(batch=12)
    seen = []
    while True:
        seen.append((experiment.batch, experiment.accumulate))
        try:
            experiment = lighter_of(experiment)
        except NoMemory:
            break
    assert seen == [(12, 1), (12, 2), (12, 4), (4, 4)]
    assert is_out_of_memory(
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory")
    )
    assert not is_out_of_memory(RuntimeError("shapes differ"))


def test_a_published_state_is_whole_at_every_moment(
    call: Call, packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at any publication, the output holds the publication before."""
    entry = Entry("killed", SYSTEM, "x", ("clouds",), words=("--steps", "8"), fit=False)
    left = tmp_path / "out" / "killed"
    seen: list[int] = []

    def look(run: Path, folder: Path, card: object) -> list[Path]:
        if seen:
            found = read_published(left)
            assert found is not None
            found.check()
        seen.append(len(seen))
        if len(seen) == 4:
            raise KeyboardInterrupt
        return REAL(run, folder, card)  # type: ignore[arg-type]

    monkeypatch.setattr("ml.training.queue.output.write_publication", look)
    limits = Limits(minutes=30.0, publish_minutes=0.0)
    with pytest.raises(KeyboardInterrupt):
        entry_run(entry, packs, tmp_path, Ticks(), limits).run()
    found = read_published(left)
    assert found is not None
    found.check()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["killed"]


def test_what_is_missing_is_said(call: Call, tmp_path: Path, queue: Path) -> None:
    for words, said in (
        (("queue", "nxt"), "did you mean next?"),
        (("queue", "next"), "--packs"),
        (("queue", "next", "--packs", tmp_path, "--output", tmp_path), "has no pack clouds"),
        (
            ("queue", "run", "small-frist", "--packs", tmp_path, "--output", tmp_path),
            "did you mean small-first?",
        ),
    ):
        code, _, err = call(*words, *(("--queue", queue) if len(words) > 3 else ()))
        assert (code, said in err) == (2, True), err
    assert "1. small-first" in call("queue", "list", "--queue", queue)[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id = ", "cannot be read"),
        ('id = "a"\nsystem = "b"', "The entry a of q.md does not say its what"),
        ('id = "a"\nwrods = ["x"]', "has no wrods; did you mean words?"),
        (QUEUE + QUEUE, "two entries called small-first"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "q.md"
    path.write_text(text if "```" in text else f"```toml\n{text}\n```\n")
    with pytest.raises(QueueWrong) as caught:
        read_queue(path)
    assert said in str(caught.value)


def test_the_programs_own_queue_can_be_carried_out() -> None:
    entries = read_queue(queue_file())
    assert entries
    for entry in entries:
        assert entry.system in RECIPES, entry.id
        assert len(entry.data) == len(entry.packs), entry.id
        # A word that the recipe does not know would cost a half hour on a lent machine.
        words = read_words(entry.system, ["--data", "nowhere", *entry.words, *entry.warm_words])
        assert words.recipe.stages()
        assert entry.metric, entry.id


def test_a_goal_is_a_number_or_another_measure() -> None:
    entry = Entry("a", SYSTEM, "x", (), metric="psnr", goal="bicubic")
    assert verdict(entry, {"psnr": 30.0, "bicubic": 28.0}) == (
        "psnr 30 beats bicubic 28 (higher is better)"
    )
    lower = dataclasses.replace(entry, better="lower", goal=0.2)
    assert "does not beat 0.2" in verdict(lower, {"psnr": 0.3})
    assert "nothing was measured" in verdict(lower, {})


def test_what_is_too_large_for_one_transfer_comes_in_several(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "a.safetensors").write_bytes(bytes(7))
    (tmp_path / "models" / "b.safetensors").write_bytes(bytes(1))
    (tmp_path / "one.pack").write_bytes(bytes(6))
    (tmp_path / "two.pack").write_bytes(bytes(3))
    sizes = carried_sizes(tmp_path)
    assert sizes == {"models": 8, "one.pack": 6, "two.pack": 3}
    assert transfers(sizes, 17) == [["models", "one.pack", "two.pack"]]
    assert transfers(sizes, 9) == [["models"], ["one.pack", "two.pack"]]
    assert transfers(sizes, 5) == [["models"], ["one.pack"], ["two.pack"]], "none is left behind"


def test_a_teacher_travels_light(tmp_path: Path) -> None:
    weights = {"2.weight": torch.ones(3), "9.weight": torch.full((2,), 1e6)}
    save_file(weights, tmp_path / "t.safetensors")
    read = load_file(tmp_path / "t.safetensors")
    assert needed(read, ["layers.2.weight"]) == ["2.weight"]
    assert needed(read, ["other"]) == []
    assert half(read["2.weight"]).dtype is torch.float16
    assert half(read["9.weight"]).dtype is torch.float32


REAL = queue_run.leave.__globals__["write_publication"]


class Ticks:
    """A clock on which every look takes a second."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        self.now_s += 1.0
        return self.now_s


def entry_run(
    entry: Entry, packs: Path, tmp_path: Path, clock: Callable[[], float], limits: Limits
) -> EntryRun:
    places = Places(packs, tmp_path / "out", tmp_path / "work", (packs,))
    return EntryRun(entry, places, limits, TrainingLine(entry.id, quiet=True), clock)


def test_lines_of_the_record_are_kept(call: Call, packs: Path, tmp_path: Path) -> None:
    entry = Entry("kept", SYSTEM, "x", ("clouds",), words=("--steps", "3"), fit=False)
    entry_run(entry, packs, tmp_path, Ticks(), Limits(minutes=30.0)).run()
    text = (tmp_path / "out" / "kept" / "metrics.jsonl").read_text()
    kinds = {json.loads(line)["kind"] for line in text.splitlines()}
    assert kinds == {"step", "samples", "measures"}
