"""Keeps a step whose losses or gradients are not numbers from touching anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import torch
from torch import Tensor, nn

from ml.training.problems import TrainingProblem

_LARGEST_MOVING = 1 << 16
"""Buffers above this many numbers are tables that a network only reads (positions, filters)."""

TOO_MANY = 25
"""Updates in a row that were not numbers; then the run stops."""


class Diverged(TrainingProblem):
    """The losses have not been numbers for a long time."""


class Guard:
    """Counts updates that were skipped because something was not a number.

    On a graphics card the counts live there, so that no step waits for them: `check` fetches them.
    """

    def __init__(self, device: torch.device) -> None:
        self.is_lazy = device.type == "cuda"
        self._counts = torch.zeros(2, device=device)  # in all, in a row

    def is_fine(self, norm: Tensor, loss: Tensor) -> bool:
        """Whether both are numbers; counts it where they are not. Waits for the device."""
        bad = self.mark(norm, loss)
        return not bool(bad)

    def mark(self, norm: Tensor, loss: Tensor) -> Tensor:
        """1.0 where one is not a number, else 0.0; on the device. Counts it."""
        bad = 1.0 - (torch.isfinite(norm) & torch.isfinite(loss)).float()
        self._counts[0] += bad
        self._counts[1] += 1.0
        self._counts[1] *= bad
        return bad

    def check(self, rate: float) -> int:
        """How many updates were skipped; raises Diverged where too many came in a row."""
        skipped, in_a_row = (int(count) for count in self._counts.tolist())
        if in_a_row >= TOO_MANY:
            raise Diverged(
                f"The losses have not been numbers {in_a_row} times in a row; the weights are as "
                f"they were before. Try a smaller learning rate than {rate:g}, or fp32."
            )
        return skipped

    def state(self) -> list[int]:
        """Skipped in all and in a row."""
        return [int(count) for count in self._counts.tolist()]

    def restore(self, state: list[int]) -> None:
        """Take back what `state` gave."""
        self._counts.copy_(torch.tensor(state, dtype=torch.float32))


class Buffers:
    """Remembers the networks' buffers (running statistics, spectral vectors) before an update.

    A network that is not trained in a turn gets its own back afterwards: a turn moves only its own
    networks. Buffers with more than 65,536 numbers are taken for tables that never change.
    """

    def __init__(self, networks: Mapping[str, nn.Module]) -> None:
        self._live: dict[str, list[Tensor]] = {}
        seen = set[int]()
        for name, network in networks.items():
            found = [b for b in network.buffers() if b.numel() <= _LARGEST_MOVING]
            self._live[name] = [b for b in found if id(b) not in seen]
            seen |= {id(b) for b in found}
        self._live = {name: found for name, found in self._live.items() if found}
        self._saved = {
            name: [buffer.detach().clone() for buffer in found]
            for name, found in self._live.items()
        }

    @torch.no_grad()
    def save(self) -> None:
        """Remember all as they are now."""
        for name, live in self._live.items():
            torch._foreach_copy_(self._saved[name], live)  # pyright: ignore[reportPrivateImportUsage]

    @torch.no_grad()
    def put_back(self, names: Iterable[str]) -> None:
        """Have those of these networks as they were."""
        for name in names:
            if name in self._live:
                torch._foreach_copy_(self._live[name], self._saved[name])  # pyright: ignore[reportPrivateImportUsage]

    @torch.no_grad()
    def put_back_where(self, names: Iterable[str], bad: Tensor) -> None:
        """The same where `bad`, a scalar on the device, is 1.0; does not wait for it."""
        for name in names:
            pairs = zip(self._live.get(name, []), self._saved.get(name, []), strict=True)
            for live, saved in pairs:
                live.copy_(torch.where(bad > 0, saved, live))
