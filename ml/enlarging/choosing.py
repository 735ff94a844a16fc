"""Which of the networks that are there does a job: by the parameters, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ml.api.errors import BadInput, WeightsMissing
from ml.api.validation import suggestion
from ml.enlarging.networks import COMPACT, FOREIGN, STRONG, Known, scales_of
from ml.enlarging.plan import passes
from ml.enlarging.wish import AUTO_MODEL, Condition, Wish

SHIPPED = {Condition.CLEAN: "compact-sr-x4", Condition.WORN: "compact-sr-x4-worn"}


@dataclass(frozen=True)
class Step:
    """One pass: the network, and a crisp one of the same scale to blend with, if there is one."""

    network: Known
    crisp: Known | None = None


def steps_for(wish: Wish, there: Sequence[Known], device: str) -> tuple[Step, ...]:
    """The passes in their order; raises `WeightsMissing` or `BadInput` with one sentence.

    A foreign file comes as one step of unknown scale: only loading tells how often it must run.
    """
    if wish.model != AUTO_MODEL:
        return _named(wish, there)
    fitting = [one for one in there if one.condition is wish.condition]
    faithful = [one for one in fitting if one.system != FOREIGN and not one.is_crisp]
    crisp = [one for one in fitting if one.is_crisp]
    for system in _order(device):
        own = [one for one in faithful if one.system == system]
        if chain := passes(wish.factor, scales_of(own)):
            return tuple(Step(_of_scale(own, s), _crisp_of(crisp, s)) for s in chain)
    raise WeightsMissing(
        f"Enlarge needs the model {SHIPPED[wish.condition]!r}, which comes with Pentimento: "
        "install Pentimento again."
    )


def _order(device: str) -> tuple[str, ...]:
    """The strong network takes minutes where the compact one takes seconds, but for a card."""
    return (COMPACT, STRONG) if device == "cpu" else (STRONG, COMPACT)


def _named(wish: Wish, there: Sequence[Known]) -> tuple[Step, ...]:
    found = next((one for one in there if one.name == wish.model), None)
    if found is None:
        names = [AUTO_MODEL, *(one.name for one in there)]
        raise BadInput(
            f"There is no upscaling model called {wish.model!r}{suggestion(wish.model, names)}"
        )
    if found.system == FOREIGN:
        return (Step(found),)
    # One network alone runs as often as it takes.
    return tuple(Step(found) for _ in passes(wish.factor, (found.scale,)))


def _of_scale(networks: Sequence[Known], scale: int) -> Known:
    return next(one for one in networks if one.scale == scale)


def _crisp_of(networks: Sequence[Known], scale: int) -> Known | None:
    return next((one for one in networks if one.scale == scale), None)
