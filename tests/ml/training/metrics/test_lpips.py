"""LPIPS: its definition on made weights, its behaviour on the published ones where installed."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image, ImageFilter

from ml.training.metrics.lpips import Lpips, LpipsNetwork
from ml.training.metrics.lpips_weights import UnexpectedWeights, in_torch_order, load_weights
from ml.training.teachers import FOLDERS_VARIABLE, TeacherMissing

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
    large = np.asarray(Image.fromarray(small).resize((128, 128), Image.Resampling.BICUBIC))
    return np.clip(large + rng.normal(0, 12, large.shape), 0, 255).astype(np.uint8)


def tensor_of(*pictures):
    stacked = np.stack(pictures).transpose(0, 3, 1, 2)
    return torch.from_numpy(stacked.copy()).to(torch.float32) / 255


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


def test_batches_agree_with_single_pictures(photo):
    weights = in_torch_order("alexnet", made_weights())
    single, network = Lpips("alexnet", weights), LpipsNetwork("alexnet", weights)
    others = [photo[::-1].copy(), np.full_like(photo, 90)]
    found = network(tensor_of(photo, photo), tensor_of(*others))
    expected = [single.distance(photo, other) for other in others]
    np.testing.assert_allclose(found.numpy(), expected, rtol=1e-4)


def test_embedding_turns_the_distance_into_a_euclidean_one(photo):
    network = LpipsNetwork("alexnet", in_torch_order("alexnet", made_weights()))
    first = tensor_of(photo[:64, :64], photo[64:, 64:])
    second = tensor_of(photo[64:, :64], photo[:64, 64:])
    embedded = network.embedding(first) - network.embedding(second)
    assert embedded.shape == (2, 31_872)
    np.testing.assert_allclose(embedded.square().sum(dim=1), network(first, second), rtol=1e-4)


def test_gradients_reach_the_picture_and_never_the_network(photo):
    network = LpipsNetwork("alexnet", in_torch_order("alexnet", made_weights()))
    picture = tensor_of(np.full_like(photo, 128)).requires_grad_()
    network(picture, tensor_of(photo)).sum().backward()
    assert picture.grad is not None
    assert torch.isfinite(picture.grad).all()
    assert picture.grad.abs().sum() > 0
    assert list(network.parameters()) == []


def test_missing_weights_name_the_command(monkeypatch):
    monkeypatch.setenv(FOLDERS_VARIABLE, "")
    with pytest.raises(TeacherMissing, match="models install lpips-vgg16"):
        load_weights("vgg16")


@pytest.mark.parametrize("network", ["vgg16", "alexnet"])
def test_published_weights_order_distortions(network, photo):
    try:
        metric = Lpips.load(network)
    except TeacherMissing as missing:
        pytest.skip(str(missing))
    blurred = Image.fromarray(photo).filter(ImageFilter.GaussianBlur(3))
    shift = metric.distance(photo, np.roll(photo, 1, axis=1))
    blur = metric.distance(photo, np.asarray(blurred))
    unlike = metric.distance(photo, np.full_like(photo, 128))
    assert metric.distance(photo, photo) == 0
    assert 0 < shift < blur < unlike
    assert 0.2 < unlike < 1.5
