"""Writes published weights in half precision, in small files, read back and compared."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from ml.training.problems import TrainingProblem
from ml.training.writing import whole_file

HEADER = "pentimento"
"""The key of the header's one entry, as in `ml.store.weights`: JSON of plain values."""
PART_BYTES = 16 << 20
HEADER_BYTES = 1 << 17
"""Kept free in every part for names, shapes and the header."""

Array = NDArray[np.generic]
Arrays = Mapping[str, Array]
Header = Mapping[str, int | float | str | bool | list[int] | list[str]]

_PART = re.compile(r"^(?P<stem>.+)-(?P<number>\d+)of(?P<count>\d+)\.safetensors$")


class WeightsWrong(TrainingProblem):
    """Weights that cannot be published: not finite, too large for half precision, or damaged."""


@dataclass(frozen=True)
class Part:
    """One published file, as its card names it."""

    file: str
    sha256: str
    size_bytes: int


def write_parts(folder: Path, name: str, arrays: Arrays, header: Header) -> list[Part]:
    """Write `name.safetensors`, or `name-1of3.safetensors` and so on; raises `WeightsWrong`.

    Floating point becomes half precision. The files are filled in the order of the tensors; each
    is flushed, read back and compared before this returns.
    """
    halved = {key: as_half(key, array) for key, array in arrays.items()}
    groups = list(_groups(halved))
    parts: list[Part] = []
    for number, group in enumerate(groups, 1):
        suffix = f"-{number}of{len(groups)}" if len(groups) > 1 else ""
        facts = {**header, "part": number, "parts": len(groups)}
        content = save(group, metadata={HEADER: json.dumps(facts, sort_keys=True)})
        path = folder / f"{name}{suffix}.safetensors"
        _write(path, content)
        _check(path, group)
        parts.append(Part(path.name, hashlib.sha256(content).hexdigest(), len(content)))
    return parts


def read_parts(first: Path) -> tuple[dict[str, Array], dict[str, object]]:
    """All tensors of a published file and its siblings, and the header of the first.

    Raises `WeightsWrong` where a part is missing, damaged or not finite.
    """
    arrays: dict[str, Array] = {}
    for path in parts_of(first):
        arrays |= _read(path)
    broken = [name for name, array in arrays.items() if not is_finite(array)]
    if broken:
        raise WeightsWrong(f"{first.name} holds values that are not finite, in {broken[0]}.")
    return arrays, header_of(first)


def parts_of(first: Path) -> list[Path]:
    """A published file and its siblings, in order; raises `WeightsWrong` if one is missing."""
    found = _PART.match(first.name)
    if found is None:
        return [first]
    stem, count = found["stem"], int(found["count"])
    paths = [
        first.with_name(f"{stem}-{number}of{count}.safetensors") for number in range(1, count + 1)
    ]
    for path in paths:
        if not path.is_file():
            raise WeightsWrong(f"{path} is missing; {first.name} is one of {count} parts.")
    return paths


def header_of(path: Path) -> dict[str, object]:
    """What a file says of itself; empty for files that others wrote."""
    try:
        with path.open("rb") as opened:
            size = int.from_bytes(opened.read(8), "little")
            if size > path.stat().st_size:
                raise ValueError("its header is longer than the file")
            metadata = json.loads(opened.read(size)).get("__metadata__", {})
        return json.loads(metadata.get(HEADER, "{}"))
    except (OSError, ValueError, AttributeError) as error:
        raise WeightsWrong(f"{path} is no weight file: {error}.") from error


def as_half(name: str, array: Array) -> Array:
    """Half precision of a floating point array, others as they are; raises `WeightsWrong`."""
    if not is_finite(array):
        raise WeightsWrong(f"The weights {name} are not finite numbers; the training failed.")
    if not np.issubdtype(array.dtype, np.floating):
        return np.ascontiguousarray(array)
    with np.errstate(over="ignore"):
        half = np.ascontiguousarray(array.astype(np.float16))
    if not is_finite(half):
        largest = float(np.abs(array).max())
        raise WeightsWrong(
            f"The weights {name} reach {largest:g}, more than half precision can hold (65504)."
        )
    return half


def is_finite(array: Array) -> bool:
    """Whether no value is infinite or no number."""
    return not np.issubdtype(array.dtype, np.floating) or bool(np.isfinite(array).all())


def digest_of(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _groups(arrays: Arrays) -> Iterator[dict[str, Array]]:
    group: dict[str, Array] = {}
    filled = 0
    for name, array in arrays.items():
        if array.nbytes > PART_BYTES - HEADER_BYTES:
            raise WeightsWrong(f"The weights {name} alone are larger than a file may be (16 MiB).")
        if group and filled + array.nbytes > PART_BYTES - HEADER_BYTES:
            yield group
            group, filled = {}, 0
        group[name] = array
        filled += array.nbytes
    yield group


def _write(path: Path, content: bytes) -> None:
    with whole_file(path) as stream:
        stream.write(content)


def _check(path: Path, expected: Arrays) -> None:
    found = _read(path)
    if found.keys() != expected.keys() or path.stat().st_size > PART_BYTES:
        raise WeightsWrong(f"{path} was not written as it should be; check the disk.")
    for name, array in expected.items():
        same = found[name].shape == array.shape and found[name].dtype == array.dtype
        if not same or found[name].tobytes() != array.tobytes():
            raise WeightsWrong(f"{path} was not written as it should be ({name}); check the disk.")


def _read(path: Path) -> dict[str, Array]:
    try:
        return load(path.read_bytes())
    except (OSError, SafetensorError) as error:
        raise WeightsWrong(f"{path} cannot be read: {error}.") from error


def total_bytes(parts: Sequence[Part]) -> int:
    """What all parts take."""
    return sum(part.size_bytes for part in parts)
