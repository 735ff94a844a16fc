"""How near made pictures are to the true ones, and whether they show what they were asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from ml.training.metrics.lpips import load_lpips
from ml.training.metrics.segmentation import Confusion
from ml.training.synthesis.judge import read_judge
from ml.training.teachers import TeacherMissing

_LPIPS_LEAST_PX = 64


class Compared(NamedTuple):
    """One made picture beside the true one, (1, 3, rows, columns) in 0..1.

    `labels` (rows, columns) is the map that it was made from, where it was made from one.
    """

    made: Tensor
    true: Tensor
    labels: Tensor | None = None


@torch.no_grad()
def measured(pairs: Iterable[Compared], judge: str = "") -> dict[str, float]:
    """`error` (mean absolute, 0..1), `psnr`; `lpips_alexnet` where installed.

    With a `judge` also what it sees in the pictures: `mean_iou`, `pixel_accuracy`.
    """
    segmenter = read_judge(judge) if judge else None
    seen = Confusion.empty(segmenter.plan.classes) if segmenter else None
    try:
        lpips = load_lpips("alexnet")
    except TeacherMissing:
        lpips = None
    rows: list[dict[str, float]] = []
    for pair in pairs:
        made, true = pair.made.float().clamp(0, 1).cpu(), pair.true.float().cpu()
        squared = float((made - true).square().mean())
        row = {"error": float((made - true).abs().mean())}
        row["psnr"] = -10.0 * float(np.log10(max(squared, 1e-10)))
        if lpips is not None and min(made.shape[-2:]) >= _LPIPS_LEAST_PX:
            row["lpips_alexnet"] = float(lpips(made, true))
        rows.append(row)
        if seen is not None and segmenter is not None and pair.labels is not None:
            shown = (made[0] * 255).round().to(torch.uint8).permute(1, 2, 0).numpy()
            seen = seen.with_picture(pair.labels.cpu().numpy(), segmenter.labels(shown))
    found = {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}
    if seen is not None:
        found |= {"mean_iou": seen.mean_iou, "pixel_accuracy": seen.pixel_accuracy}
    return found
