"""Weight files keep their numbers and their hyper-parameters, and refuse another network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ml.store.failures import WeightsMismatch
from ml.store.weights import hyper_parameters_of, load_weights, save_weights, shapes_of

ARRAYS = {
    "b.weight": np.arange(6, dtype=np.float32).reshape(2, 3),
    "a.bias": np.array([0.5], np.float16),
    "steps": np.array(3, np.int64),
}
SHAPES = {"b.weight": (2, 3), "a.bias": (1,), "steps": ()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "weights.safetensors"
    save_weights(target, ARRAYS, {"channels": 64, "norm": "instance", "widths": [1, 2]})
    return target


def test_round_trip(path: Path) -> None:
    loaded = load_weights(path, SHAPES)
    assert loaded.keys() == ARRAYS.keys()
    for name, array in ARRAYS.items():
        np.testing.assert_array_equal(loaded[name], array)
        assert loaded[name].dtype == array.dtype
    assert hyper_parameters_of(path) == {"channels": 64, "norm": "instance", "widths": [1, 2]}
    assert shapes_of(path) == SHAPES
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_order_changes_nothing(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.safetensors"
    backwards = dict(reversed(ARRAYS.items()))
    save_weights(other, backwards, {"widths": [1, 2], "norm": "instance", "channels": 64})
    assert other.read_bytes() == path.read_bytes()


def test_another_network_is_refused_with_the_first_differences(path: Path) -> None:
    wanted = {f"layer{i}": (i,) for i in range(9)} | {"b.weight": (3, 2)}
    with pytest.raises(WeightsMismatch) as caught:
        load_weights(path, wanted)
    told = str(caught.value)
    assert "layer0 is missing" in told
    assert "layer5" not in told
    assert "12 differences" in told


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_no_network_is_saved_with_broken_numbers(tmp_path: Path, bad: float) -> None:
    target = tmp_path / "w.safetensors"
    with pytest.raises(WeightsMismatch, match="layer"):
        save_weights(target, {"layer": np.array([bad], np.float32)}, {})
    assert not target.exists()


@pytest.mark.parametrize("content", [b"", b"not safetensors", b"\xff" * 64])
def test_other_files_are_a_sentence(tmp_path: Path, content: bytes) -> None:
    target = tmp_path / "w.safetensors"
    target.write_bytes(content)
    with pytest.raises(WeightsMismatch, match="no safetensors file"):
        load_weights(target)


def test_a_cut_file_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(WeightsMismatch):
        load_weights(path)
