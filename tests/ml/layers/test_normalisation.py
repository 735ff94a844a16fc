"""Statistics taken from one picture and given to another, exactly."""

from __future__ import annotations

import pytest
import torch

from ml.layers.normalisation import ChannelNorm, Statistics, adain, channel_statistics

CONTENT = torch.tensor([1.0, 2, 3, 4]).view(1, 1, 2, 2)
STYLE = torch.tensor([0.0, 10]).view(1, 1, 1, 2)


@pytest.mark.parametrize(
    ("unbiased", "expected"),
    [
        (False, (-1.708204, 2.763932, 7.236068, 11.708204)),
        (True, (-3.215815, 2.261395, 7.738605, 13.215815)),
    ],
)
def test_adain_swaps_mean_and_deviation_exactly(unbiased, expected):
    style = channel_statistics(STYLE, unbiased=unbiased, epsilon=0.0)
    answer = adain(CONTENT, style, unbiased=unbiased)
    # The content's own variance has the paper's 1e-5 added: 4e-6 of each answer.
    torch.testing.assert_close(answer.flatten(), torch.tensor(expected), rtol=1e-4, atol=1e-4)


def test_adain_with_its_own_statistics_changes_nothing():
    picture = torch.randn(2, 5, 7, 6, generator=torch.Generator().manual_seed(1))
    torch.testing.assert_close(adain(picture, channel_statistics(picture)), picture)


def test_statistics_are_kept_in_float32_and_flat_channels_stay_finite():
    found = channel_statistics(torch.full((1, 2, 4, 4), 300.0, dtype=torch.bfloat16))
    assert found.mean.dtype is torch.float32
    assert found.mean.flatten().tolist() == [300.0, 300.0]
    assert torch.isfinite(adain(torch.full((1, 2, 4, 4), 7.0), found)).all()


def test_styles_blend_between_their_statistics():
    one = Statistics(torch.zeros(1, 2, 1, 1), torch.ones(1, 2, 1, 1))
    other = Statistics(torch.full((1, 2, 1, 1), 4.0), torch.full((1, 2, 1, 1), 3.0))
    mixed = one.blend(other, 0.25)
    assert mixed.mean.flatten().tolist() == [1.0, 1.0]
    assert mixed.deviation.flatten().tolist() == [1.5, 1.5]


def test_channel_norm_brings_every_pixel_to_unit_mean_square_by_itself():
    chance = torch.Generator().manual_seed(2)
    signal = torch.randn(2, 8, 5, 6, generator=chance) * 40
    norm = ChannelNorm(8)
    answer = norm(signal)
    torch.testing.assert_close(answer.square().mean(dim=1), torch.ones(2, 5, 6))
    torch.testing.assert_close(norm(signal[1:, :, 2:4, 1:3]), answer[1:, :, 2:4, 1:3])
