"""The one description of a training run: everything that changes its result, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Precision(Enum):
    """How matrix products are computed; weights and sums are always float32."""

    FP32 = "fp32"
    TF32 = "tf32"
    BF16 = "bf16"


class Schedule(Enum):
    """How the learning rate moves after the warm-up."""

    CONSTANT = "constant"
    COSINE = "cosine"
    LINEAR = "linear"
    """Constant for the first half, then straight to zero (pix2pix, CycleGAN)."""
    STEPS = "steps"
    """Halved at 50, 75, 90 and 95 % of the steps."""


def setting(default: Any, help_line: str) -> Any:  # noqa: ANN401 - stands for the field's type
    """A dataclass field with its help line for the command line."""
    return field(default=default, metadata={"help": help_line})


@dataclass(frozen=True)
class Optimiser:
    """Adam or AdamW, for one or all networks."""

    lr: float = setting(2e-4, "learning rate")
    beta1: float = setting(0.9, "decay of the first moment")
    beta2: float = setting(0.999, "decay of the second moment")
    weight_decay: float = setting(0.0, "decoupled weight decay (AdamW); 0 is Adam")
    schedule: Schedule = setting(Schedule.CONSTANT, "how the learning rate moves")
    warmup: int = setting(0, "steps of linear warm-up")
    clip: float = setting(0.0, "largest gradient norm; 0 does not clip")


@dataclass(frozen=True)
class Experiment:
    """One run. Two runs with equal experiments on equal data give equal weights on a CPU."""

    steps: int = setting(1000, "updates in all")
    batch: int = setting(8, "examples in a step, over all processes")
    accumulate: int = setting(1, "parts that a batch is cut into to save memory")
    optimiser: Optimiser = field(default=Optimiser(), metadata={"help": "of all networks"})
    critic: Optimiser | None = field(
        default=None, metadata={"help": "of networks called critic or discriminator, if others"}
    )
    average: float = setting(0.999, "decay of the averaged weights; 0 keeps none")
    precision: Precision = setting(Precision.FP32, "fp32, tf32 or bf16")
    channels_last: bool = setting(True, "memory layout in which convolutions are fast")
    compile: bool = setting(False, "torch.compile the networks, where that pays")
    deterministic: bool = setting(True, "only algorithms that give the same bits again")
    seed: int = setting(0, "of everything random")
