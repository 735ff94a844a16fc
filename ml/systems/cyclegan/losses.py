"""What two translators want of each other and of their critics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor
from torch.nn import functional

from ml.losses.adversarial import least_squares_critic, least_squares_generator

Network = Callable[[Tensor], Tensor]


@dataclass(frozen=True)
class Weights:
    """Of coming back, for each collection, and of leaving alone what is there already.

    `identity` is a share of the other two, as in the authors' code: 0.5 makes a weight of five.
    """

    first: float = 10.0
    second: float = 10.0
    identity: float = 0.5


@dataclass(frozen=True)
class Pair:
    """Translators and critics: to the second collection, back to the first, and who judges."""

    to_second: Network
    to_first: Network
    critic_first: Network
    critic_second: Network


def translating(pair: Pair, first: Tensor, second: Tensor, weights: Weights) -> dict[str, Tensor]:
    """The translators' losses on pictures (batch, channels, rows, columns) of both collections.

    Least squares in place of equation 1's logarithms (section 4), equations 2 and, weighted,
    3 with the identity loss of section 5.2. Exchanging everything first and second exchanges the
    names and leaves the sum.
    """
    made_second, made_first = pair.to_second(first), pair.to_first(second)
    found = {
        "fool_second": least_squares_generator(pair.critic_second(made_second)),
        "fool_first": least_squares_generator(pair.critic_first(made_first)),
        "cycle_first": weights.first * functional.l1_loss(pair.to_first(made_second), first),
        "cycle_second": weights.second * functional.l1_loss(pair.to_second(made_first), second),
    }
    if weights.identity:
        kept_first = functional.l1_loss(pair.to_first(first), first)
        kept_second = functional.l1_loss(pair.to_second(second), second)
        found["keep_first"] = weights.identity * weights.first * kept_first
        found["keep_second"] = weights.identity * weights.second * kept_second
    return found


def judging(critic: Network, real: Tensor, made: Tensor) -> Tensor:
    """Half of (score - 1)^2 of the true and score^2 of the made, means over patches."""
    return 0.5 * least_squares_critic(critic(real), critic(made))
