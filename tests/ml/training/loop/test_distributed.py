"""Two processes on the CPU compute what one computes with the joined batch."""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
from dataclasses import replace
from pathlib import Path

import pytest
import torch
import torch.distributed as dist
from small_regression import RegressionOptions, SmallRegression
from torch import nn

from benchmarks.torture.small_gan import SmallPictures
from ml.layers.sync_norm import SyncBatchNorm2d
from ml.training.loop.checkpoint import NAME, read
from ml.training.loop.distributed import Processes
from ml.training.progress import Running
from ml.training.trainer import Trainer

RANKS = 2


class NormedRegression(SmallRegression):
    """With statistics over the joined batch."""

    def networks(self) -> dict[str, nn.Module]:
        first, bend, last = super().networks()["network"].children()
        # Behind the bend: a bias right before it would have no gradient but rounding.
        return {"network": nn.Sequential(first, bend, SyncBatchNorm2d(4), last)}


def train(folder: Path) -> None:
    recipe = NormedRegression(RegressionOptions())
    running = Running(
        device="cpu", loader_threads=1, record_every_s=0.0, previews=1, catch_signals=False
    )
    experiment = replace(recipe.defaults, steps=16, batch=8)
    Trainer(recipe, experiment, folder, SmallPictures(), running=running).run()


def member(rank: int, port: int, folder: str) -> None:
    """One of the processes that torchrun would start."""
    told = {"RANK": rank, "LOCAL_RANK": rank, "WORLD_SIZE": RANKS, "MASTER_PORT": port}
    os.environ |= {"MASTER_ADDR": "127.0.0.1"} | {name: str(told[name]) for name in told}
    torch.set_num_threads(1)
    train(Path(folder))


def together(target, *arguments: object) -> None:
    """Run `target(rank, port, ...)` in all processes, which must end well."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
    context.set_forkserver_preload(["benchmarks.torture.training"])
    members = [
        context.Process(target=target, args=(rank, port, *arguments)) for rank in range(RANKS)
    ]
    for process in members:
        process.start()
    for process in members:
        process.join(200)
    assert [process.exitcode for process in members] == [0, 0]


def losses_of(folder: Path) -> dict[int, float]:
    lines = [json.loads(line) for line in (folder / "metrics.jsonl").read_text().splitlines()]
    return {x["step"]: x["losses"]["learn/pixels"] for x in lines if x["kind"] == "step"}


def test_the_losses_of_the_joined_batch(tmp_path: Path) -> None:
    train(tmp_path / "one")
    together(member, str(tmp_path / "two"))
    one, two = losses_of(tmp_path / "one"), losses_of(tmp_path / "two")
    assert set(two) == {8, 16}
    # Two processes write every eighth step: the mean over these.
    for step in two:
        mean = sum(one[s] for s in range(step - 7, step + 1)) / 8
        assert two[step] == pytest.approx(mean, rel=1e-4)
    weights = [read(tmp_path / name / NAME).tensors for name in ("one", "two")]
    assert weights[0].keys() == weights[1].keys()
    for name, tensor in weights[0].items():
        torch.testing.assert_close(weights[1][name], tensor, rtol=1e-3, atol=1e-4, msg=name)


def normed(rank: int, port: int, folder: str) -> None:
    """The layer alone: outputs, gradients, second gradients and statistics."""
    dist.init_process_group("gloo", f"tcp://127.0.0.1:{port}", rank=rank, world_size=RANKS)
    layer = SyncBatchNorm2d(3).double()
    joined = torch.randn(4, 3, 5, 5, generator=torch.Generator().manual_seed(7)).double()
    mine = joined[rank::RANKS].clone().requires_grad_()
    made = layer(mine)
    (slope,) = torch.autograd.grad(made.pow(3).sum(), mine, create_graph=True)
    (curve,) = torch.autograd.grad(slope.square().sum(), mine)
    found = {"made": made.detach(), "slope": slope.detach(), "curve": curve}
    torch.save({**found, "mean": layer.running_mean, "var": layer.running_var}, f"{folder}/{rank}")
    dist.destroy_process_group()


def test_the_layer_is_batch_norm_of_the_joined_batch(tmp_path: Path) -> None:
    together(normed, str(tmp_path))
    layer = nn.BatchNorm2d(3).double()
    joined = torch.randn(4, 3, 5, 5, generator=torch.Generator().manual_seed(7)).double()
    joined.requires_grad_()
    made = layer(joined)
    (slope,) = torch.autograd.grad(made.pow(3).sum(), joined, create_graph=True)
    (curve,) = torch.autograd.grad(slope.square().sum(), joined)
    for rank in range(RANKS):
        found = torch.load(tmp_path / str(rank), weights_only=True)
        mine = slice(rank, None, RANKS)
        for name, whole in (("made", made), ("slope", slope), ("curve", curve)):
            torch.testing.assert_close(found[name], whole.detach()[mine], rtol=1e-5, atol=1e-5)
        torch.testing.assert_close(found["mean"], layer.running_mean)
        torch.testing.assert_close(found["var"], layer.running_var)


def test_one_process_alone_changes_nothing() -> None:
    alone = Processes()
    value = torch.tensor([2.0])
    alone.average([value])
    assert value.item() == 2.0
    assert alone.share(b"x") == b"x"
    assert alone.any(True)
    assert alone.mean_of({"a": None}) == {"a": None}
