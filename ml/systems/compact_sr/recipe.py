"""Trains the small upscaler: minutes on a CPU, made for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from torch import nn

from ml.systems.compact_sr.network import CompactSr
from ml.training.experiment import Experiment, Optimiser, Schedule, setting
from ml.training.upscaling.recipe import UpscalingOptions, UpscalingRecipe


@dataclass(frozen=True)
class CompactSrOptions(UpscalingOptions):
    """What may be chosen."""

    width: int = setting(48, "channels of every layer")
    depth: int = setting(10, "layers between head and tail")


class CompactSrRecipe(UpscalingRecipe[CompactSrOptions]):
    """About 0.23 M parameters; 16,000 steps of 16 crops take an hour on one core."""

    system: ClassVar[str] = "compact_sr"
    title: ClassVar[str] = "Compact upscaling"
    options_type: ClassVar[type[CompactSrOptions]] = CompactSrOptions
    defaults: ClassVar[Experiment] = Experiment(
        steps=16_000,
        batch=16,
        optimiser=Optimiser(lr=1e-3, warmup=100, schedule=Schedule.COSINE),
        critic=Optimiser(lr=2e-4, beta1=0.5, beta2=0.99),
        average=0.999,
    )

    @classmethod
    def small_options(cls) -> CompactSrOptions:
        return CompactSrOptions(width=8, depth=4, patch=36)

    @classmethod
    def small_experiment(cls) -> Experiment:
        quick = Optimiser(lr=5e-3, schedule=Schedule.COSINE)
        return replace(super().small_experiment(), steps=150, optimiser=quick)

    def upscaler(self) -> nn.Module:
        options = self.options
        return CompactSr(options.scale, options.width, options.depth)

    def hyper_parameters(self) -> dict[str, int | float | str | bool | list[int] | list[str]]:
        own = {"width": self.options.width, "depth": self.options.depth}
        return super().hyper_parameters() | own
