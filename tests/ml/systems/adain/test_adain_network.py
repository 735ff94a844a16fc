"""The light style network: sizes, counts, and what it does with statistics."""

from __future__ import annotations

import torch

from ml.layers.normalisation import channel_statistics
from ml.systems.adain.network import FullDecoder, LightDecoder, LightEncoder, restyled


def count(module: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def test_parameters():
    with torch.device("meta"):
        assert count(FullDecoder()) == 3_505_219
        assert count(LightEncoder(16)) == 541_760
        assert count(LightDecoder(16)) == 543_571


def test_the_full_decoder_has_the_names_of_the_published_file():
    with torch.device("meta"):
        names = {name.split(".")[0] for name in FullDecoder().state_dict()}
    assert sorted(names, key=int) == ["1", "5", "8", "11", "14", "18", "21", "25", "28"]


def test_a_picture_comes_back_at_its_size():
    encoder, decoder = LightEncoder(2, 16), LightDecoder(2, 16)
    picture = torch.rand(2, 3, 24, 40)
    latent = encoder(picture)
    assert latent.shape == (2, 16, 3, 5)
    assert [tuple(tap.shape[1:]) for tap in encoder.taps(picture)] == [
        (2, 24, 40),
        (4, 12, 20),
        (8, 6, 10),
        (16, 3, 5),
    ]
    assert decoder(latent).shape == picture.shape


def test_a_flat_latent_decodes_without_checkerboard_or_rim():
    torch.manual_seed(0)
    decoder = LightDecoder(2, 16)
    flat = torch.rand(1, 16, 1, 1).expand(1, 16, 4, 5)
    picture = decoder(flat)
    torch.testing.assert_close(picture, picture[:, :, :1, :1].expand_as(picture))


def test_restyling_gives_the_style_its_statistics():
    chance = torch.Generator().manual_seed(1)
    latent = torch.rand(1, 6, 8, 8, generator=chance) * 4
    style = channel_statistics(torch.rand(1, 6, 5, 7, generator=chance) * 2 + 1)
    found = channel_statistics(restyled(latent, style))
    torch.testing.assert_close(found.mean, style.mean)
    torch.testing.assert_close(found.deviation, style.deviation, rtol=0.01, atol=0.0)
