"""Turns pickled weights into safetensors, in a process that has nothing to lose.

A pickle is a program. It runs here only through torch's `weights_only` loader or through
unpicklers that know arrays and nothing else, and even then in a spawned process with limits on
memory, open files and time, which is thrown away afterwards.
"""

from __future__ import annotations

import io
import multiprocessing
import pickle
import sys
import zipfile
from collections.abc import Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ml.store.failures import ConversionFailed
from ml.store.torchscript import is_torchscript, read_torchscript
from ml.store.weights import save_weights

TIME_LIMIT_S = 300.0
MEMORY_FACTOR = 6
MEMORY_FLOOR_BYTES = 6 << 30
# A TorchScript archive nests its modules; LaMa's tensors lie ten deep.
DEEPEST = 16
# How files of torch before 1.6 begin: a pickled number, 0x1950a86a20f9469cfc6c.
_OLD_TORCH = bytes.fromhex("80028a0a6cfc9c46f9206aa85019")

_ALLOWED = frozenset(
    {
        ("collections", "OrderedDict"),
        ("numpy", "ndarray"),
        ("numpy", "dtype"),
        ("numpy.core.multiarray", "_reconstruct"),
        ("numpy.core.multiarray", "scalar"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy._core.multiarray", "scalar"),
        ("_codecs", "encode"),
    }
)


def convert_pickle(source: Path, target: Path) -> None:
    """Write the arrays of a pickle to `target` as safetensors; raises `ConversionFailed`.

    Nested mappings are joined with dots, as torch names weights.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_convert_alone, args=(str(source), str(target), theirs))
    process.start()
    theirs.close()
    try:
        answer = ours.recv() if ours.poll(TIME_LIMIT_S) else "it took too long"
    except EOFError:
        answer = "the conversion died"
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
    if answer:
        target.unlink(missing_ok=True)
        raise ConversionFailed(f"{source.name} cannot be converted: {answer}.")


def read_pickle(path: Path) -> dict[str, NDArray[np.generic]]:
    """Named arrays of a torch or numpy pickle. To be called in a process of its own."""
    arrays = dict(_flatten(_weights_of(_load(path)), "", DEEPEST))
    if not arrays:
        raise ConversionFailed("it holds no arrays")
    return arrays


def _load(path: Path) -> object:
    if is_torchscript(path):
        return read_torchscript(path)
    return _load_torch(path) if _is_torch(path) else _ArraysOnly(path.read_bytes()).load()


class _ArraysOnly(pickle.Unpickler):
    """Knows numpy's arrays and refuses every other name."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))

    def find_class(self, module_name: str, global_name: str, /) -> object:
        """Look a name up, if it is one of the few that an array needs."""
        if (module_name, global_name) not in _ALLOWED:
            raise ConversionFailed(f"it asks for {module_name}.{global_name}, which is no array")
        return super().find_class(module_name, global_name)


def _is_torch(path: Path) -> bool:
    with path.open("rb") as stream:
        is_old = stream.read(len(_OLD_TORCH)) == _OLD_TORCH
    return is_old or zipfile.is_zipfile(path) or path.suffix in (".pth", ".pt")


def _load_torch(path: Path) -> object:
    import torch  # lazily: nobody who only looks at models pays for it

    return torch.load(path, map_location="cpu", weights_only=True)


def _weights_of(loaded: object) -> object:
    """The weights themselves, where a training run wrapped them with its own state."""
    for key in ("params_ema", "state_dict", "params", "model"):
        if isinstance(loaded, Mapping) and isinstance(loaded.get(key), Mapping):
            return loaded[key]
    return loaded


def _flatten(value: object, name: str, depth: int) -> Iterator[tuple[str, NDArray[np.generic]]]:
    if depth == 0:
        raise ConversionFailed("it is nested too deeply")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flatten(inner, f"{name}.{key}".lstrip("."), depth - 1)
    elif isinstance(value, np.ndarray):
        yield name, value
    elif hasattr(value, "detach"):
        yield name, value.detach().cpu().numpy()  # type: ignore[attr-defined]


def _convert_alone(source: str, target: str, answer: Connection) -> None:
    try:
        _limit(Path(source).stat().st_size)
        save_weights(Path(target), read_pickle(Path(source)), {})
    except MemoryError:
        answer.send("it needs more memory than a file of its size should")
    except Exception as error:  # whatever a hostile file brings about is only a sentence
        answer.send(f"{error}".rstrip(".") or type(error).__name__)
    else:
        answer.send("")
    answer.close()


def _limit(size_bytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    memory_bytes = max(MEMORY_FLOOR_BYTES, MEMORY_FACTOR * size_bytes)
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Half-precision weights may double; nothing that is only weights grows more.
    file_bytes = 4 * size_bytes + 1_000_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
