"""The teacher's features: where they are taken and that they match its published layers."""

from __future__ import annotations

import pytest
import torch

from ml.layers.features import FeaturesMismatch, Vgg19, feature_network
from ml.training.teachers import TeacherMissing, teacher_file


def test_the_style_taps_have_the_published_size():
    with torch.device("meta"):
        network = Vgg19()
    assert sum(parameter.numel() for parameter in network.parameters()) == 3_505_740
    assert list(network.widths.values()) == [64, 128, 256, 512]


def test_names_are_those_of_the_published_file():
    with torch.device("meta"):
        network = Vgg19(("relu5_1",))
    numbers = [0, 2, 5, 9, 12, 16, 19, 22, 25, 29, 32, 35, 38, 42]
    assert list(network.layers) == [str(number) for number in numbers]


def test_untrained_features_are_the_same_every_time_and_halve_at_each_block():
    one, other = feature_network("random"), feature_network("random")
    pictures = torch.rand(1, 3, 35, 50, generator=torch.Generator().manual_seed(1))
    first, second = one(pictures), other(pictures)
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))
    sizes = [tuple(tap.shape[1:]) for tap in first]
    assert sizes == [(8, 35, 50), (16, 18, 25), (32, 9, 13), (64, 5, 7)]
    assert all(0.05 < float(tap.std()) < 20 for tap in first)
    assert not any(parameter.requires_grad for parameter in one.parameters())


def test_asking_for_some_taps_gives_the_same_as_asking_for_all():
    network = feature_network("random", ("relu1_2", "relu2_2", "relu3_4"))
    pictures = torch.rand(1, 3, 24, 24, generator=torch.Generator().manual_seed(2))
    every = network(pictures)
    assert torch.equal(network(pictures, ("relu2_2",))[0], every[1])


def test_a_tap_that_does_not_exist_and_weights_that_do_not_fit_are_refused():
    with pytest.raises(FeaturesMismatch, match="relu1_3"):
        Vgg19(("relu1_3",))
    network = Vgg19(("relu1_1",))
    with pytest.raises(FeaturesMismatch, match="2.weight"):
        network.take({**network.layers.state_dict(), "2.weight": torch.zeros(1)})


def test_the_installed_network_is_normalised():
    try:
        teacher_file("vgg19")
    except TeacherMissing as missing:
        pytest.skip(str(missing))
    network = feature_network("vgg19")
    chance = torch.Generator().manual_seed(3)
    coarse = torch.rand(1, 3, 12, 12, generator=chance)
    pictures = torch.nn.functional.interpolate(coarse, 96, mode="bicubic").clamp(0, 1)
    # Its authors scaled every channel to a mean of one over ImageNet.
    for tap in network(pictures):
        assert 0.3 < float(tap.mean()) < 3.0
