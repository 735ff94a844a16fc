"""The loop: it learns, stops, goes on with the same bits, and skips what is not a number."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from small_regression import RegressionOptions, SmallRegression

from benchmarks.torture.small_gan import SmallGan, SmallOptions, SmallPictures
from ml.training.loop.checkpoint import NAME, read
from ml.training.loop.identity import OtherExperiment
from ml.training.progress import Outcome, Running
from ml.training.trainer import Trainer

QUIET = Running(device="cpu", loader_threads=1, previews=2, evaluations=2, catch_signals=False)


def train(folder: Path, stop_after: int | None = None, **changes: object) -> Outcome:
    """Train the small GAN; `stop_after` asks to stop at the so-many-th question."""
    asked = 0

    def stop() -> bool:
        nonlocal asked
        asked += 1
        return stop_after is not None and asked > stop_after

    recipe = SmallGan(SmallOptions())
    experiment = replace(recipe.defaults, **changes)  # type: ignore[arg-type]
    return Trainer(recipe, experiment, folder, SmallPictures(), running=QUIET).run(stop)


@pytest.mark.parametrize("accumulate", [1, 2])
def test_stopped_anywhere_it_ends_in_the_same_bits(tmp_path: Path, accumulate: int) -> None:
    whole = train(tmp_path / "whole", accumulate=accumulate)
    assert whole.is_finished
    runs = 0
    while True:
        outcome = train(tmp_path / "cut", stop_after=7, accumulate=accumulate)
        runs += 1
        if outcome.is_finished:
            break
    assert runs > 3
    assert outcome.digest == whole.digest


def test_measuring_the_share_of_the_peak_changes_nothing(tmp_path: Path) -> None:
    recipe = SmallGan(SmallOptions())
    digests = []
    for measures in (False, True):
        running = replace(QUIET, measure_peak=measures)
        folder = tmp_path / str(measures)
        trainer = Trainer(recipe, recipe.defaults, folder, SmallPictures(), running=running)
        recipe.restore({"pool": []})
        digests.append(trainer.run().digest)
    lines = [json.loads(x) for x in (tmp_path / "True/metrics.jsonl").read_text().splitlines()]
    shares = [line["share_of_peak"] for line in lines if line["kind"] == "step"]
    assert all(0 < share < 1 for share in shares)
    assert digests[0] == digests[1]


def test_another_seed_ends_in_other_bits(tmp_path: Path) -> None:
    assert train(tmp_path / "a").digest != train(tmp_path / "b", seed=1).digest


def test_the_record_has_every_line_once(tmp_path: Path) -> None:
    for stop_after in (9, 14, None):
        train(tmp_path, stop_after)
    lines = [json.loads(text) for text in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    drawn = [line["step"] for line in lines if line["kind"] == "samples"]
    assert drawn == [0, 6, 12]
    steps = [line["step"] for line in lines if line["kind"] == "step"]
    assert steps == sorted(set(steps))
    assert steps[-1] == 12
    assert (tmp_path / "samples" / "00000012-made.png").exists()
    assert {"pool"} < set(json.dumps(read(tmp_path / NAME).facts["recipe"])) | {"pool"}
    environment = (tmp_path / "environment.json").read_text()
    assert str(tmp_path) not in environment


def test_it_learns(tmp_path: Path) -> None:
    recipe = SmallRegression(RegressionOptions(width=8))
    experiment = replace(recipe.defaults, steps=60)
    running = replace(QUIET, record_every_s=0.0)
    items = SmallPictures()
    Trainer(recipe, experiment, tmp_path, items, items, running=running).run()
    lines = [json.loads(text) for text in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    losses = [line["losses"]["learn/pixels"] for line in lines if line["kind"] == "step"]
    assert losses[-1] < losses[0] / 3
    measured = {line["step"]: line["measures"] for line in lines if line["kind"] == "measures"}
    assert measured == {step: {"items": 6.0} for step in (0, 30, 60)}


def test_another_experiment_is_refused_by_name(tmp_path: Path) -> None:
    train(tmp_path)
    with pytest.raises(OtherExperiment, match=r"experiment\.batch = 4, not 8"):
        train(tmp_path, batch=8)
    with pytest.raises(OtherExperiment, match="planned for 12 steps"):
        train(tmp_path, steps=24)


def test_steps_may_be_raised_where_nothing_depends_on_them(tmp_path: Path) -> None:
    def run(folder: Path, steps: int) -> Outcome:
        recipe = SmallRegression(RegressionOptions())
        experiment = replace(recipe.defaults, steps=steps)
        return Trainer(recipe, experiment, folder, SmallPictures(), running=QUIET).run()

    run(tmp_path / "raised", 5)
    raised = run(tmp_path / "raised", 10)
    assert raised.digest == run(tmp_path / "whole", 10).digest


def test_accumulated_parts_equal_the_whole_batch(tmp_path: Path) -> None:
    weights = []
    for accumulate in (1, 4):
        recipe = SmallRegression(RegressionOptions())
        experiment = replace(recipe.defaults, accumulate=accumulate)
        folder = tmp_path / str(accumulate)
        Trainer(recipe, experiment, folder, SmallPictures(), running=QUIET).run()
        weights.append(read(folder / NAME).tensors)
    for name, tensor in weights[0].items():
        if name.startswith("network/"):
            torch.testing.assert_close(tensor, weights[1][name], rtol=1e-4, atol=1e-6)


def test_what_is_not_a_number_touches_nothing(tmp_path: Path) -> None:
    recipe = SmallRegression(RegressionOptions(broken_step=4))
    outcome = Trainer(recipe, recipe.defaults, tmp_path, SmallPictures(), running=QUIET).run()
    assert outcome.skipped == 6
    after_four = replace(recipe.defaults, steps=4)
    fine = SmallRegression(RegressionOptions())
    Trainer(fine, after_four, tmp_path / "four", SmallPictures(), running=QUIET).run()
    broken, whole = read(tmp_path / NAME).tensors, read(tmp_path / "four" / NAME).tensors
    for name in whole:
        if not name.startswith("average/"):
            assert torch.equal(broken[name], whole[name]), name
