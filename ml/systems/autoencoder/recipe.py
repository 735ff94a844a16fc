"""Trains the autoencoder to give back what it was shown."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.systems.autoencoder.network import Autoencoder
from ml.training.digits.recipe import CodedOptions, DigitsRecipe, mean_picture_error, nats
from ml.training.experiment import Experiment, Optimiser
from ml.training.items import Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Networks, Stage, Turn

AUTOENCODER = "autoencoder"
LEARN = Turn("learn", (AUTOENCODER,))


class AutoencoderRecipe(DigitsRecipe[CodedOptions]):
    """Binary cross entropy of each pixel, summed over a picture."""

    system: ClassVar[str] = "autoencoder"
    title: ClassVar[str] = "Autoencoder"
    options_type: ClassVar[type[CodedOptions]] = CodedOptions
    defaults: ClassVar[Experiment] = Experiment(steps=4000, batch=128, optimiser=Optimiser(lr=1e-3))
    published: ClassVar[tuple[str, ...]] = (AUTOENCODER,)
    # Cross entropy of grey pixels has a floor far above zero; the error has none.
    overfits: ClassVar[tuple[str, float]] = ("learn/error", 0.5)

    @classmethod
    def small_options(cls) -> CodedOptions:
        return CodedOptions(hidden=50, code=8)

    @classmethod
    def small_experiment(cls) -> Experiment:
        return replace(super().small_experiment(), optimiser=Optimiser(lr=5e-3))

    def stages(self) -> tuple[Stage, ...]:
        return (Stage("learn", (LEARN,)),)

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

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {"side_px": options.side_px, "hidden": options.hidden, "code": options.code}
