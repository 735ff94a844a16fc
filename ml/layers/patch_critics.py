"""Critics that judge patches, at one size of the picture or at several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional

from ml.layers.initialisation import begin_normal
from ml.layers.spectral import spectral
from ml.layers.sync_norm import SyncBatchNorm2d

SLOPE = 0.2
_WIDEST = 8


class CriticNorm(Enum):
    """What keeps a critic's layers calm; never the first and the last."""

    BATCH = "batch"
    """Statistics of the batch at hand (pix2pix)."""
    INSTANCE = "instance"
    """Of each picture, without gains (pix2pixHD)."""
    SPECTRAL = "spectral"
    """A largest singular value of one, then that of each picture (SPADE)."""
    NONE = "none"


@dataclass(frozen=True)
class CriticPlan:
    """`halvings` decides the reach: 0 looks at single pixels, 1 at 16, 2 at 34, 3 at 70 px.

    `biased` adds biases where a norm would take them away again, as the authors' Lua had.
    """

    base: int = 64
    halvings: int = 3
    rim_px: int = 1
    norm: CriticNorm = CriticNorm.BATCH
    biased: bool = False


class Judgement(NamedTuple):
    """scores: logits, larger is more real; layers: what led to them, each after its ReLU."""

    scores: Tensor
    layers: tuple[Tensor, ...]


class PatchCritic(nn.Module):
    """PatchGAN of Isola et al. 2017: scores of overlapping patches, and the layers before.

    Kernels of 4 px; widths double up to eight times the base; the last two layers do not halve.
    """

    def __init__(self, channels: int, plan: CriticPlan | None = None) -> None:
        super().__init__()
        plan = plan or CriticPlan()
        self.stages = nn.ModuleList(_stages(channels, plan))
        widest = plan.base * min(1 << max(plan.halvings, 1), _WIDEST)
        if plan.halvings:
            self.score = nn.Conv2d(widest, 1, 4, padding=plan.rim_px)
        else:
            self.score = nn.Conv2d(2 * plan.base, 1, 1, bias=plan.biased)
        begin_normal(self)

    def forward(self, pictures: Tensor) -> Judgement:
        """(batch, channels, rows, columns); what is conditioned on comes as channels."""
        layers: list[Tensor] = []
        for stage in self.stages:
            pictures = functional.leaky_relu(stage(pictures), SLOPE)
            layers.append(pictures)
        return Judgement(self.score(pictures), tuple(layers))


class PyramidCritic(nn.Module):
    """Equal critics, each on pictures of half the side of the one before (Wang et al. 2018)."""

    def __init__(self, channels: int, plan: CriticPlan, scales: int = 2) -> None:
        super().__init__()
        self.critics = nn.ModuleList(PatchCritic(channels, plan) for _ in range(scales))

    def forward(self, pictures: Tensor) -> tuple[Judgement, ...]:
        """One judgement for each size, the finest first."""
        found: list[Judgement] = []
        for number, critic in enumerate(self.critics):
            pictures = halved(pictures) if number else pictures
            found.append(critic(pictures))
        return tuple(found)


def halved(pictures: Tensor) -> Tensor:
    """Means of 3 x 3 px, every second one; the rim counts only what there is."""
    return functional.avg_pool2d(pictures, 3, 2, 1, count_include_pad=False)


def parted(judged: Sequence[Judgement], count: int) -> tuple[list[Judgement], list[Judgement]]:
    """The judgements of the first `count` pictures of a batch, and those of the others."""
    first = [Judgement(j.scores[:count], tuple(x[:count] for x in j.layers)) for j in judged]
    rest = [Judgement(j.scores[count:], tuple(x[count:] for x in j.layers)) for j in judged]
    return first, rest


def _stages(channels: int, plan: CriticPlan) -> list[nn.Module]:
    base = plan.base
    if plan.halvings == 0:
        return [nn.Conv2d(channels, base, 1), _convolved((base, 2 * base), plan, 1, 1)]
    found: list[nn.Module] = [nn.Conv2d(channels, base, 4, 2, plan.rim_px)]
    before = base
    for number in range(1, plan.halvings + 1):
        after = base * min(1 << number, _WIDEST)
        stride = 2 if number < plan.halvings else 1
        found.append(_convolved((before, after), plan, 4, stride))
        before = after
    return found


def _convolved(widths: tuple[int, int], plan: CriticPlan, size: int, stride: int) -> nn.Module:
    into, out = widths
    rim = plan.rim_px if size > 1 else 0
    # Instance norm takes a bias away, too; the authors of pix2pixHD left it in.
    biased = plan.biased or plan.norm in (CriticNorm.INSTANCE, CriticNorm.NONE)
    layer = nn.Conv2d(into, out, size, stride, rim, bias=biased)
    if plan.norm is CriticNorm.BATCH:
        return nn.Sequential(layer, SyncBatchNorm2d(out, track_running_stats=False))
    if plan.norm is CriticNorm.INSTANCE:
        return nn.Sequential(layer, nn.InstanceNorm2d(out))
    if plan.norm is CriticNorm.SPECTRAL:
        return nn.Sequential(spectral(layer), nn.InstanceNorm2d(out))
    return layer
