"""Writes and reads the one file a run can be continued from, so that a kill never harms it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import load as tensors_of
from safetensors.torch import save_file
from torch import Tensor

from ml.training.problems import TrainingProblem

NAME = "checkpoint.safetensors"
HEADER = "pentimento-training"
_TEMPORARY = ".checkpoint-"
FORMAT = 1

Facts = dict[str, Any]
"""Plain values that JSON holds."""


class CheckpointDamaged(TrainingProblem):
    """A checkpoint cannot be read or is not what was written."""


class CheckpointFailed(TrainingProblem):
    """A checkpoint could not be written; the one before is untouched."""


@dataclass(frozen=True)
class Checkpoint:
    """Tensors by name, and plain facts. `digest` covers every byte of both."""

    tensors: Mapping[str, Tensor]
    facts: Facts

    @property
    def digest(self) -> str:
        """A sha256 that is the same for the same names, shapes, types and bits."""
        digest = hashlib.sha256(_plain(self.facts).encode())
        for name in sorted(self.tensors):
            tensor = self.tensors[name]
            digest.update(f"{name} {tensor.dtype} {list(tensor.shape)}\n".encode())
            digest.update(_bytes_of(tensor))
        return digest.hexdigest()


def write(checkpoint: Checkpoint, folder: Path) -> Path:
    """Put the checkpoint in place of the one before once it is on the disk and read back.

    Raises CheckpointFailed; the one before is then as it was.
    """
    path = folder / NAME
    temporary = folder / f"{_TEMPORARY}{os.getpid()}-{secrets.token_hex(4)}.tmp"
    tensors = {name: _separate(tensor) for name, tensor in checkpoint.tensors.items()}
    whole = Checkpoint(tensors, checkpoint.facts)
    header = {"format": FORMAT, "digest": whole.digest, "facts": whole.facts}
    try:
        save_file(tensors, temporary, {HEADER: json.dumps(header)})
        _sync(temporary)
        if _read(temporary).digest != header["digest"]:
            raise CheckpointDamaged("it reads back differently")
        os.replace(temporary, path)
        _sync(folder)
    except (OSError, SafetensorError, CheckpointDamaged) as error:
        raise CheckpointFailed(
            f"The state of the training could not be written to {path.name} ({error}); "
            "make room on the disk and train again, it goes on from the state before."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return path


def read(path: Path) -> Checkpoint:
    """The checkpoint of this file, checked; raises CheckpointDamaged."""
    try:
        return _read(path)
    except (OSError, SafetensorError, ValueError, KeyError) as error:
        raise _damaged(path.name, error) from error


def parse(content: bytes, name: str = NAME) -> Checkpoint:
    """The checkpoint of a file's bytes (come from another process), checked."""
    try:
        length = int.from_bytes(content[:8], "little")
        meta = json.loads(content[8 : 8 + length])["__metadata__"]
        return _checked(tensors_of(content), meta)
    except (SafetensorError, ValueError, KeyError) as error:
        raise _damaged(name, error) from error


def sweep(folder: Path) -> int:
    """Remove what a killed run left half written in its folder; returns how many files."""
    left = list(folder.glob(f"{_TEMPORARY}*.tmp"))
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _read(path: Path) -> Checkpoint:
    with safe_open(path, framework="pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
        meta = file.metadata() or {}
    return _checked(tensors, meta)


def _checked(tensors: Mapping[str, Tensor], meta: Mapping[str, str]) -> Checkpoint:
    header = json.loads(meta[HEADER])
    if header["format"] > FORMAT:
        raise ValueError("a newer version of this program wrote it")
    checkpoint = Checkpoint(tensors, header["facts"])
    if checkpoint.digest != header["digest"]:
        raise ValueError("its contents are not what was written")
    return checkpoint


def _damaged(name: str, error: Exception) -> CheckpointDamaged:
    return CheckpointDamaged(
        f"{name} cannot be continued from ({error}); "
        "move it away to begin anew, or put back a copy of it."
    )


def _plain(facts: Facts) -> str:
    return json.dumps(facts, sort_keys=True)


def _separate(tensor: Tensor) -> Tensor:
    """On the CPU, in the usual layout and with memory of its own, as the file needs it."""
    own = tensor.detach().to("cpu", copy=True, memory_format=torch.contiguous_format)
    return own.contiguous()


def _bytes_of(tensor: Tensor) -> memoryview:
    flat = tensor.detach().cpu().contiguous().reshape(-1)
    return memoryview(flat.view(torch.uint8).numpy())  # pyright: ignore[reportArgumentType] - 3.11's stubs


def _sync(path: Path) -> None:
    """Have the disk keep what was written; folders cannot be synced everywhere."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
