"""Begins a run with published weights, where the full checkpoint was too large to travel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from ml.training.problems import TrainingProblem


class WarmStartFailed(TrainingProblem):
    """Published weights could not be read, or none of them fits."""


@dataclass(frozen=True)
class WarmStart:
    """What was taken from the files, by "network.key"; `missing` keeps its first values, `unfit`
    has another shape, `unknown` has no place in the networks."""

    taken: tuple[str, ...]
    missing: tuple[str, ...]
    unfit: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """For a person."""
        told = f"Starting from published weights: {len(self.taken)} tensors taken"
        for word, names in (
            ("not in the files", self.missing),
            ("of another size", self.unfit),
            ("unknown", self.unknown),
        ):
            if names:
                told += f", {len(names)} {word} ({names[0]}{', ...' if len(names) > 1 else ''})"
        return told + "."


def warm_start(networks: Mapping[str, nn.Module], files: Sequence[Path]) -> WarmStart:
    """Copy weights of any floating type into networks of the same names and shapes.

    Keys are "network.key"; a file whose keys have no network's name before them belongs to the
    first network. Raises WarmStartFailed where a file is unreadable or nothing fits.
    """
    places = {
        f"{name}.{key}": tensor
        for name, network in networks.items()
        for key, tensor in network.state_dict().items()
    }
    first = next(iter(networks))
    taken, unfit, unknown = list[str](), list[str](), list[str]()
    with torch.no_grad():
        for name, tensor in _contents(files).items():
            full = name if name in places else f"{first}.{name}"
            if full not in places:
                unknown.append(name)
            elif places[full].shape != tensor.shape:
                unfit.append(full)
            else:
                places[full].copy_(tensor)
                taken.append(full)
    if not taken:
        raise WarmStartFailed(
            f"Nothing in {files[0].name} fits these networks; choose the weights of this system."
        )
    missing = tuple(name for name in places if name not in {*taken, *unfit})
    return WarmStart(tuple(taken), missing, tuple(unfit), tuple(unknown))


def _contents(files: Sequence[Path]) -> dict[str, Tensor]:
    found: dict[str, Tensor] = {}
    for path in files:
        try:
            found |= load_file(path)
        except (OSError, SafetensorError, ValueError) as error:
            raise WarmStartFailed(
                f"{path.name} cannot be read as published weights ({error}); get it again."
            ) from error
    return found
