"""Draws samples and measures held-out items with the averaged networks, leaving no trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import torch
from torch import nn

from ml.training.items import Items
from ml.training.loop.chance import Purpose, generator_of, seed_of
from ml.training.loop.loader import Part, example_of, stack
from ml.training.loop.precision import seed_torch
from ml.training.loop.record import SAMPLES, write_grid
from ml.training.loop.state import State
from ml.training.loop.update import on_device
from ml.training.noise import Noise


class Showing:
    """Samples of always the same items with always the same noise, so that grids compare."""

    def __init__(self, state: State, items: Items, count: int) -> None:
        self._state, self._items = state, items
        self._count = min(count, len(items))
        self._part: Part | None = None

    def draw(self, folder: Path, step: int) -> list[Path]:
        """Write one grid for each title of the recipe's preview."""
        state = self._state
        if self._part is None:
            self._part = self._examples()
        batch = on_device(self._part, state.device, channels_last=state.experiment.channels_last)
        noise = Noise(seed_of(Purpose.PREVIEW, state.experiment.seed), state.device)
        with looking(state.shown):
            images = state.recipe.preview(state.shown, batch, noise)
        written = []
        for title, tensor in images.items():
            word = "-".join(title.lower().split()) or "samples"
            path = folder / SAMPLES / f"{step:08d}-{word}.png"
            write_grid(tensor, path)
            written.append(path)
        return written

    def measure(self) -> dict[str, float]:
        """The recipe's measures on these items."""
        state = self._state
        seed_torch(seed_of(Purpose.PREVIEW, state.experiment.seed, 1), state.device)
        with looking(state.shown):
            return state.recipe.evaluate(state.shown, self._items)

    def _examples(self) -> Part:
        seed = self._state.experiment.seed
        made = [
            example_of(
                self._state.recipe,
                self._items,
                index,
                generator_of(Purpose.PREVIEW, seed, 2, index),
            )
            for index in range(self._count)
        ]
        return stack(made)


@contextmanager
def looking(networks: Mapping[str, nn.Module]) -> Iterator[None]:
    """Within it networks are in evaluation mode and nothing is differentiated."""
    modules = {m for network in networks.values() for m in network.modules() if m.training}
    for module in modules:
        module.training = False
    try:
        with torch.no_grad():
            yield
    finally:
        for module in modules:
            module.training = True
