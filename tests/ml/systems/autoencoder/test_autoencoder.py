"""Counts and shapes of the autoencoder (spec B-04)."""

from __future__ import annotations

import torch

from ml.systems.autoencoder.network import Autoencoder


def test_parameters() -> None:
    with torch.device("meta"):
        assert sum(one.numel() for one in Autoencoder().parameters()) == 644_804


def test_a_picture_goes_through_twenty_numbers() -> None:
    network = Autoencoder()
    pictures = torch.rand(3, 1, 28, 28)
    assert network.encoder(pictures).shape == (3, 20)
    assert network(pictures).shape == pictures.shape
