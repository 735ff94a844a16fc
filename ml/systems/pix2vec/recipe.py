"""Trains the stack of masks: rebuilding pictures, or inventing them against a WGAN-GP critic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, ClassVar, cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.features import FeatureSource, Vgg19, feature_network
from ml.losses.penalties import wgan_gp
from ml.losses.perceptual import PerceptualDistance
from ml.losses.style import gram_distance
from ml.systems.pix2vec.baselines import CodeEncoder, MlpDecoder, MlpXyDecoder, ResNetDecoder
from ml.systems.pix2vec.network import COLOURS, Critic, Inventor, Painter
from ml.training.examples.crops import chance_square, middle_square, planes
from ml.training.experiment import Experiment, Optimiser, setting
from ml.training.items import Item, ItemKind, Items
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn

PAINTER, CRITIC, ENCODER = "painter", "critic", "encoder"
JUDGE_REPEATS = 5
CONTENT_TAPS = ("relu1_2", "relu2_2", "relu3_3", "relu4_3")
STYLE_WEIGHT = 25_000.0


class Decoder(Enum):
    """What makes a picture of the numbers: the paper's layers, or one of its three baselines."""

    LAYERS = "layers"
    MLP = "mlp"
    RESNET = "resnet"
    MLP_XY = "mlp_xy"


class Mode(Enum):
    """Rebuilding a picture that is given, or inventing one from noise."""

    REBUILD = "rebuild"
    INVENT = "invent"


@dataclass(frozen=True)
class Pix2VecOptions:
    """What of the training is this system's own."""

    side_px: int = setting(64, "side of the squares")
    mode: Mode = setting(Mode.REBUILD, "rebuild or invent")
    decoder: Decoder = setting(Decoder.LAYERS, "layers, or a baseline: mlp, resnet, mlp_xy")
    masks: int = setting(20, "layers of a picture")
    numbers: int = setting(10, "parameters of a mask")
    base: int = setting(64, "channels of the encoder's first level")
    hidden: int = setting(128, "units of the mask network")
    normalised: bool = setting(False, "group norm in the mask network, as it was released")
    adversarial: float = setting(0.0, "weight of the critic's word beside L1")
    perceptual: bool = setting(False, "features in place of L1: content, and style at 25,000")
    features: FeatureSource = setting("vgg19", "whose features: vgg19, or random for trials")
    latent: int = setting(128, "numbers of the noise when inventing")
    penalty: float = setting(10.0, "of the critic's slope (gamma)")
    evaluated: int = setting(64, "held-out pictures that are measured")


