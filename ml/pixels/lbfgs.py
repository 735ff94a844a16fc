"""L-BFGS for pictures whose values have bounds, one evaluation of the loss a round as a rule.

Nocedal 1980 for the direction; bounds by projection with the two-metric rule of Bertsekas 1982:
pixels that lie on a bound and would leave it take no part in the direction.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import torch
from torch import Tensor

Evaluate = Callable[[Tensor], tuple[float, Tensor]]
"""The loss at a picture and its gradient; the picture's shape both."""

FIRST_CHANGE = 0.05
"""How far the first round moves the pixel that moves most, in the span of the bounds."""
DECREASE = 1e-4
SHORTEST = 8
"""How often a step is halved before the remembered curvature is thrown away."""


class BoundedLbfgs:
    """Moves `picture` downhill within bounds; `low` and `high` are numbers or broadcast tensors.

    The loss never rises from round to round. After a round `loss` is that of `picture`;
    `is_stuck` is set where no step helps any more.
    """

    def __init__(
        self,
        picture: Tensor,
        evaluate: Evaluate,
        *,
        low: Tensor | float = -torch.inf,
        high: Tensor | float = torch.inf,
        memory: int = 10,
    ) -> None:
        self._evaluate = evaluate
        self._low = torch.as_tensor(low, dtype=picture.dtype, device=picture.device)
        self._high = torch.as_tensor(high, dtype=picture.dtype, device=picture.device)
        self.picture = self._within(picture.detach().clone())
        self._pairs: deque[tuple[Tensor, Tensor, float]] = deque(maxlen=memory)
        self.loss, self._gradient = evaluate(self.picture)
        self.evaluations = 1
        self.is_stuck = False

    def step(self) -> float:
        """One round; returns the loss."""
        if self.is_stuck:
            return self.loss
        direction = self._direction()
        if not self._search(direction):
            if not self._pairs:
                self.is_stuck = True
                return self.loss
            # Remembered curvature misled: once more straight downhill.
            self._pairs.clear()
            self.is_stuck = not self._search(self._direction())
        return self.loss

    def _direction(self) -> Tensor:
        free = self._free()
        slope = self._gradient * free
        if not self._pairs:
            steepest = float(slope.abs().max())
            return slope * (-FIRST_CHANGE * self._span() / steepest) if steepest > 0 else slope
        found = slope.clone()
        shares: list[float] = []
        for moved, changed, curvature in reversed(self._pairs):
            share = float(torch.sum(moved * found)) / curvature
            found.sub_(changed, alpha=share)
            shares.append(share)
        moved, changed, curvature = self._pairs[-1]
        found.mul_(curvature / float(torch.sum(changed * changed)))
        for (moved, changed, curvature), share in zip(self._pairs, reversed(shares), strict=True):
            other = float(torch.sum(changed * found)) / curvature
            found.add_(moved, alpha=share - other)
        found.mul_(free).neg_()
        if float(torch.sum(found * slope)) >= 0:
            self._pairs.clear()
            return self._direction()
        return found

    def _search(self, direction: Tensor) -> bool:
        """Halve the step until the loss falls enough (Armijo); whether it did."""
        length = 1.0
        for _ in range(SHORTEST):
            tried = self._within(self.picture + length * direction)
            moved = tried - self.picture
            promised = float(torch.sum(self._gradient * moved))
            if promised >= 0:
                return False
            loss, gradient = self._evaluate(tried)
            self.evaluations += 1
            if loss <= self.loss + DECREASE * promised:
                self._remember(moved, gradient - self._gradient)
                self.picture, self.loss, self._gradient = tried, loss, gradient
                return True
            length *= 0.5
        return False

    def _remember(self, moved: Tensor, changed: Tensor) -> None:
        curvature = float(torch.sum(moved * changed))
        if curvature > 1e-10 * float(torch.sum(changed * changed)) ** 0.5:
            self._pairs.append((moved, changed, curvature))

    def _free(self) -> Tensor:
        held_low = (self.picture <= self._low) & (self._gradient > 0)
        held_high = (self.picture >= self._high) & (self._gradient < 0)
        return (~(held_low | held_high)).to(self.picture.dtype)

    def _span(self) -> float:
        span = float((self._high - self._low).max())
        return span if span < float("inf") else 1.0

    def _within(self, picture: Tensor) -> Tensor:
        return torch.minimum(torch.maximum(picture, self._low), self._high)
