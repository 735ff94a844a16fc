"""LPIPS: its definition on made weights, its behaviour on the published ones where installed."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from benchmarks.metrics.lpips import Lpips
from benchmarks.metrics.lpips_weights import (
    LpipsWeightsMissing,
    UnexpectedWeights,
    in_torch_order,
    load_weights,
)
from ml.store.store import ModelStore

ALEX = ((11, 3, 64), (5, 64, 192), (3, 192, 384), (3, 384, 256), (3, 256, 256))


def made_weights(seed: int = 3):
    rng = np.random.default_rng(seed)
    stored = {}
    for index, (side, into, out) in enumerate(ALEX):
        kernel = rng.normal(0, 0.05, (side, side, into, out)).astype(np.float32)
        stored[f"AlexNet_0.Conv_{index}.kernel"] = kernel
        stored[f"AlexNet_0.Conv_{index}.bias"] = rng.normal(0, 0.05, out).astype(np.float32)
        head = rng.random((1, 1, out, 1)).astype(np.float32)
        stored[f"NetLinLayer_{index}.Conv_0.kernel"] = head
    return stored


@pytest.fixture(scope="module")
def photo():
    rng = np.random.default_rng(0)
    small = rng.integers(0, 256, (12, 12, 3)).astype(np.uint8)
    large = cv2.resize(small, (128, 128), interpolation=cv2.INTER_CUBIC)
    return np.clip(large + rng.normal(0, 12, large.shape), 0, 255).astype(np.uint8)


def test_kernels_come_out_in_torch_order():
    stored = made_weights()
    ordered = in_torch_order("alexnet", stored)
    kernel = stored["AlexNet_0.Conv_1.kernel"]
    assert ordered["conv.1.weight"].shape == (192, 64, 5, 5)
    assert ordered["conv.1.weight"][7, 5, 1, 2] == kernel[1, 2, 5, 7]
    assert ordered["head.2.weight"].shape == (1, 384, 1, 1)


def test_weights_of_something_else_are_refused():
    stored = made_weights()
    del stored["NetLinLayer_3.Conv_0.kernel"]
    with pytest.raises(UnexpectedWeights, match="NetLinLayer_3"):
        in_torch_order("alexnet", stored)


def test_distance_follows_the_definition(photo):
    weights = in_torch_order("alexnet", made_weights())
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


def test_missing_weights_name_the_command(tmp_path):
    with pytest.raises(LpipsWeightsMissing, match="models install lpips-vgg16"):
        load_weights("vgg16", ModelStore(tmp_path))


@pytest.fixture
def installed():
    """The person's own models, which the other tests never see."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PENTIMENTO_HOME")
        yield


@pytest.mark.parametrize("network", ["vgg16", "alexnet"])
@pytest.mark.usefixtures("installed")
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
