"""Sets how torch computes during a run, and puts it back afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import torch

from ml.training.experiment import Experiment, Precision


def chosen_device(name: str = "auto") -> torch.device:
    """`auto` is the first graphics card where there is one; else the name as torch has it."""
    if name != "auto":
        return torch.device(name)
    if torch.cuda.is_available():
        return torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    return torch.device("cpu")


def autocast(precision: Precision, device: torch.device) -> AbstractContextManager[object]:
    """Where losses are computed: bfloat16 for matrix products and convolutions, or nothing."""
    if precision is Precision.BF16:
        return torch.autocast(device.type, dtype=torch.bfloat16)
    return nullcontext()


def seed_torch(seed: int, device: torch.device) -> None:
    """Seed torch's global generators, of this device and the CPU alone.

    `torch.manual_seed` also queues calls for cards that are not there, with a stack trace each:
    that takes milliseconds and memory at every call.
    """
    torch.default_generator.manual_seed(seed)
    if device.type == "cuda":
        torch.cuda.manual_seed(seed)
    elif device.type == "mps":
        torch.mps.manual_seed(seed)


@contextmanager
def computing(experiment: Experiment, device: torch.device) -> Iterator[None]:
    """Within it torch computes as the experiment says.

    Where an algorithm that gives the same bits again does not exist for an operation on this
    device, torch warns and goes on.
    """
    before = _Settings()
    try:
        if device.type == "cuda":
            os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
            torch.cuda.set_device(device)
        torch.use_deterministic_algorithms(experiment.deterministic, warn_only=True)
        # Costs a pass over every new tensor and helps only those who read before they write.
        torch.utils.deterministic.fill_uninitialized_memory = False  # pyright: ignore[reportAttributeAccessIssue]
        torch.backends.cudnn.benchmark = not experiment.deterministic
        products = "ieee" if experiment.precision is Precision.FP32 else "tf32"
        torch.backends.cuda.matmul.fp32_precision = products
        torch.backends.cudnn.conv.fp32_precision = products  # pyright: ignore[reportAttributeAccessIssue]
        yield
    finally:
        before.put_back()


class _Settings:
    """Torch's global settings as they were."""

    def __init__(self) -> None:
        self._is_deterministic = torch.are_deterministic_algorithms_enabled()
        self._warns = torch.is_deterministic_algorithms_warn_only_enabled()
        self._fills = torch.utils.deterministic.fill_uninitialized_memory  # pyright: ignore[reportAttributeAccessIssue]
        self._searches = torch.backends.cudnn.benchmark
        self._matmul = torch.backends.cuda.matmul.fp32_precision
        self._conv = torch.backends.cudnn.conv.fp32_precision  # pyright: ignore[reportAttributeAccessIssue]

    def put_back(self) -> None:
        torch.use_deterministic_algorithms(self._is_deterministic, warn_only=self._warns)
        torch.utils.deterministic.fill_uninitialized_memory = self._fills  # pyright: ignore[reportAttributeAccessIssue]
        torch.backends.cudnn.benchmark = self._searches
        torch.backends.cuda.matmul.fp32_precision = self._matmul
        torch.backends.cudnn.conv.fp32_precision = self._conv  # pyright: ignore[reportAttributeAccessIssue]
