"""How made photographs are judged, shown and measured."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from ml.training.metrics.segmenter import SegmenterPlan, SmallUnet
from ml.training.synthesis.judge import main, read_judge, write_judge
from ml.training.synthesis.measure import Compared, measured
from ml.training.synthesis.recipe import coloured, held_out
from ml.training.teachers import FOLDERS_VARIABLE, TeacherMissing


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(FOLDERS_VARIABLE, str(tmp_path))
    return tmp_path


def test_a_judge_comes_back_the_same(models: Path) -> None:
    torch.manual_seed(0)
    plan = SegmenterPlan(3, side_px=16, width=2)
    network = SmallUnet(plan).eval()
    write_judge(network, plan, models / "streets.safetensors")
    found = read_judge("streets")
    assert found.plan == plan
    picture = np.random.default_rng(0).integers(0, 255, (16, 16, 3)).astype(np.uint8)
    seen = torch.from_numpy(picture).permute(2, 0, 1)[None].float()
    with torch.no_grad():
        wanted = network(seen)[0].argmax(0).numpy()
    assert np.array_equal(found.labels(picture), wanted)
    with pytest.raises(TeacherMissing):
        read_judge("elsewhere")


def test_a_judge_is_taught(models: Path, tmp_path: Path) -> None:
    for split, count in (("train", 4), ("val", 2)):
        for folder in (split, f"{split}_labels"):
            (tmp_path / "data" / folder).mkdir(parents=True)
        for number in range(count):
            chance = np.random.default_rng([count, number])
            labels = np.zeros((16, 16), np.uint8)
            labels[:, int(chance.integers(4, 12)) :] = 1
            picture = chance.integers(0, 40, (16, 16, 3)).astype(np.uint8)
            picture[labels == 1] += 180
            Image.fromarray(picture).save(tmp_path / "data" / split / f"{number}.png")
            Image.fromarray(labels).save(tmp_path / "data" / f"{split}_labels" / f"{number}.png")
    words = [str(tmp_path / "data"), str(models / "two.safetensors"), "--side", "16"]
    assert main([*words, "--epochs", "12"]) == 0
    judge = read_judge("two")
    bright = np.full((16, 16, 3), 200, np.uint8)
    bright[:, :8] = 20
    found = judge.labels(bright)
    assert found[:, 10:].mean() > 0.8
    assert found[:, :6].mean() < 0.2


def test_a_picture_that_is_right_has_no_error(models: Path) -> None:
    true = torch.rand(1, 3, 16, 16)
    found = measured([Compared(true, true), Compared(true * 0, true * 0 + 0.5)])
    assert found["error"] == pytest.approx(0.25)
    assert found["psnr"] == pytest.approx((100 + 6.0206) / 2, abs=1e-3)
    assert "lpips_alexnet" not in found


def test_a_judge_counts_what_it_sees(models: Path) -> None:
    plan = SegmenterPlan(2, side_px=16, width=2)
    network = SmallUnet(plan)
    for parameter in network.parameters():
        torch.nn.init.zeros_(parameter)
    assert network.head.bias is not None
    network.head.bias.data[1] = 1.0
    write_judge(network, plan, models / "always-one.safetensors")
    labels = torch.ones(16, 16, dtype=torch.uint8)
    labels[:4] = 0
    labels[15] = 255
    picture = torch.rand(1, 3, 16, 16)
    found = measured([Compared(picture, picture, labels)], "always-one")
    assert found["pixel_accuracy"] == pytest.approx(11 / 15)
    assert found["mean_iou"] == pytest.approx(0.5 * 11 / 15)


def test_maps_are_shown_in_colours() -> None:
    labels = torch.tensor([[[0, 1], [2, 255]]], dtype=torch.uint8)
    shown = coloured(labels, 3)
    assert shown.shape == (1, 3, 2, 2)
    assert len({tuple(colour.tolist()) for colour in shown[0].flatten(1).T}) == 4
    assert shown[0, :, 1, 1].tolist() == [0, 0, 0]


def test_held_out_items_are_always_alike() -> None:
    picture = np.full((12, 20, 3), 255, np.uint8)
    labels = np.arange(240).reshape(12, 20).astype(np.uint8)
    item = {"picture": picture, "labels": labels}
    first, second = held_out(item, (6, 8)), held_out(item, (6, 8))
    assert first[0].shape == (1, 3, 6, 8)
    assert first[1].shape == (1, 6, 8)
    assert float(first[0].max()) == 1.0
    assert torch.equal(first[1], second[1])
