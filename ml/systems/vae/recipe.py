"""Trains the VAE on its bound: what a code costs, and what it lets be rebuilt."""

from __future__ import annotations

from typing import ClassVar, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.systems.vae.network import Vae, divergence
from ml.training.digits.recipe import CodedRecipe, mean_picture_error, nats
from ml.training.items import Items
from ml.training.metrics.parzen import parzen
from ml.training.noise import Noise
from ml.training.recipe import Batch, Networks, Turn

VAE = "vae"
_SEED = 20_140_416


class VaeRecipe(CodedRecipe):
    """Cross entropy and divergence, both in nats and summed over a picture."""

    system: ClassVar[str] = "vae"
    title: ClassVar[str] = "Variational autoencoder"
    published: ClassVar[tuple[str, ...]] = (VAE,)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        return {VAE: Vae(options.side_px, options.hidden, options.code)}

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        del turn
        pictures = batch["picture"]
        drawn = noise.normal(len(pictures), self.options.code)
        logits, mean, log_variance = (one.float() for one in networks[VAE](pictures, drawn))
        return {
            "reconstruction": nats(logits, pictures),
            "divergence": divergence(mean, log_variance).mean(),
            "_error": functional.mse_loss(logits.detach().sigmoid(), pictures),
        }

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        vae = cast("Vae", networks[VAE])
        drawn = noise.normal(len(batch["picture"]), self.options.code)
        rebuilt = vae(batch["picture"], torch.zeros_like(drawn))[0]
        imagined = vae.decoder(drawn)
        made = {"rebuilt": rebuilt.float().sigmoid(), "imagined": imagined.float().sigmoid()}
        return self.shown({"true": batch["picture"], **made})

    @torch.no_grad()
    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """The bound of held-out pictures in nats, the error, and what its inventions are worth."""
        vae = cast("Vae", networks[VAE])
        true = self.held_out(networks, items)
        chance = torch.Generator().manual_seed(_SEED)
        drawn = torch.randn((len(true), self.options.code), generator=chance).to(true.device)
        logits, mean, log_variance = (one.float() for one in vae(true, drawn))
        imagined = vae.decoder(drawn).float().sigmoid()
        return {
            "nats": float(nats(logits, true) + divergence(mean, log_variance).mean()),
            "error": float(functional.mse_loss(logits.sigmoid(), true)),
            "mean_picture_error": mean_picture_error(true),
            "parzen": parzen(true.flatten(1), imagined.flatten(1)),
        }
