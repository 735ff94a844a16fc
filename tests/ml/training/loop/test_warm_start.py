"""Starting from published weights of half the precision."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from small_regression import RegressionOptions, SmallRegression
from torch import nn

from benchmarks.torture.small_gan import SmallPictures
from ml.training.loop.checkpoint import NAME, read
from ml.training.loop.warm_start import WarmStartFailed, warm_start
from ml.training.progress import Running
from ml.training.trainer import Trainer


def layers() -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 3, 3))


@pytest.mark.parametrize("kind", [torch.float16, torch.bfloat16])
@pytest.mark.parametrize("prefix", ["", "network."])
def test_weights_come_from_several_files(tmp_path: Path, kind: torch.dtype, prefix: str) -> None:
    source, target = layers(), layers()
    halves = {f"{prefix}{k}": v.to(kind) for k, v in source.state_dict().items()}
    names = sorted(halves)
    files = [tmp_path / "w-1of2.safetensors", tmp_path / "w-2of2.safetensors"]
    save_file({n: halves[n] for n in names[:2]}, files[0])
    save_file({n: halves[n] for n in names[2:]}, files[1])
    told = warm_start({"network": target}, files)
    assert len(told.taken) == 4
    assert told.sentence == "Starting from published weights: 4 tensors taken."
    for name, tensor in target.state_dict().items():
        assert tensor.dtype is torch.float32
        assert torch.equal(tensor, source.state_dict()[name].to(kind).float())


def test_what_does_not_fit_is_told(tmp_path: Path) -> None:
    wider = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 6, 3))
    path = tmp_path / "w.safetensors"
    save_file({**layers().state_dict(), "other": torch.ones(1)}, path)
    before = wider[1].weight.clone()
    told = warm_start({"network": wider}, [path])
    assert set(told.unfit) == {"network.1.weight", "network.1.bias"}
    assert told.unknown == ("other",)
    assert "2 of another size (network.1." in told.sentence
    assert torch.equal(wider[1].weight, before)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(b"no")
    with pytest.raises(WarmStartFailed, match=r"w\.safetensors cannot be read"):
        warm_start({"network": layers()}, [path])
    save_file({"foreign": torch.ones(1)}, path)
    with pytest.raises(WarmStartFailed, match="Nothing in"):
        warm_start({"network": layers()}, [path])


def test_a_run_starts_from_them_once(tmp_path: Path) -> None:
    published = SmallRegression(RegressionOptions()).networks()["network"]
    path = tmp_path / "w.safetensors"
    save_file({k: v.half() for k, v in published.state_dict().items()}, path)
    running = Running(device="cpu", loader_threads=1, previews=0, warm_start=(path,))
    recipe = SmallRegression(RegressionOptions())
    none = replace(recipe.defaults, steps=0)

    def train(steps: int) -> dict[str, torch.Tensor]:
        experiment = replace(none, steps=steps)
        Trainer(recipe, experiment, tmp_path / "run", SmallPictures(), running=running).run()
        return dict(read(tmp_path / "run" / NAME).tensors)

    begun = train(0)
    for key, value in published.state_dict().items():
        for kind in ("network", "average"):
            assert torch.equal(begun[f"{kind}/network/{key}"], value.half().float())
    trained = train(3)
    assert not torch.equal(trained["network/network/0.weight"], begun["network/network/0.weight"])
    assert trained["optimiser/network/0.weight/step"].item() == 3
    lines = [json.loads(x) for x in (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()]
    assert [line["files"] for line in lines if line["kind"] == "start"] == [["w.safetensors"]]
