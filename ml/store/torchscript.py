"""Reads the tensors of a TorchScript archive, never its program.

Such an archive holds code of its own language, which torch would run. Only the zip's storages
and the pickle that arranges them are looked at here, and every class in it becomes an inert bag
of attributes.
"""

from __future__ import annotations

import io
import math
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ml.store.failures import ConversionFailed

_STORAGES = {
    "FloatStorage": "<f4",
    "DoubleStorage": "<f8",
    "HalfStorage": "<f2",
    "LongStorage": "<i8",
    "IntStorage": "<i4",
    "ShortStorage": "<i2",
    "ByteStorage": "u1",
    "CharStorage": "i1",
    "BoolStorage": "?",
}
_LISTS = frozenset({"build_intlist", "build_doublelist", "build_boollist", "build_tensorlist"})


def is_torchscript(path: Path) -> bool:
    """Whether a file is a zip that holds a module's data beside constants and code."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return _top_folder(archive) is not None


def read_torchscript(path: Path) -> Mapping[str, object]:
    """Nested mappings of arrays, as the module is nested; raises `ConversionFailed`."""
    with zipfile.ZipFile(path) as archive:
        top = _top_folder(archive)
        if top is None:
            raise ConversionFailed("it is no TorchScript archive")
        loaded = _TensorsOnly(archive, top).load()
    if not isinstance(loaded, _Bag):
        raise ConversionFailed("it holds no module")
    return _as_mapping(loaded)


class _Bag:
    """Stands for every class of the archive; keeps attributes and does nothing."""


def _as_mapping(bag: _Bag) -> dict[str, object]:
    return {
        name: _as_mapping(value) if isinstance(value, _Bag) else value
        for name, value in vars(bag).items()
    }


class _TensorsOnly(pickle.Unpickler):
    """Knows torch's tensor layout and the archive's own classes, and refuses every other name."""

    def __init__(self, archive: zipfile.ZipFile, top: str) -> None:
        super().__init__(io.BytesIO(archive.read(f"{top}/data.pkl")))
        self._archive, self._top = archive, top

    def find_class(self, module_name: str, global_name: str, /) -> Any:  # noqa: ANN401
        """Something inert for each name that a module's tensors need."""
        if module_name.startswith("__torch__.") or module_name == "__torch__":
            return _Bag
        if module_name == "torch" and global_name in _STORAGES:
            return global_name
        if (module_name, global_name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _array
        if module_name == "torch.jit._pickle" and global_name in _LISTS:
            return list
        if (module_name, global_name) == ("collections", "OrderedDict"):
            return OrderedDict
        raise ConversionFailed(f"it asks for {module_name}.{global_name}, which is no tensor")

    def persistent_load(self, pid: Any, /) -> NDArray[np.generic]:  # noqa: ANN401
        """One storage, flat, by the number that the pickle gives it."""
        _, kind, key, _, count = pid
        content = self._archive.read(f"{self._top}/data/{key}")
        storage = np.frombuffer(content, np.dtype(_STORAGES[str(kind)]))
        if storage.size < int(count):
            raise ConversionFailed(f"the storage {key} is too short")
        return storage


def _array(
    storage: NDArray[np.generic],
    offset: int,
    shape: Sequence[int],
    strides: Sequence[int],
    *_: object,
) -> NDArray[np.generic]:
    """A tensor as a contiguous array; sizes that reach outside its storage are refused."""
    last = offset + sum((size - 1) * step for size, step in zip(shape, strides, strict=True))
    if min((offset, *shape, *strides), default=0) < 0 or last >= storage.size:
        raise ConversionFailed("a tensor reaches outside its storage")
    if math.prod(shape) > storage.size:
        raise ConversionFailed("a tensor is larger than its storage")
    steps = [step * storage.itemsize for step in strides]
    return np.lib.stride_tricks.as_strided(storage[offset:], tuple(shape), steps).copy()


def _top_folder(archive: zipfile.ZipFile) -> str | None:
    names = set(archive.namelist())
    for name in names:
        top, _, rest = name.partition("/")
        if rest == "constants.pkl" and f"{top}/data.pkl" in names:
            return top
    return None
