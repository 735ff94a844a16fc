"""Tiles cover everything, overlap, and cannot be told from the whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worker_jobs import client_of

from ml.api.client import Job
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.params import Params
from ml.api.progress import NoProgress, Progress
from ml.engine.tiling import run_in_tiles, tiles


@settings(deadline=None)
@given(
    width=st.integers(1, 900),
    height=st.integers(1, 900),
    tile_px=st.integers(8, 256),
    share=st.floats(0.0, 0.5),
)
def test_tiles_cover_and_overlap(width: int, height: int, tile_px: int, share: float) -> None:
    overlap_px = int(tile_px * share)
    boxes = tiles(width, height, tile_px, overlap_px)
    seen = np.zeros((height, width), np.uint8)
    for box in boxes:
        assert (box.width, box.height) == (min(tile_px, width), min(tile_px, height))
        assert box.left >= 0
        assert box.top >= 0
        seen[box.slices] = 1
    assert seen.all()
    lefts = sorted({box.left for box in boxes})
    for one, two in zip(lefts, lefts[1:], strict=False):
        assert one + tile_px - two >= overlap_px


class Pointwise:
    """Its result at a pixel depends on that pixel alone."""

    def __init__(self, offsets: bool = False) -> None:
        self.offsets = offsets
        self.calls = 0

    def load(self, resources: Resources) -> None: ...

    def unload(self) -> None: ...

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        self.calls += 1
        image = 1 - inputs.image("image")
        if self.offsets:
            image = image * 0 + np.float32(self.calls)
        return Outputs(image, inputs.mask("mask").astype(np.float32), {"calls": self.calls})


def inputs_of(side: int) -> Inputs:
    rng = np.random.default_rng(0)
    return Inputs(
        {
            "image": (rng.random((side, side + 30, 3), np.float32),),
            "mask": (rng.random((side, side + 30)) < 0.5,),
        }
    )


def test_a_pointwise_generator_gives_the_same_in_tiles() -> None:
    inputs = inputs_of(200)
    whole = Pointwise().run(inputs, Params(), NoProgress())
    tiled = run_in_tiles(Pointwise(), inputs, Params(), NoProgress(), 64)
    np.testing.assert_allclose(tiled.image, whole.image, atol=1e-6)
    np.testing.assert_allclose(tiled.coverage, whole.coverage, atol=1e-6)
    assert tiled.info["tiles"] == 20


def test_tiles_that_differ_fade_into_each_other() -> None:
    tiled = run_in_tiles(Pointwise(offsets=True), inputs_of(200), Params(), NoProgress(), 64)
    step = np.abs(np.diff(tiled.image[..., 0], axis=1)).max()
    # Neighbouring tiles differ by 1 across; a hard border would step by all of it at once.
    assert step < 0.2


@pytest.mark.parametrize("side", [1100, 700])
def test_the_runner_cuts_when_memory_runs_out(side: int) -> None:
    image = np.random.default_rng(0).integers(0, 256, (side, side, 3), np.uint8)
    mask = np.zeros((side, side), np.uint8)
    mask[500:600, 500:600] = 255
    with client_of() as client:
        job = Job(
            "greedy", {"colour": 1.0}, {"image": [image], "mask": [mask]}, output_depth="uint8"
        )
        result = client.run(job)
    assert result.info["side"] == min(side, 1024)
    assert result.info["tiles"] == (4 if side == 1100 else 1)
    np.testing.assert_array_equal(result.image[mask == 0], image[mask == 0])
    np.testing.assert_array_equal(result.coverage, mask)
