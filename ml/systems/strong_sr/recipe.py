"""Trains the large upscaler: for a machine with a GPU."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from torch import nn

from ml.systems.strong_sr.network import StrongSr
from ml.training.experiment import Experiment, Optimiser, Precision, Schedule, setting
from ml.training.upscaling.recipe import UpscalingOptions, UpscalingRecipe


@dataclass(frozen=True)
class StrongSrOptions(UpscalingOptions):
    """What may be chosen; larger crops, since the network looks further."""

    patch: int = setting(48, "side of the small crops, px")
    width: int = setting(128, "channels of every layer")
    blocks: int = setting(20, "residual blocks; 16 of width 64 are the size of EDSR's baseline")


class StrongSrRecipe(UpscalingRecipe[StrongSrOptions]):
    """About 6 M parameters; made for half hours on a GPU, each starting from the last weights."""

    system: ClassVar[str] = "strong_sr"
    title: ClassVar[str] = "Strong upscaling"
    options_type: ClassVar[type[StrongSrOptions]] = StrongSrOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=40_000,
        batch=32,
        optimiser=Optimiser(lr=3e-4, warmup=500, schedule=Schedule.COSINE, clip=1.0),
        critic=Optimiser(lr=1e-4, beta1=0.5, beta2=0.99),
        average=0.9995,
        precision=Precision.BF16,
        deterministic=False,
    )

    @classmethod
    def small_options(cls) -> StrongSrOptions:
        return StrongSrOptions(width=16, blocks=2, patch=36)

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = Optimiser(lr=5e-3, schedule=Schedule.COSINE)
        small = replace(super().small_experiment(), optimiser=quick)
        return replace(small, precision=Precision.FP32, deterministic=True)

    def upscaler(self) -> nn.Module:
        options = self.options
        return StrongSr(options.scale, options.width, options.blocks)

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        own = {"width": self.options.width, "blocks": self.options.blocks}
        return super().hyper_parameters() | own
