"""LPIPS: its definition on made weights, its behaviour on the published ones where installed."""

from __future__ import annotations

import io
import os
import pickle

import cv2
import numpy as np
import pytest

from benchmarks.metrics import lpips_weights
from benchmarks.metrics.lpips import Lpips
from benchmarks.metrics.lpips_weights import (
    LpipsWeightsMissing,
    UnexpectedCheckpoint,
    convert,
    install,
    load_weights,
    read_checkpoint,
)

ALEX = ((11, 3, 64), (5, 64, 192), (3, 192, 384), (3, 384, 256), (3, 256, 256))


def made_checkpoint(seed: int = 3) -> bytes:
    rng = np.random.default_rng(seed)
    block = {
        f"Conv_{index}": {
            "kernel": rng.normal(0, 0.05, (side, side, into, out)).astype(np.float32),
            "bias": rng.normal(0, 0.05, out).astype(np.float32),
        }
        for index, (side, into, out) in enumerate(ALEX)
    }
    heads = {
        f"NetLinLayer_{index}": {
            "Conv_0": {"kernel": rng.random((1, 1, out, 1)).astype(np.float32)}
        }
        for index, (_, _, out) in enumerate(ALEX)
    }
    return pickle.dumps({"AlexNet_0": block, **heads})


@pytest.fixture(scope="module")
def photo():
    rng = np.random.default_rng(0)
    small = rng.integers(0, 256, (12, 12, 3)).astype(np.uint8)
    large = cv2.resize(small, (128, 128), interpolation=cv2.INTER_CUBIC)
    return np.clip(large + rng.normal(0, 12, large.shape), 0, 255).astype(np.uint8)


def test_conversion_turns_kernels_into_torch_order():
    flat = read_checkpoint(made_checkpoint())
    converted = convert("alexnet", made_checkpoint())
    kernel = flat["AlexNet_0/Conv_1/kernel"]
    assert converted["conv.1.weight"].shape == (192, 64, 5, 5)
    assert converted["conv.1.weight"][7, 5, 1, 2] == kernel[1, 2, 5, 7]
    assert converted["head.2.weight"].shape == (1, 384, 1, 1)


def test_distance_follows_the_definition(photo):
    weights = convert("alexnet", made_checkpoint())
    metric = Lpips("alexnet", weights)
    other = photo[:, ::-1].copy()
    expected = 0.0
    for index, (left, right) in enumerate(
        zip(metric.features(photo), metric.features(other), strict=True)
    ):
        a, b = left.numpy()[0], right.numpy()[0]
        np.testing.assert_allclose((a**2).sum(axis=0), 1, atol=1e-3)
        weighted = weights[f"head.{index}.weight"].reshape(-1, 1, 1) * (a - b) ** 2
        expected += weighted.sum(axis=0).mean()
    assert metric.distance(photo, other) == pytest.approx(expected, rel=1e-4)
    assert metric.distance(other, photo) == pytest.approx(expected, rel=1e-4)
    assert metric.distance(photo, photo) == 0


def test_a_pickle_that_runs_something_is_refused():
    class Bad:
        def __reduce__(self):
            return os.getcwd, ()

    with pytest.raises(UnexpectedCheckpoint, match="not an array"):
        read_checkpoint(pickle.dumps({"AlexNet_0": Bad()}))


def test_a_checkpoint_of_something_else_is_refused():
    stream = io.BytesIO()
    pickle.dump({"AlexNet_0": "text"}, stream)
    with pytest.raises(UnexpectedCheckpoint, match="str"):
        read_checkpoint(stream.getvalue())


def test_install_writes_both_networks_or_says_what_is_missing(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "alexnet.ckpt").write_bytes(made_checkpoint())
    with pytest.raises(LpipsWeightsMissing, match="vgg16"):
        install(tmp_path / "in", tmp_path / "out")
    monkeypatch.setattr(lpips_weights, "NETWORKS", ("alexnet",))
    install(tmp_path / "in", tmp_path / "out")
    loaded = load_weights("alexnet", tmp_path / "out")
    assert set(loaded) == set(convert("alexnet", made_checkpoint()))


def test_missing_weights_name_the_command(tmp_path, monkeypatch):
    monkeypatch.setenv(lpips_weights.ENVIRONMENT, str(tmp_path))
    with pytest.raises(LpipsWeightsMissing, match="benchmarks.metrics.lpips_weights"):
        load_weights("vgg16")


@pytest.mark.parametrize("network", ["vgg16", "alexnet"])
def test_published_weights_order_distortions(network, photo):
    try:
        metric = Lpips.load(network)
    except LpipsWeightsMissing as missing:
        pytest.skip(str(missing))
    shift = metric.distance(photo, np.roll(photo, 1, axis=1))
    blur = metric.distance(photo, cv2.GaussianBlur(photo, (0, 0), 3))
    unlike = metric.distance(photo, np.full_like(photo, 128))
    assert metric.distance(photo, photo) == 0
    assert 0 < shift < blur < unlike
    assert 0.2 < unlike < 1.5
