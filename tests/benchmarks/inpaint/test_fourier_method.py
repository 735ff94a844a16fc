"""Our Fourier filler as a method of the bench, from a file of published weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from benchmarks.inpaint import places
from benchmarks.inpaint.fourier import LARGEST_PX, fourier
from benchmarks.inpaint.methods import METHODS
from benchmarks.inpaint.run import available
from ml.systems.inpaint_ffc.network import Begun, FourierFiller
from ml.training.publishing.weight_parts import write_parts


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Weights that add nothing, so that the answer is the smooth beginning."""
    torch.manual_seed(0)
    network = FourierFiller(4, 1, Begun.SMOOTH)
    torch.nn.init.zeros_(network.to_picture.weight)
    arrays = {f"generator.{name}": each.numpy() for name, each in network.state_dict().items()}
    header = {"system": "inpaint_ffc", "base": 4, "blocks": 1, "begun": "smooth"}
    write_parts(tmp_path, "inpaint-ffc", arrays, header)
    monkeypatch.setenv(places.FOURIER, str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("size", [(96, 96), (61, 90), (120, LARGEST_PX + 91)])
def test_only_the_hole_changes_and_it_is_not_looked_at(
    published: Path, size: tuple[int, int]
) -> None:
    chance = np.random.default_rng(1)
    picture = np.full((*size, 3), (40, 120, 200), np.uint8)
    hole = np.zeros(size, bool)
    hole[20:40, 15 : size[1] - 15] = True
    given = picture.copy()
    given[hole] = chance.integers(0, 256, (int(hole.sum()), 3))
    filled = fourier()(given, hole)
    assert np.array_equal(filled[~hole], given[~hole])
    # Enlarging it again, the filter may leave one step of 255.
    assert int(np.abs(filled.astype(int) - picture).max()) <= 1


def test_without_weights_it_is_left_out_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(places.FOURIER, str(tmp_path))
    (method,) = [each for each in METHODS if each.name == "fourier"]
    assert available([method]) == (
        [],
        {
            "fourier": "No weights of our filler are published yet: name a file or a folder in "
            "PENTIMENTO_INPAINT_FFC."
        },
    )
