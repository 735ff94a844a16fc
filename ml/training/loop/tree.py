"""Takes nested plain values and tensors apart into tensors by name and JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ml.training.problems import TrainingProblem

_TENSOR, _TUPLE, _PAIRS = "$tensor", "$tuple", "$pairs"


class NotKept(TrainingProblem):
    """A recipe's state holds something that a checkpoint cannot."""


def take_apart(value: object, name: str, tensors: dict[str, Tensor]) -> Any:
    """JSON for `value`; its tensors go into `tensors` under names that begin with `name`.

    Knows None, bool, int, float, str, list, tuple, dict (any plain keys), tensors and arrays.
    """
    if isinstance(value, np.ndarray):
        value = torch.from_numpy(value)
    if isinstance(value, Tensor):
        tensors[name] = value
        return {_TENSOR: name}
    if isinstance(value, (list, tuple)):
        made = [take_apart(each, f"{name}/{i}", tensors) for i, each in enumerate(value)]
        return made if isinstance(value, list) else {_TUPLE: made}
    if isinstance(value, Mapping):
        pairs = [
            [take_apart(key, f"{name}/{i}/key", tensors), take_apart(each, f"{name}/{i}", tensors)]
            for i, (key, each) in enumerate(value.items())
        ]
        return {_PAIRS: pairs}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise NotKept(f"{name} is a {type(value).__name__}; a state holds tensors and plain values.")


def put_together(plain: Any, tensors: Mapping[str, Tensor]) -> Any:
    """What `take_apart` was given; arrays come back as tensors."""
    if isinstance(plain, list):
        return [put_together(each, tensors) for each in plain]
    if not isinstance(plain, dict):
        return plain
    if _TENSOR in plain:
        return tensors[plain[_TENSOR]]
    if _TUPLE in plain:
        return tuple(put_together(each, tensors) for each in plain[_TUPLE])
    return {put_together(key, tensors): put_together(each, tensors) for key, each in plain[_PAIRS]}
