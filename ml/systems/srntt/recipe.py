"""Trains SRNTT: content first, then textures by pixels alone, then with critic and texture loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from typing import ClassVar, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from ml.layers.features import FeatureSource, Vgg19, feature_network
from ml.layers.upsampling import bicubic_base
from ml.losses.penalties import wgan_gp
from ml.losses.perceptual import PerceptualDistance
from ml.systems.srntt.examples import Cut, cut
from ml.systems.srntt.losses import OFFSET, SLOPE, texture_loss, texture_weights
from ml.systems.srntt.matching import TAPS, ReferenceMaps, Swapped, swap
from ml.systems.srntt.network import BLOCKS, WIDTH, ContentExtractor, Critic, TextureTransfer
from ml.training.experiment import Experiment, Optimiser, Schedule, setting
from ml.training.items import Item, ItemKind, Items
from ml.training.metrics.fidelity import View, psnr_db
from ml.training.noise import Noise
from ml.training.recipe import Batch, Example, Networks, Recipe, Stage, Turn

CONTENT, TEXTURE, CRITIC, FEATURES = "content", "texture", "critic", "features"
SCALE = 4
LOOK_TAP = "relu5_1"
LOOK = PerceptualDistance(weights=(1.0,))

LEARN_CONTENT = Turn("content", (CONTENT,))
REBUILD = Turn("rebuild", (TEXTURE,))
"""By pixels alone."""
JUDGE = Turn("judge", (CRITIC,), repeats=3)
"""Two more updates than the texture network has."""
TRANSFER = Turn("transfer", (TEXTURE,))
TRUTH = Turn("truth", (TEXTURE,))
"""The same with maps of the true picture itself, so that good maps are believed."""


class Flavour(Enum):
    """The two variants of the paper."""

    ADVERSARIAL = "adversarial"
    L2 = "l2"
    """Pixels alone throughout: the variant with the higher PSNR."""


@dataclass(frozen=True)
class SrnttOptions:
    """What may be chosen; weights as in the released code."""

    patch: int = setting(40, "side of the small pictures, px; the result is four times as large")
    flavour: Flavour = setting(Flavour.ADVERSARIAL, "adversarial or l2")
    width: int = setting(WIDTH, "channels of content and texture")
    blocks: int = setting(BLOCKS[0], "residual blocks of content and of the first texture scale")
    critic_width: int = setting(32, "channels of the critic's first layers")
    critic_hidden: int = setting(1024, "channels of the critic's hidden linear layer")
    features: FeatureSource = setting("vgg19", "vgg19, or random where it is not installed")
    content: float = setting(0.4, "share of the steps that only train the content extractor")
    rebuild: float = setting(0.06, "share of the steps that train textures by pixels alone")
    apart: float = setting(0.5, "how far at most a reference is cut from its picture, in sides")
    look: float = setting(1e-4, "weight of the distance of relu5_1")
    texture: float = setting(1e-4, "weight of the texture loss")
    adversarial: float = setting(1e-6, "weight of the critic's word")
    slope_penalty: float = setting(10.0, "weight of the critic's slope")
    back: float = setting(0.0, "weight of the distance after the result is made small again")
    weighed: bool = setting(True, "texture counts more where picture and reference are alike")
    weighed_as_released: bool = setting(False, "with the released signs: more where they are not")


class SrnttRecipe(Recipe[SrnttOptions]):
    """Pictures and references cut from the same photographs; 4.1 M parameters are published."""

    system: ClassVar[str] = "srntt"
    title: ClassVar[str] = "Super-resolution with references (SRNTT)"
    kind: ClassVar[ItemKind] = ItemKind.PICTURES
    options_type: ClassVar[type[SrnttOptions]] = SrnttOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=100_000,
        batch=9,
        optimiser=Optimiser(lr=1e-4, beta1=0.9, schedule=Schedule.STEPS),
        critic=Optimiser(lr=1e-4, beta1=0.9, schedule=Schedule.STEPS),
    )
    published: ClassVar[tuple[str, ...]] = (CONTENT, TEXTURE)
    carried: ClassVar[tuple[str, ...]] = (CRITIC,)
    overfits: ClassVar[tuple[str, float]] = ("content/pixels", 0.75)

    @classmethod
    def small_options(cls) -> SrnttOptions:
        """An eighth of the width, two blocks, on untrained features."""
        return SrnttOptions(
            patch=12, width=8, blocks=2, critic_width=4, critic_hidden=8, features="random",
            content=0.8, rebuild=0.1,
        )  # fmt: skip

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = Optimiser(lr=8e-3)
        return replace(super().small_experiment(), optimiser=quick, critic=quick)

    def stages(self) -> tuple[Stage, ...]:
        options = self.options
        content = Stage("content", (LEARN_CONTENT,), options.content)
        if options.flavour is Flavour.L2:
            return content, Stage("rebuild", (REBUILD,), 1.0 - options.content)
        return (
            content,
            Stage("rebuild", (REBUILD,), options.rebuild),
            Stage("transfer", (JUDGE, TRANSFER, TRUTH), 1.0 - options.content - options.rebuild),
        )

    def networks(self) -> dict[str, nn.Module]:
        options = self.options
        with torch.device("meta"):
            widths = Vgg19(TAPS, narrower=self._narrower).widths
        counts = tuple(max(1, options.blocks * share // BLOCKS[0]) for share in BLOCKS)
        made: dict[str, nn.Module] = {
            CONTENT: ContentExtractor(options.width, options.blocks),
            TEXTURE: TextureTransfer(options.width, [widths[tap] for tap in TAPS], counts),
        }
        if options.flavour is Flavour.ADVERSARIAL:
            side = SCALE * options.patch
            made[CRITIC] = Critic(side, options.critic_width, options.critic_hidden)
        return made

    def frozen(self) -> dict[str, nn.Module]:
        taps = (*TAPS, LOOK_TAP)
        return {FEATURES: feature_network(self.options.features, taps)}

    def example(self, item: Item, chance: np.random.Generator) -> Example:
        picture = cast("NDArray[np.uint8]", item["picture"])
        return cut(picture, Cut(self.options.patch, SCALE, self.options.apart), chance)

    def losses(
        self, turn: Turn, networks: Networks, batch: Batch, noise: Noise
    ) -> dict[str, Tensor]:
        low, high = _signed(batch["low"]), _signed(batch["high"])
        if turn == LEARN_CONTENT:
            made = cast("ContentExtractor", networks[CONTENT]).picture(low)
            return {"pixels": functional.l1_loss(made.float(), high)}
        with torch.no_grad(), at_rest(networks[CONTENT]):
            content = networks[CONTENT](low)
        swapped = self._swapped(networks, batch, is_truth=turn == TRUTH)
        maps = _stacked(swapped)
        if turn == JUDGE:
            with torch.no_grad(), at_rest(networks[TEXTURE]):
                made = networks[TEXTURE](content, maps).float()
            return self._judged(networks[CRITIC], high, made, noise)
        made = networks[TEXTURE](content, maps).float()
        losses = {"pixels": functional.l1_loss(made, high)}
        if self.options.back > 0:
            again = functional.interpolate(made, low.shape[-2:], mode="bicubic", antialias=True)
            losses["back"] = self.options.back * functional.l1_loss(again, low)
        if turn == REBUILD:
            return losses
        return losses | self._textured(networks, made, high, swapped)

    def _textured(
        self, networks: Networks, made: Tensor, high: Tensor, swapped: list[Swapped]
    ) -> dict[str, Tensor]:
        options = self.options
        features = networks[FEATURES]
        found = features(_shown(made), TAPS[::-1])[::-1]
        weights = torch.stack([one.weights for one in swapped])
        sign = -1.0 if options.weighed_as_released else 1.0
        share = texture_weights(weights, sign * SLOPE, sign * OFFSET) if options.weighed else None
        texture = texture_loss(found, _stacked(swapped), share)
        look = LOOK.between(lambda seen: features(seen, (LOOK_TAP,)), _shown(made), _shown(high))
        fooled = -networks[CRITIC](made).float().mean()
        return {
            "texture": options.texture * texture,
            "look": options.look * look,
            "fool": options.adversarial * fooled,
        }

    def _judged(
        self, critic: nn.Module, high: Tensor, made: Tensor, noise: Noise
    ) -> dict[str, Tensor]:
        """Wasserstein's distance with a penalty on each picture's slope."""
        share = noise.uniform(len(high))
        real, fake = critic(high).float().mean(), critic(made).float().mean()
        slope = wgan_gp(critic, high, made, share)
        return {
            "distance": fake - real,
            "slope": self.options.slope_penalty * slope,
        }

    @torch.no_grad()
    def _swapped(self, networks: Networks, batch: Batch, *, is_truth: bool) -> list[Swapped]:
        """One for each example; of the true picture itself where its own maps are wanted."""
        features = networks[FEATURES]
        wanted = features(bicubic_base(batch["low"], SCALE).clamp(0, 1), (TAPS[0],))[0]
        sharp = features(batch["high" if is_truth else "reference"], TAPS[::-1])[::-1]
        if is_truth:
            likeness = torch.ones(wanted.shape[-2:], device=wanted.device)
            nothing = torch.zeros(0, dtype=torch.int64)
            return [
                Swapped(tuple(each[n] for each in sharp), likeness, nothing)
                for n in range(len(wanted))
            ]
        soft = features(batch["soft"], (TAPS[0],))[0]
        return [
            swap(wanted[n], [ReferenceMaps(soft[n], [each[n] for each in sharp])])
            for n in range(len(wanted))
        ]

    def preview(self, networks: Networks, batch: Batch, noise: Noise) -> dict[str, Tensor]:
        del noise
        return {
            "bicubic": bicubic_base(batch["low"], SCALE).clamp(0, 1),
            "reference": batch["reference"],
            "made": self._made(networks, batch).clamp(0, 1),
            "true": batch["high"],
        }

    def evaluate(self, networks: Networks, items: Items) -> dict[str, float]:
        """Mean PSNR of luminance on one cut of each held-out picture, beside bicubic."""
        device = next(networks[TEXTURE].parameters()).device
        view = View(border_px=SCALE)
        found: dict[str, list[float]] = {"psnr_y": [], "bicubic_psnr_y": []}
        for index in range(len(items)):
            example = self.example(items.item(index), np.random.default_rng(index))
            batch = {
                name: torch.from_numpy(np.asarray(value)[None]).to(device).float() / 255
                for name, value in example.items()
            }
            truth = _bytes(batch["high"])
            base = bicubic_base(batch["low"], SCALE)
            found["psnr_y"].append(psnr_db(truth, _bytes(self._made(networks, batch)), view))
            found["bicubic_psnr_y"].append(psnr_db(truth, _bytes(base), view))
        return {name: float(np.mean(values)) for name, values in found.items()}

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        options = self.options
        return {
            "width": options.width,
            "blocks": options.blocks,
            "flavour": options.flavour.value,
        }

    @torch.no_grad()
    def _made(self, networks: Networks, batch: Mapping[str, Tensor]) -> Tensor:
        """In 0..1."""
        with at_rest(networks[CONTENT]), at_rest(networks[TEXTURE]):
            content = networks[CONTENT](_signed(batch["low"]))
            maps = _stacked(self._swapped(networks, batch, is_truth=False))
            return _shown(networks[TEXTURE](content, maps).float())

    @property
    def _narrower(self) -> int:
        return 8 if self.options.features == "random" else 1


@contextmanager
def at_rest(network: nn.Module) -> Iterator[None]:
    """Batch norms use what they have learned, and learn nothing."""
    was_training = network.training
    network.eval()
    try:
        yield
    finally:
        network.train(was_training)


def _stacked(swapped: list[Swapped]) -> list[Tensor]:
    return [torch.stack(maps) for maps in zip(*(one.maps for one in swapped), strict=True)]


def _signed(pictures: Tensor) -> Tensor:
    return pictures * 2.0 - 1.0


def _shown(pictures: Tensor) -> Tensor:
    return (pictures + 1.0) / 2.0


def _bytes(pictures: Tensor) -> NDArray[np.uint8]:
    shown = pictures[0].permute(1, 2, 0).clamp(0, 1) * 255
    return shown.round().to(torch.uint8).cpu().numpy()
