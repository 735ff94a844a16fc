"""The full encoder and decoder that ours is measured against, with the installed weights."""

from __future__ import annotations

import torch
from safetensors.torch import load_file
from torch import Tensor

from ml.layers.features import feature_network
from ml.layers.normalisation import adain, channel_statistics
from ml.systems.adain.measure import Answer, Pair, measured, pairs_of
from ml.systems.adain.network import FullDecoder
from ml.training.items import Items
from ml.training.teachers import teacher_file

DECODER_CARD = "adain-decoder-teacher"


def packaged() -> Answer:
    """Stylises with VGG19 and the published decoder; raises `TeacherMissing`."""
    encoder = feature_network("vgg19", ("relu4_1",))
    decoder = FullDecoder()
    decoder.load_state_dict(load_file(str(teacher_file(DECODER_CARD))))
    decoder.requires_grad_(False).eval()

    def answer(pair: Pair) -> tuple[Tensor, Tensor]:
        (latent,) = encoder(pair.content)
        (style,) = encoder(pair.style)
        return decoder(adain(latent, channel_statistics(style))), decoder(latent)

    return answer


def baseline(items: Items, count: int, side_px: int) -> dict[str, float]:
    """What `AdainRecipe.evaluate` says, of the packaged networks."""
    pairs = pairs_of(items, count, side_px)
    return measured(packaged(), feature_network("vgg19"), pairs, torch.device("cpu"))
