"""Maps of classes as planes, at other sizes, and the lines between things."""

from __future__ import annotations

import torch

from ml.layers.label_maps import boundaries, fitted, one_hot


def test_every_pixel_adds_up_to_one() -> None:
    labels = torch.tensor([[[0, 2], [255, 1]]], dtype=torch.uint8)
    planes = one_hot(labels, 3)
    assert planes.shape == (1, 4, 2, 2)
    assert torch.equal(planes.sum(1), torch.ones(1, 2, 2))
    assert planes.argmax(1).tolist() == [[[0, 2], [3, 1]]]


def test_smaller_planes_are_never_mixtures() -> None:
    planes = one_hot(torch.randint(0, 3, (1, 12, 9)), 3)
    small = fitted(planes, torch.zeros(1, 1, 4, 3))
    assert small.shape[-2:] == (4, 3)
    assert set(small.unique().tolist()) <= {0.0, 1.0}
    assert torch.equal(small, planes[:, :, ::3, ::3])
    assert fitted(planes, planes) is planes


def test_lines_are_two_pixels_wide() -> None:
    numbers = torch.zeros(1, 4, 6, dtype=torch.long)
    numbers[:, :, 3:] = 7001
    found = boundaries(numbers)
    assert found.shape == (1, 1, 4, 6)
    assert found[0, 0].tolist() == [[0, 0, 1, 1, 0, 0]] * 4
    assert torch.equal(boundaries(numbers.flip(2)), found.flip(3)), "both sides alike"
    assert torch.equal(boundaries(numbers.mT), found.mT)
    assert boundaries(torch.full((1, 3, 3), 5)).sum() == 0
