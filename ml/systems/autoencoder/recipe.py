"""Trains the autoencoder to give back what it was shown."""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.systems.autoencoder.network import Autoencoder
from ml.training.digits.recipe import CodedRecipe, mean_picture_error, nats
from ml.training.items import Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Networks, Turn

AUTOENCODER = "autoencoder"


class AutoencoderRecipe(CodedRecipe):
    """Binary cross entropy of each pixel, summed over a picture."""

    system: ClassVar[str] = "autoencoder"
    title: ClassVar[str] = "Autoencoder"
    published: ClassVar[tuple[str, ...]] = (AUTOENCODER,)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        return {AUTOENCODER: Autoencoder(options.side_px, options.hidden, options.code)}

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        del turn, noise
        pictures = batch["picture"]
        logits = networks[AUTOENCODER](pictures).float()
        return {
            "reconstruction": nats(logits, pictures),
            "_error": functional.mse_loss(logits.detach().sigmoid(), pictures),
        }

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        del noise
        rebuilt = networks[AUTOENCODER](batch["picture"]).float().sigmoid()
        return self.shown({"true": batch["picture"], "rebuilt": rebuilt})

    @torch.no_grad()
    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Mean squared error and cross entropy of held-out pictures, beside their mean picture."""
        true = self.held_out(networks, items)
        logits = networks[AUTOENCODER](true).float()
        return {
            "error": float(functional.mse_loss(logits.sigmoid(), true)),
            "mean_picture_error": mean_picture_error(true),
            "nats": float(nats(logits, true)),
        }
