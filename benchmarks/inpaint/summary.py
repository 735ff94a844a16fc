"""The result of a run as one JSON object, for programs that read it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from benchmarks.inpaint.records import Record, scored
from benchmarks.inpaint.report import shared_cells

_VALUES = ("lpips_vgg", "lpips_alex", "psnr_db", "ssim", "gradient_emd", "cpu_s")


def summarise(records: Sequence[Record], absent: dict[str, str], note: str) -> dict[str, object]:
    """Means per size and method over the cells they share, what is absent, what failed."""
    sizes = {
        str(size_px): _means([r for r in records if r.size_px == size_px])
        for size_px in sorted({r.size_px for r in records})
    }
    failed = [
        {"method": r.method, "cell": r.cell, "reason": r.failure} for r in records if r.failure
    ]
    return {
        "bench": "inpaint",
        "cells": len({r.cell for r in records}),
        "sizes": sizes,
        "absent": absent,
        "failed": failed,
        "note": note,
    }


def _means(records: Sequence[Record]) -> dict[str, dict[str, float]]:
    names = sorted({r.method for r in records if not r.failure})
    shared = shared_cells(records, names)
    means: dict[str, dict[str, float]] = {}
    for name in names:
        mine = [r for cell, r in scored(records, name).items() if cell in shared]
        means[name] = {"cells": float(len(mine))}
        for value in _VALUES:
            known = [getattr(r, value) for r in mine if getattr(r, value) is not None]
            if known:
                means[name][value] = round(fmean(known), 5)
    return means
