"""Keeps a measure from depending on how the run around it computes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def exactly(device: torch.device, learns: bool = False) -> Iterator[None]:
    """Full float32 within: no autocast, no TF32. Settings are put back.

    Gradients are off, or on where a measure trains a network of its own, whatever they are around.
    """
    matmul, conv = torch.backends.cuda.matmul, torch.backends.cudnn.conv  # pyright: ignore[reportAttributeAccessIssue]
    before = matmul.fp32_precision, conv.fp32_precision
    try:
        matmul.fp32_precision = conv.fp32_precision = "ieee"
        with (
            torch.autocast(device.type, enabled=False),
            torch.inference_mode(not learns),
            torch.set_grad_enabled(learns),
        ):
            yield
    finally:
        matmul.fp32_precision, conv.fp32_precision = before
