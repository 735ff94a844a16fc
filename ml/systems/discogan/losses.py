"""What DiscoGAN's translators lose, as the authors' code weighs it."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor
from torch.nn import functional

from ml.layers.strided_critic import Judged
from ml.losses.adversarial import nonsaturating_critic, nonsaturating_generator

GAME, MATCHING = 0.1, 0.9


def matching(real: Sequence[Tensor], made: Sequence[Tensor]) -> Tensor:
    """Squared differences of the features' means over the batch, summed over layers.

    A layer counts with the mean over its places; nothing for equal batches. The code puts the
    squares through a hinge for targets of one, which gives them back as they are.
    """
    apart = [
        functional.mse_loss(one.mean(dim=0), other.mean(dim=0))
        for one, other in zip(made, real, strict=True)
    ]
    return sum(apart[1:], start=apart[0])


def fooling(real: Judged, made: Judged, coming_back: float) -> Tensor:
    """(1 - r) (0.1 game + 0.9 matching), where r is the share of coming back."""
    game = nonsaturating_generator(made.scores)
    features = [one.detach() for one in real.features]
    return (1.0 - coming_back) * (GAME * game + MATCHING * matching(features, made.features))


def judging(real: Judged, made: Judged) -> Tensor:
    """Half the cross entropy of true pictures as ones and of made ones as zeros."""
    return 0.5 * nonsaturating_critic(real.scores, made.scores)
