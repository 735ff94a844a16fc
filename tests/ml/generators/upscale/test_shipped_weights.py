"""The weights that come with the program: whole, small, and better than bicubic."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.enlarging.wish import Condition
from ml.generators.upscale.generator import Upscale
from ml.generators.upscale.spec import UPSCALE, UpscaleParams
from ml.store.bundled import published_in
from ml.training.examples.degradations.chain import Degradation
from ml.training.examples.degradations.resize import resize, to_bytes
from ml.training.metrics.fidelity import View, psnr_db
from ml.training.upscaling.measures import pair_of
from resources.index import samples, weights

Bytes = NDArray[np.uint8]


@pytest.fixture(scope="module")
def published() -> dict[str, Path]:
    """All files of ours, compared with their cards."""
    wanted = set(UPSCALE.optional_weights)
    found = [one for one in published_in(weights()) if one.card.id in wanted]
    for one in found:
        one.check()
        assert one.card.system == "compact_sr"
        assert one.card.size_bytes < 1_000_000
    assert {one.card.id for one in found} == wanted
    return {one.card.id: one.path for one in found}


def halved(sample: Path) -> Bytes:
    with Image.open(sample) as opened:
        return np.asarray(opened.convert("RGB").reduce(2))[100:292, 250:506]


def gain_db(made: Bytes, low: Bytes, high: Bytes, border_px: int) -> float:
    """By how much a result is nearer to the truth than bicubic is."""
    bicubic = to_bytes(resize(low.astype(np.float32), *high.shape[:2]))
    view = View(border_px=border_px)
    return psnr_db(high, made, view) - psnr_db(high, bicubic, view)


@pytest.mark.parametrize(("factor", "condition", "least_db"), [
    (4, Condition.CLEAN, 1.0),
    (2, Condition.CLEAN, 0.2),
    (4, Condition.WORN, 0.3),
])  # fmt: skip
def test_they_beat_bicubic_on_every_sample(
    published: dict[str, Path], factor: int, condition: Condition, least_db: float
) -> None:
    generator = Upscale()
    generator.load(Resources(weights=published))
    worn = condition is Condition.WORN
    damage = Degradation.REALISTIC if worn else Degradation.CLEAN
    for seed, sample in enumerate(samples()):
        pair = pair_of(halved(sample), factor, damage, seed)
        image = pair.low.astype(np.float32) / np.float32(255)
        params = UpscaleParams(factor=float(factor), condition=condition)
        result = generator.run(Inputs({"image": (image,)}), params, NoProgress())
        made = to_bytes(result.image * np.float32(255))
        assert gain_db(made, pair.low, pair.high, factor) > least_db, sample.stem
        moved = made.mean(axis=(0, 1)) - pair.low.mean(axis=(0, 1))
        assert np.abs(moved).max() < 0.8, "the colours stay"


def test_the_crisp_network_brings_back_the_strength_of_edges(published: dict[str, Path]) -> None:
    generator = Upscale()
    generator.load(Resources(weights=published))
    missing = {0.0: 0.0, 1.0: 0.0}
    for seed, sample in enumerate(samples()):
        pair = pair_of(halved(sample), 4, Degradation.CLEAN, seed)
        image = pair.low.astype(np.float32) / np.float32(255)
        for crisp in missing:
            params = UpscaleParams(factor=4.0, crisp=crisp)
            result = generator.run(Inputs({"image": (image,)}), params, NoProgress())
            made = to_bytes(result.image * np.float32(255))
            missing[crisp] += edge_strength(pair.high) - edge_strength(made)
            assert gain_db(made, pair.low, pair.high, 4) > 0.3, sample.stem
        assert "crisp" in str(result.info["crisp_by"])
    assert abs(missing[1.0]) < 0.97 * missing[0.0]


def edge_strength(picture: Bytes) -> float:
    """The mean step between neighbours."""
    return float(np.abs(np.diff(picture.astype(np.float32), axis=1)).mean())
