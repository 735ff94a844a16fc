"""Updates that are not numbers: counted, harmless, and not for ever."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from small_regression import RegressionOptions, SmallRegression
from torch import nn

from benchmarks.torture.small_gan import SmallPictures
from ml.training.experiment import Experiment, Optimiser
from ml.training.loop.checkpoint import NAME, read
from ml.training.loop.guard import TOO_MANY, Buffers, Diverged, Guard
from ml.training.loop.optimisers import Optimisers
from ml.training.progress import Running
from ml.training.trainer import Trainer

CPU = torch.device("cpu")
RUNNING = Running(
    device="cpu", loader_threads=1, previews=0, record_every_s=0.0, checkpoint_every=5,
    catch_signals=False,
)  # fmt: skip


def test_too_many_in_a_row_end_the_run_with_the_last_good_checkpoint(tmp_path: Path) -> None:
    recipe = SmallRegression(RegressionOptions(broken_step=7))
    experiment = replace(recipe.defaults, steps=100)
    with pytest.raises(Diverged, match="25 times in a row.*smaller learning rate than 0.01"):
        Trainer(recipe, experiment, tmp_path, SmallPictures(), running=RUNNING).run()
    kept = read(tmp_path / NAME)
    assert 5 <= kept.facts["step"] < 7 + TOO_MANY
    assert all(tensor.isfinite().all() for tensor in kept.tensors.values())


def test_on_a_card_the_optimiser_itself_leaves_out_what_is_no_number() -> None:
    network = nn.Linear(2, 1)
    optimisers = Optimisers({"n": network}, Experiment(optimiser=Optimiser(lr=0.1)))
    guard = Guard(CPU)
    seen = []
    for value in (1.0, float("nan"), 1.0):
        (parameter, _) = optimisers.only(["n"])
        network(torch.full((1, 2), value)).sum().backward()
        norm = parameter.grad.norm()
        optimisers.move(["n"], 0, guard.mark(norm, norm))
        seen.append(network.weight.detach().clone())
    assert torch.equal(seen[0], seen[1])
    assert not torch.equal(seen[1], seen[2])
    assert optimisers.state()["n/weight/step"].item() == 2
    assert guard.state() == [1, 0]


def test_statistics_are_put_back_without_waiting() -> None:
    network = nn.BatchNorm1d(2)
    buffers = Buffers({"n": network})
    for bad, expected in ((1.0, True), (0.0, False)):
        buffers.save()
        before = network.running_mean.clone()
        network(torch.randn(8, 2) + 5)
        buffers.put_back_where(["n"], torch.tensor(bad))
        assert torch.equal(network.running_mean, before) == expected


def test_gradients_are_clipped_to_their_norm(tmp_path: Path) -> None:
    moved = []
    for clip in (0.0, 1e-9):
        recipe = SmallRegression(RegressionOptions())
        optimiser = Optimiser(lr=1e-2, clip=clip)
        experiment = replace(recipe.defaults, steps=1, optimiser=optimiser)
        folder = tmp_path / str(clip)
        Trainer(recipe, experiment, folder, SmallPictures(), running=RUNNING).run()
        moment = read(folder / NAME).tensors["optimiser/network/2.weight/exp_avg"]
        moved.append(moment.norm().item())
    assert moved[1] < 1.1e-10 < moved[0]
