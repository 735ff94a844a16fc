"""Loads the encoder and the decoder that fast style transfer works with, once for many jobs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from ml.api.errors import GeneratorError, WeightsMissing
from ml.api.generator import Resources
from ml.generators.style.spec import DECODER_CARD, ENCODER_CARD
from ml.layers.features import FeaturesMismatch, Vgg19
from ml.layers.winograd import sped_up
from ml.systems.adain.network import FullDecoder

BROKEN = "A model of Style is damaged: run `pentimento models install {}` again."


class FastNetworks:
    """Pictures to latents of VGG19's relu4_1, and back."""

    def __init__(self, resources: Resources) -> None:
        require(resources.weights, ENCODER_CARD, DECODER_CARD)
        self._device = resources.device
        self._half = resources.half and resources.device != "cpu"
        self.encoder = _encoder(resources.weights[ENCODER_CARD])
        self.decoder = _decoder(resources.weights[DECODER_CARD])
        for network in (self.encoder, self.decoder):
            network.to(self._device).requires_grad_(False).eval()
            if self._half:
                network.half()
            network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
            sped_up(network)

    @torch.inference_mode()
    def encode(self, pictures: Tensor) -> Tensor:
        """(batch, 3, rows, columns) in 0..1, sides multiples of 8, to float32 latents."""
        (latent,) = self.encoder(pictures.half() if self._half else pictures)
        return latent.float()

    @torch.inference_mode()
    def decode(self, latents: Tensor) -> Tensor:
        """Latents to pictures of 8 times the sides, in 0..1."""
        made = self.decoder(latents.half() if self._half else latents)
        return made.float().clamp_(0.0, 1.0)


def require(weights: Mapping[str, Path], *cards: str) -> None:
    """Raise `WeightsMissing` with the command that installs what is not there."""
    missing = [card for card in cards if card not in weights]
    if missing:
        names = " and ".join(repr(card) for card in missing)
        noun = "model" if len(missing) == 1 else "models"
        commands = " and ".join(f"`pentimento models install {card}`" for card in missing)
        raise WeightsMissing(f"Style needs the {noun} {names}: run {commands}.")


def _encoder(path: Path) -> Vgg19:
    network = Vgg19(("relu4_1",))
    try:
        network.take(load_file(str(path)))
    except (FeaturesMismatch, SafetensorError, OSError) as error:
        raise GeneratorError(BROKEN.format(ENCODER_CARD), str(error)) from error
    return network


def _decoder(path: Path) -> FullDecoder:
    network = FullDecoder()
    try:
        network.load_state_dict(load_file(str(path)))
    except (SafetensorError, RuntimeError, OSError) as error:
        raise GeneratorError(BROKEN.format(DECODER_CARD), str(error)) from error
    return network
