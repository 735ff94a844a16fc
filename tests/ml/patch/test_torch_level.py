"""The tensor twin fills as well as the compiled loops, from the source alone, bit for bit by seed.

Tried here on CPU tensors; on a graphics card the same lines run.
"""

from __future__ import annotations

import subprocess
import sys

import cv2
import numpy as np
import pytest
import torch

from ml.patch import fill as filling
from ml.patch import torch_kernels, torch_level
from ml.patch.engine import engine_for
from ml.patch.fill import fill
from ml.patch.level import Level
from ml.patch.melding import Patchwork, meld
from ml.patch.options import EFFORTS, FillOptions, Quality
from ml.patch.pyramid import Layer, measure_texture
from ml.patch.torch_level import TorchLevel
from ml.patch.torch_melding import meld as torch_meld

EFFORT = EFFORTS[Quality.BEST]
EXACT = FillOptions(quality=Quality.DRAFT, exact=True)


@pytest.fixture(autouse=True)
def one_thread() -> object:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def on_tensors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "engine_for", lambda device: torch_level.engine("cpu"))


def pebbles(side: int, seed: int = 0) -> np.ndarray:
    """A rough texture with structure of about six pixels."""
    random = np.random.default_rng(seed)
    grain = random.normal(0, 1, (side, side, 3)).astype(np.float32)
    soft = np.asarray(cv2.GaussianBlur(grain, (0, 0), 2.0))
    return np.clip(0.5 + 0.9 * soft + 0.03 * grain, 0, 1).astype(np.float32)


def square(side: int, low: int, high: int) -> np.ndarray:
    hole = np.zeros((side, side), bool)
    hole[low:high, low:high] = True
    return hole


def layer_of(side: int, low: int, high: int) -> Layer:
    image, hole = pebbles(side), square(side, low, high)
    return Layer(image, hole, ~hole, measure_texture(image, hole))


def nothing(share: float = 0.0) -> None:
    pass


@pytest.mark.usefixtures("on_tensors")
def test_every_filled_pixel_is_one_of_the_source_and_no_other_changes() -> None:
    image, hole = pebbles(100), square(100, 30, 60)
    source = np.zeros_like(hole)
    source[:, 64:] = True
    filled = fill(image, hole, source=source, options=EXACT)
    np.testing.assert_array_equal(filled[~hole], image[~hole])
    palette = {tuple(pixel) for pixel in image[source]}
    assert all(tuple(pixel) in palette for pixel in filled[hole])


@pytest.mark.usefixtures("on_tensors")
def test_a_seed_gives_the_same_bits_however_the_work_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    image, hole = pebbles(96), square(96, 35, 60)
    draft = FillOptions(quality=Quality.DRAFT, seed=5)
    one = fill(image, hole, options=draft)
    monkeypatch.setitem(torch_kernels.CHUNK, "cpu", 333)
    np.testing.assert_array_equal(one, fill(image, hole, options=draft))
    other = fill(image, hole, options=FillOptions(quality=Quality.DRAFT, seed=6))
    assert not np.array_equal(one, other)


@pytest.mark.usefixtures("on_tensors")
def test_a_periodic_texture_is_continued() -> None:
    wave = 0.5 + 0.4 * np.sin(2 * np.pi * np.arange(96) / 8)
    image = np.broadcast_to(wave[None, :, None], (96, 96, 3)).astype(np.float32)
    hole = square(96, 36, 60)
    damaged = image.copy()
    damaged[hole] = 7.0
    assert np.abs(fill(damaged, hole, options=EXACT) - image)[hole].mean() < 0.02


@pytest.mark.usefixtures("on_tensors")
def test_a_guide_decides_what_stands_in_the_hole() -> None:
    image = 0.1 * pebbles(128)
    image[:, 64:] += 0.8
    hole = np.zeros((128, 128), bool)
    hole[40:88, 8:48] = True
    guide = image.copy()
    guide[hole] = 0.85
    options = FillOptions(quality=Quality.DRAFT, guide_weight=4.0, exact=True)
    assert fill(image, hole, guide=guide, options=options)[hole].mean() > 0.7


def test_the_search_comes_as_near_as_the_compiled_one() -> None:
    """The same guess, the same passes: the mean distance reached, against the exact nearest."""
    layer = layer_of(110, 40, 72)
    compiled, tensors = Level(layer, EFFORT, 1.0), TorchLevel(layer, EFFORT, 1.0, device="cpu")
    for turn in range(3):
        compiled._match(compiled.view, compiled._sites, turn, nothing)
        tensors._match(tensors.scene, tensors._targets, turn, nothing)
    found = float(tensors.field.cost[tensors._hole].mean())
    theirs = float(compiled.field.cost[tuple(compiled.hole.T)].mean())
    torch_kernels.search_all(tensors.scene, tensors.field, tensors._hole, nothing)
    exact = float(tensors.field.cost[tensors._hole].mean())
    assert exact <= found <= 1.25 * exact
    assert found <= 1.1 * theirs


def test_a_distance_and_a_vote_are_those_of_the_compiled_loops() -> None:
    layer = layer_of(96, 30, 50)
    compiled, tensors = Level(layer, EFFORT, 1.0), TorchLevel(layer, EFFORT, 1.0, device="cpu")
    compiled._match(compiled.view, compiled._sites, 1, nothing)
    match = torch.from_numpy(compiled.field.match.astype(np.int64)).view(-1, 2)
    tensors.field.match[:] = torch.where(
        match[:, 0] < 0, -1, match[:, 0] * tensors._width + match[:, 1]
    )
    torch_kernels._measure(tensors.scene, tensors.field, tensors._targets, nothing)
    theirs = torch.from_numpy(compiled.field.cost).view(-1)[tensors._targets]
    torch.testing.assert_close(tensors.field.cost[tensors._targets], theirs, rtol=2e-3, atol=1e-5)
    compiled.vote()
    tensors._vote()
    np.testing.assert_allclose(tensors.colours(), compiled.colours(), atol=2e-3)


def test_steps_of_light_are_levelled_as_by_the_compiled_loops() -> None:
    image, hole = pebbles(80), square(80, 25, 50)
    places = np.argwhere(hole).astype(np.int32)
    copies = places - np.array((0, 25), np.int32)
    soft = np.full((len(places), 3), 0.5, np.float32)
    work = Patchwork(image, hole, ~hole, copies, soft, 0.001, 200)
    one, other = meld(work, nothing), torch_meld(work, nothing, device="cpu")
    assert np.abs(one - image[hole]).mean() > 0.02
    np.testing.assert_allclose(other, one, atol=0.01)


def test_a_cancel_ends_the_search_at_its_next_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    class Enough(Exception):
        pass

    monkeypatch.setitem(torch_kernels.CHUNK, "cpu", 500)
    level = TorchLevel(layer_of(110, 40, 72), EFFORT, 1.0, device="cpu")
    calls = 0

    def stop(share: float) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise Enough

    with pytest.raises(Enough):
        level.improve(0, stop)
    assert calls == 3


def test_tensors_are_for_cuda_and_a_cpu_never_loads_torch() -> None:
    assert engine_for("cuda:0").rung.func is TorchLevel  # type: ignore[attr-defined]
    assert engine_for("cuda:0").rung.keywords == {"device": "cuda:0"}  # type: ignore[attr-defined]
    program = (
        "import sys; from ml.patch.engine import engine_for;"
        "print([engine_for(name).rung.__name__ for name in ('cpu', 'mps')], 'torch' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "['Level', 'Level'] False"