class Pix2VecRecipe(Recipe[Pix2VecOptions]):
    """Adam at 2e-4, a tenth of it at 80 and 90 % of the steps as in the released code."""

    system: ClassVar[str] = "pix2vec"
    title: ClassVar[str] = "Pictures as a stack of parametric masks"
    kind: ClassVar[ItemKind] = ItemKind.PICTURES
    options_type: ClassVar[type[Pix2VecOptions]] = Pix2VecOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=1_000_000, batch=32, optimiser=Optimiser(lr=2e-4, beta1=0.9)
    )
    published: ClassVar[tuple[str, ...]] = (PAINTER,)
    carried: ClassVar[tuple[str, ...]] = ()
    overfits: ClassVar[tuple[str, float]] = ("paint/l1", 0.98)
    """Crops are by chance and three masks are few: what can be won in 80 steps is their colours."""

    @classmethod
    def small_options(cls) -> Pix2VecOptions:
        return Pix2VecOptions(side_px=16, masks=3, base=4, hidden=16, features="random")

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = replace(cls.defaults.optimiser, lr=5e-3)
        return replace(super().small_experiment(), steps=80, optimiser=quick)

    def stages(self) -> tuple[Stage, ...]:
        options = self.options
        judge = Turn("judge", (CRITIC,), repeats=JUDGE_REPEATS)
        if options.mode is Mode.INVENT:
            return (Stage("invent", (judge, Turn("invent", (PAINTER,)))),)
        trained = (PAINTER,) if options.decoder is Decoder.LAYERS else (PAINTER, ENCODER)
        paint = Turn("paint", trained)
        turns = (judge, paint) if options.adversarial > 0 else (paint,)
        return (Stage("rebuild", turns),)

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        found: dict[str, nn.Module] = {PAINTER: self._painter()}
        if options.mode is Mode.REBUILD and options.decoder is not Decoder.LAYERS:
            found[ENCODER] = CodeEncoder(self._code, options.base)
        if options.mode is Mode.INVENT or options.adversarial > 0:
            found[CRITIC] = Critic(options.side_px, options.base)
        return found

    @property
    def _code(self) -> int:
        """As many numbers as all layers have."""
        return self.options.masks * (self.options.numbers + COLOURS)

    def _painter(self) -> nn.Module:
        o = self.options
        if o.mode is Mode.INVENT:
            return Inventor(o.latent, o.masks, o.numbers, o.hidden)
        if o.decoder is Decoder.MLP:
            return MlpDecoder(o.side_px, self._code)
        if o.decoder is Decoder.RESNET:
            return ResNetDecoder(o.side_px, self._code)
        if o.decoder is Decoder.MLP_XY:
            return MlpXyDecoder(self._code, o.hidden)
        return Painter(o.masks, o.numbers, base=o.base, hidden=o.hidden, normalised=o.normalised)

    def frozen(self) -> dict[str, nn.Module]:
        if not self.options.perceptual:
            return {}
        return {"features": feature_network(self.options.features, CONTENT_TAPS)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        picture = cast("np.ndarray", item["picture"])
        return {"picture": planes(chance_square(picture, self.options.side_px, chance))}

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        real = batch["picture"]
        if turn.name == "judge":
            with torch.no_grad():
                made = self._made(networks, real, noise)
            critic = networks[CRITIC]
            # eq. 3 of Gulrajani et al. 2017: -E D(x) + E D(made) + gamma E (|slope| - 1)^2.
            told = critic(made).mean() - critic(real).mean()
            slope = wgan_gp(critic, real, made, noise.uniform(len(real)))
            return {"distance": told, "slope": self.options.penalty * slope}
        made = self._made(networks, real, noise)
        if turn.name == "invent":
            return {"fool": -networks[CRITIC](made).mean()}
        found = self._unlike(networks, made, real)
        if self.options.adversarial > 0:
            found["fool"] = -self.options.adversarial * networks[CRITIC](made).mean()
        return found

    def _unlike(self, networks: Networks, made: Tensor, real: Tensor) -> dict[str, Tensor]:
        """L1, or content and style of features."""
        if not self.options.perceptual:
            return {"l1": functional.l1_loss(made, real)}
        features = cast("Vgg19", networks["features"])
        content = PerceptualDistance((1.0, 1.0, 1.0, 1.0)).between(features, made, real)
        with torch.no_grad():
            wanted = features(real)
        style = sum(
            (gram_distance(f, w.detach()) for f, w in zip(features(made), wanted, strict=True)),
            start=made.new_zeros(()),
        )
        return {"content": content, "style": STYLE_WEIGHT * style}

    def _made(self, networks: Networks, real: Tensor, noise: Noise) -> Tensor:
        painter: Any = networks[PAINTER]
        side = self.options.side_px
        if self.options.mode is Mode.INVENT:
            return painter(noise.normal(len(real), self.options.latent), side)
        return self._rebuilt(networks, real)

    def _rebuilt(self, networks: Networks, real: Tensor) -> Tensor:
        painter: Any = networks[PAINTER]
        if self.options.decoder is Decoder.LAYERS:
            return painter(real)[0]
        code = networks[ENCODER](real)
        if self.options.decoder is Decoder.MLP_XY:
            return painter(code, *real.shape[2:])
        return painter(code)

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        made = self._made(networks, batch["picture"], noise).float()
        return {"true": batch["picture"], "made": made}

    @torch.no_grad()
    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """L1, L2 and PSNR on held-out pictures (rebuilding), beside their mean picture."""
        if self.options.mode is Mode.INVENT:
            return {}
        true = self._held_out(networks, items)
        made = torch.cat([self._rebuilt(networks, part).float() for part in true.split(16)])
        error = float((made - true).square().mean())
        plain = true.mean(dim=(2, 3), keepdim=True)
        return {
            "l1": float((made - true).abs().mean()),
            "l2": error,
            "psnr": -10 * float(np.log10(max(error, 1e-12))),
            "one_colour_l2": float((plain - true).square().mean()),
        }

    def _held_out(self, networks: Networks, items: Items) -> Tensor:
        count = min(self.options.evaluated, len(items))
        squares = [
            planes(
                middle_square(cast("np.ndarray", items.item(n)["picture"]), self.options.side_px)
            )
            for n in range(count)
        ]
        parameter = next(next(iter(networks.values())).parameters())
        return torch.from_numpy(np.stack(squares)).to(parameter.device).float() / 255

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        o = self.options
        return {
            "mode": o.mode.value,
            "decoder": o.decoder.value,
            "masks": o.masks,
            "numbers": o.numbers,
            "base": o.base,
            "hidden": o.hidden,
            "normalised": o.normalised,
            "side_px": o.side_px,
        }
