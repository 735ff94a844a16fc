"""Runs a published DCGAN: points to pictures, and the directions that change them most."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ml.store.failures import WeightsMismatch
from ml.store.weights import hyper_parameters_of, load_parts, network_weights
from ml.systems.dcgan.network import LATENT, Generator, Size, Variant

NETWORK, SYSTEM = "generator", "dcgan"
_SIZES = ("side_px", "base", "channels")
_TOGETHER = 16


class DcganRunner:
    """A loaded generator; latents are float64 (count, size)."""

    def __init__(self, generator: Generator, size: Size, *, is_uniform: bool, device: str) -> None:
        self._device = torch.device(device)
        self._generator = generator.to(self._device).eval().requires_grad_(requires_grad=False)
        self._is_uniform = is_uniform
        self.side_px, self.size = size.side_px, LATENT

    def drawn(self, seed: int, count: int) -> NDArray[np.float64]:
        """Points by the law that it was trained with; the same for the same seed."""
        chance = np.random.default_rng(seed)
        if self._is_uniform:
            return chance.uniform(-1.0, 1.0, (count, LATENT))
        return chance.standard_normal((count, LATENT))

    @torch.inference_mode()
    def pictures(self, latents: NDArray[np.float64]) -> NDArray[np.float32]:
        """(count, side, side, 3) in 0..1."""
        parts = [
            self._generator(part.to(self._device)).float().cpu()
            for part in torch.from_numpy(latents).float().split(_TOGETHER)
        ]
        made = (torch.cat(parts) * 0.5 + 0.5).expand(-1, 3, -1, -1)
        return made.permute(0, 2, 3, 1).contiguous().numpy()

    def directions(self, count: int) -> NDArray[np.float64]:
        """(count, size), of length one: what moves the first layer's answers most, in order.

        Eigenvectors of the first weights times themselves (Shen and Zhou 2021); the largest
        number of each is positive.
        """
        weights = first_weights(self._generator).double().cpu().numpy()
        _, vectors = np.linalg.eigh(weights @ weights.T)
        found = vectors[:, ::-1][:, :count].T
        largest = np.abs(found).argmax(axis=1)
        return found * np.sign(found[np.arange(len(found)), largest])[:, None]


def first_weights(generator: Generator) -> Tensor:
    """(latent size, answers): how latents enter the network."""
    first = generator.stem[0] if isinstance(generator.stem, nn.Sequential) else generator.stem
    if isinstance(first, nn.ConvTranspose2d):
        return first.weight.detach().flatten(1)
    if isinstance(first, nn.Linear):
        return first.weight.detach().T
    raise WeightsMismatch("This generator begins with a layer that takes no latents.")


def open_dcgan(path: Path, device: str) -> DcganRunner:
    """Read published weights; raises `WeightsMismatch`."""
    told = hyper_parameters_of(path)
    if told.get("system", SYSTEM) != SYSTEM or "base" not in told:
        raise WeightsMismatch(f"{path.name} was not published by a training of {SYSTEM}.")
    try:
        side_px, base, channels = (int(str(told[name])) for name in _SIZES)
        size = Size(side_px, base, channels, Variant(str(told["variant"])))
        generator = Generator(size)
    except (KeyError, ValueError) as error:
        raise WeightsMismatch(f"{path.name} does not say how its network is built.") from error
    arrays = network_weights(load_parts(path), NETWORK)
    tensors = {name: torch.from_numpy(np.array(array)) for name, array in arrays.items()}
    try:
        generator.load_state_dict(tensors)
    except RuntimeError as error:
        raise WeightsMismatch(f"{path.name} holds another network than it says.") from error
    return DcganRunner(
        generator.float(), size, is_uniform=told.get("law") != "normal", device=device
    )
