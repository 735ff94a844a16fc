"""The contest between two loops: fair turns, and networks that learn in both."""

from __future__ import annotations

from dataclasses import replace

import torch

from benchmarks.torture.small_gan import SmallPictures
from benchmarks.training.contest import Plan, compete
from benchmarks.training.loops import OurLoop, PlainLoop
from benchmarks.training.pair import Pair, PairOptions
from ml.training.loop.loader import Examples, Part, Share
from ml.training.loop.turns import Timetable

CPU = torch.device("cpu")


class Counting:
    """Works a known amount for each step and writes down whose turn it was."""

    def __init__(self, name: str, work: int, turns: list[str]) -> None:
        self.name, self._work, self._turns = name, work, turns

    def step(self, number: int, part: Part) -> None:
        self._turns.append(self.name)
        sum(range(self._work))


def test_both_take_as_many_steps_and_each_begins_half_of_the_pairs() -> None:
    turns = list[str]()
    loops = Counting("ours", 20_000, turns), Counting("plain", 200_000, turns)
    result = compete("counting", loops, [{}], Plan(blocks=4, steps=3, batch=2), CPU)
    assert turns.count("ours") == turns.count("plain") == 5 * 3
    assert [turns[i * 6] for i in range(5)] == ["plain", "ours", "plain", "ours", "plain"]
    assert result.low <= result.ratio <= result.high
    # Ten times the work: far apart on any machine.
    assert result.ratio > 2


def test_both_loops_move_every_network() -> None:
    recipe = Pair(PairOptions(width=4))
    experiment = replace(recipe.defaults, batch=2, steps=4)
    source = Examples(
        recipe, SmallPictures(4, 64), Timetable(recipe.stages(), experiment), 0, Share()
    )
    (part,) = source.batch(0, 0, lambda: False)
    for kind in (OurLoop, PlainLoop):
        loop = kind(recipe, experiment, CPU)
        networks = loop._state.networks if isinstance(loop, OurLoop) else loop._networks
        before = {n: [p.clone() for p in net.parameters()] for n, net in networks.items()}
        loop.step(0, part)
        for name, network in networks.items():
            pairs = zip(before[name], network.parameters(), strict=True)
            assert any(not torch.equal(old, new) for old, new in pairs), (kind, name)
