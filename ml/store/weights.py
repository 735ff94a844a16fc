"""Reads and writes networks' weights as safetensors, refusing what cannot be right.

safetensors checks the form of a file and not its content (a flipped bit loads), so values are
checked to be finite here, and names and shapes before anything is allocated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from ml.store.download import place
from ml.store.failures import WeightsMismatch

HYPER_PARAMETERS = "pentimento"
SHOWN_DIFFERENCES = 5
_PART = re.compile(r"^(?P<stem>.+)-\d+of(?P<count>\d+)\.safetensors$")

Arrays = Mapping[str, NDArray[np.generic]]
Shapes = Mapping[str, tuple[int, ...]]
HyperParameters = Mapping[str, int | float | str | bool | list[int] | list[str]]


def save_weights(path: Path, arrays: Arrays, hyper_parameters: HyperParameters) -> None:
    """Write arrays with what is needed to build their network; raises `WeightsMismatch`."""
    broken = [name for name, array in arrays.items() if not _is_finite(array)]
    if broken:
        raise WeightsMismatch(f"These weights are not finite numbers: {_first(broken)}.")
    whole = {name: np.asarray(arrays[name], order="C") for name in sorted(arrays)}
    header = {HYPER_PARAMETERS: json.dumps(dict(hyper_parameters), sort_keys=True)}
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(save(whole, metadata=header))
    place(part, path)


def hyper_parameters_of(path: Path) -> HyperParameters:
    """What a file says of its network; empty for files that others wrote."""
    with _open(path) as opened:
        return json.loads((opened.metadata() or {}).get(HYPER_PARAMETERS, "{}"))


def shapes_of(path: Path) -> dict[str, tuple[int, ...]]:
    """Names and shapes, read from the header alone."""
    with _open(path) as opened:
        return {name: tuple(opened.get_slice(name).get_shape()) for name in opened.keys()}


def load_weights(path: Path, expected: Shapes | None = None) -> dict[str, NDArray[np.generic]]:
    """Read all arrays; where `expected` is given, names and shapes must be exactly those.

    Raises `WeightsMismatch` with the first differences, before anything is allocated, and for
    values that are not finite.
    """
    if expected is not None:
        check_shapes(path, expected)
    with _open(path) as opened:
        arrays = {name: opened.get_tensor(name) for name in opened.keys()}
    broken = [name for name, array in arrays.items() if not _is_finite(array)]
    if broken:
        raise WeightsMismatch(
            f"{path.name} holds values that are not numbers, in {_first(broken)}: it is damaged "
            "or its training failed. Install it again."
        )
    return arrays


def load_parts(first: Path, expected: Shapes | None = None) -> dict[str, NDArray[np.generic]]:
    """Read weights that may lie in several files, `NAME-1of3.safetensors` and so on.

    `first` is any one of them; names and shapes are compared over all. A name begins with that
    of its network: `network_weights` takes one network's. Raises `WeightsMismatch`.
    """
    arrays: dict[str, NDArray[np.generic]] = {}
    for path in parts_of(first):
        arrays |= load_weights(path)
    if expected is not None:
        _compare(first.name, {name: array.shape for name, array in arrays.items()}, expected)
    return arrays


def network_weights(arrays: Arrays, network: str) -> dict[str, NDArray[np.generic]]:
    """The weights of one network, by the names that it has for them itself."""
    head = f"{network}."
    return {name[len(head) :]: array for name, array in arrays.items() if name.startswith(head)}


def parts_of(first: Path) -> list[Path]:
    """All files of weights, in order; raises `WeightsMismatch` where one is missing."""
    found = _PART.match(first.name)
    if found is None:
        return [first]
    stem, count = found["stem"], int(found["count"])
    parts = [first.with_name(f"{stem}-{n}of{count}.safetensors") for n in range(1, count + 1)]
    for path in parts:
        if not path.is_file():
            raise WeightsMismatch(f"{path.name} is missing beside {first.name}.")
    return parts


def check_shapes(path: Path, expected: Shapes) -> None:
    """Compare a file's header with what a network wants; raises `WeightsMismatch`."""
    _compare(path.name, shapes_of(path), expected)


def _compare(file_name: str, found: Shapes, expected: Shapes) -> None:
    differences = [f"{name} is missing" for name in expected if name not in found]
    differences += [f"{name} is not wanted" for name in found if name not in expected]
    differences += [
        f"{name} is {found[name]} instead of {tuple(expected[name])}"
        for name in expected
        if name in found and found[name] != tuple(expected[name])
    ]
    if differences:
        raise WeightsMismatch(
            f"{file_name} is for another network: {_first(differences)} "
            f"({len(differences)} differences in all)."
        )


def _open(path: Path) -> safe_open:
    try:
        return safe_open(str(path), framework="numpy")
    except FileNotFoundError:
        raise WeightsMismatch(f"{path} is not there.") from None
    except (SafetensorError, OSError) as error:
        raise WeightsMismatch(f"{path.name} is no safetensors file: {error}.") from error


def _is_finite(array: NDArray[np.generic]) -> bool:
    return not np.issubdtype(array.dtype, np.floating) or bool(np.isfinite(array).all())


def _first(entries: list[str]) -> str:
    more = " ..." if len(entries) > SHOWN_DIFFERENCES else ""
    return ", ".join(entries[:SHOWN_DIFFERENCES]) + more
