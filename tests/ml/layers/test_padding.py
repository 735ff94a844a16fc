"""Borders that reflect, on pictures of any size."""

from __future__ import annotations

import torch

from ml.layers.padding import MirrorConv, mirrored, mirrored_by_slices


def test_the_rim_mirrors_and_does_not_repeat_the_outermost_pixel():
    row = torch.arange(4.0).view(1, 1, 1, 4).expand(1, 1, 4, 4)
    assert mirrored(row, 2)[0, 0, 0].tolist() == [2, 1, 0, 1, 2, 3, 2, 1]


def test_a_single_pixel_is_repeated():
    assert mirrored(torch.full((1, 1, 1, 2), 0.5), 1).tolist() == [[[[0.5] * 4] * 3]]


def test_slices_give_the_same_answer_and_gradient_as_the_padding_of_torch():
    chance = torch.Generator().manual_seed(0)
    first = torch.randn(2, 3, 5, 6, generator=chance, requires_grad=True)
    second = first.detach().clone().requires_grad_()
    one, other = mirrored(first, 3), mirrored_by_slices(second, 3)
    assert torch.equal(one, other)
    weights = torch.randn(one.shape, generator=chance)
    (one * weights).sum().backward()
    (other * weights).sum().backward()
    torch.testing.assert_close(first.grad, second.grad)


def test_a_constant_picture_stays_constant_up_to_its_rim():
    convolution = MirrorConv(1, 1, 7, stride=2)
    answer = convolution(torch.full((1, 1, 16, 24), 0.7))
    assert answer.shape == (1, 1, 8, 12)
    torch.testing.assert_close(answer, answer[:, :, :1, :1].expand_as(answer))
