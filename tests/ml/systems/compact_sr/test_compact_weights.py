"""The weights that come with the program: whole, small, and better than bicubic."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from ml.store.bundled import published_in
from ml.systems.compact_sr.runner import CompactRunner
from ml.training.degradations.chain import Degradation
from ml.training.degradations.resize import resize, to_bytes
from ml.training.metrics.fidelity import View, psnr_db
from ml.training.upscaling_measures import pair_of
from resources.index import samples, weights

GAIN_DB = {2: 0.8, 4: 0.6}
"""Over bicubic, on the crops below; less than what was measured, so that noise is no failure."""


def published(scale: int) -> Path:
    found = {one.card.id: one for one in published_in(weights())}
    one = found[f"compact-sr-x{scale}"]
    one.check()
    assert one.card.system == "compact_sr"
    assert one.card.size_bytes < 1_000_000
    return one.path


@pytest.mark.parametrize("scale", [2, 4])
def test_they_beat_bicubic_on_every_sample(scale: int) -> None:
    runner = CompactRunner(published(scale))
    assert runner.scale == scale
    for sample in samples():
        with Image.open(sample) as opened:
            halved = opened.convert("RGB").reduce(2)
        pair = pair_of(np.asarray(halved)[100:292, 250:506], scale, Degradation.CLEAN)
        made = to_bytes(runner.enlarge(pair.low.astype(np.float32) / 255) * 255)
        bicubic = to_bytes(resize(pair.low.astype(np.float32), *pair.high.shape[:2]))
        view = View(border_px=scale)
        gain = psnr_db(pair.high, made, view) - psnr_db(pair.high, bicubic, view)
        assert gain > GAIN_DB[scale], sample.stem
        shift = made.astype(float).mean(axis=(0, 1)) - pair.high.astype(float).mean(axis=(0, 1))
        assert np.abs(shift).max() < 0.5, "the colours stay"
