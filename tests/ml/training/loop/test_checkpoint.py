"""The checkpoint: whole or refused, never half."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import torch

from ml.training.loop import checkpoint as checkpoints
from ml.training.loop.checkpoint import NAME, Checkpoint, CheckpointDamaged, CheckpointFailed
from ml.training.loop.tree import NotKept, put_together, take_apart


def made(value: float = 1.0) -> Checkpoint:
    tensors = {
        "network/a/weight": torch.full((2, 3), value),
        "network/a/half": torch.full((3,), value, dtype=torch.bfloat16),
        "network/a/count": torch.tensor(7),
        "network/a/wide": torch.rand(2, 4, 3, 3).contiguous(memory_format=torch.channels_last),
        "network/a/same": torch.ones(4),
    }
    tensors["network/b/same"] = tensors["network/a/same"]
    return Checkpoint(tensors, {"step": 5, "name": "é"})


def test_it_comes_back_the_same(tmp_path: Path) -> None:
    kept = made()
    checkpoints.write(kept, tmp_path)
    found = checkpoints.read(tmp_path / NAME)
    assert found.digest == kept.digest
    assert found.facts == kept.facts
    for name, tensor in kept.tensors.items():
        assert found.tensors[name].dtype is tensor.dtype
        assert torch.equal(found.tensors[name], tensor)
    assert checkpoints.parse((tmp_path / NAME).read_bytes()).digest == kept.digest


def test_the_digest_sees_every_bit() -> None:
    digests = {made(1.0).digest}
    nudged = made()
    nudged.tensors["network/a/weight"][0, 0] = torch.nextafter(torch.tensor(1.0), torch.tensor(2.0))
    digests.add(nudged.digest)
    digests.add(Checkpoint(made().tensors, {"step": 6, "name": "é"}).digest)
    assert len(digests) == 3


@pytest.mark.parametrize("place", [0, 9, 0.2, 0.5, 0.99])
def test_a_changed_byte_is_noticed(tmp_path: Path, place: float) -> None:
    path = checkpoints.write(made(), tmp_path)
    content = bytearray(path.read_bytes())
    content[int(place * len(content)) if isinstance(place, float) else place] ^= 0x41
    path.write_bytes(bytes(content))
    with pytest.raises(CheckpointDamaged, match=r"checkpoint\.safetensors cannot be continued"):
        checkpoints.read(path)
    with pytest.raises(CheckpointDamaged):
        checkpoints.parse(path.read_bytes())


@pytest.mark.parametrize("size", [0, 5, 100, -1])
def test_a_short_file_is_noticed(tmp_path: Path, size: int) -> None:
    path = checkpoints.write(made(), tmp_path)
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(CheckpointDamaged):
        checkpoints.read(path)


def test_a_write_that_fails_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoints.write(made(1.0), tmp_path)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CheckpointFailed, match="make room on the disk"):
        checkpoints.write(made(2.0), tmp_path)
    assert checkpoints.read(tmp_path / NAME).digest != made(2.0).digest
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_what_a_kill_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".checkpoint-12-ab.tmp").write_bytes(b"half")
    (tmp_path / "notes.tmp").write_bytes(b"mine")
    assert checkpoints.sweep(tmp_path) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["notes.tmp"]


def test_a_state_of_any_shape_comes_back() -> None:
    state = {
        "pool": [torch.ones(2), torch.zeros(3)],
        3: ("a", None, 1.5, {"deep": True}),
        "empty": [],
    }
    tensors: dict[str, torch.Tensor] = {}
    plain = take_apart(state, "recipe", tensors)
    found = put_together(plain, tensors)
    assert found[3] == state[3]
    assert found["empty"] == []
    assert torch.equal(found["pool"][1], torch.zeros(3))
    with pytest.raises(NotKept, match="recipe/0 is a set"):
        take_apart({"a": {1}}, "recipe", {})
