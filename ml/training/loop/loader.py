"""Makes batches ahead of time in threads, so that the device does not wait for pictures."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ml.training.items import Items
from ml.training.loop.chance import Purpose, generator_of
from ml.training.loop.turns import Order, Timetable
from ml.training.problems import TrainingProblem
from ml.training.recipe import Example, Recipe

Part = dict[str, Tensor]
"""Stacked examples on the CPU, as the recipe gave them: (examples, ...)."""


class ExampleFailed(TrainingProblem):
    """An item could not be read or made into an example."""


class _Closed(Exception):
    """The loader was closed while a batch was being made."""


@dataclass(frozen=True)
class Share:
    """Which examples of a batch are made here: every `ranks`-th, cut into `parts` again.

    Example e of a batch belongs to part e // ranks % parts of process e % ranks, as `Noise` deals.
    """

    rank: int = 0
    ranks: int = 1
    parts: int = 1
    pinned: bool = False


class Examples:
    """Batches by (step, repeat), the same whenever and wherever they are made."""

    def __init__(
        self, recipe: Recipe[Any], items: Items, timetable: Timetable, seed: int, share: Share
    ) -> None:
        self._recipe, self._items, self._timetable = recipe, items, timetable
        self._seed, self._share = seed, share
        self._order = Order(seed, len(items))

    def keys(self, first_step: int) -> Iterator[tuple[int, int]]:
        """(step, repeat) of all batches from this step on, in the order of their use."""
        for step in range(first_step, self._timetable.steps):
            for repeat in range(self._timetable.batches(step)):
                yield step, repeat

    def batch(self, step: int, repeat: int, is_closed: Callable[[], bool]) -> tuple[Part, ...]:
        """This process's parts of a batch; raises ExampleFailed, naming the item."""
        share = self._share
        places = list(enumerate(self._timetable.positions(step, repeat)))
        mine = places[share.rank :: share.ranks]
        made = []
        for place, position in mine:
            if is_closed():
                raise _Closed
            made.append(self._example(step, repeat, place, position))
        return tuple(
            stack(made[part :: share.parts], pinned=share.pinned) for part in range(share.parts)
        )

    def _example(self, step: int, repeat: int, place: int, position: int) -> Example:
        index = self._order.index(position)
        chance = generator_of(Purpose.EXAMPLE, self._seed, step, repeat, place)
        return example_of(self._recipe, self._items, index, chance)


def example_of(
    recipe: Recipe[Any], items: Items, index: int, chance: np.random.Generator
) -> Example:
    """The recipe's example of one item; raises ExampleFailed, naming the item."""
    try:
        return recipe.example(items.item(index), chance)
    except Exception as error:
        name = items.name(index)
        raise ExampleFailed(f"{name} cannot be used for training: {error}") from error


def stack(examples: list[Example], *, pinned: bool = False) -> Part:
    """Examples of equal shapes one behind the other: (examples, ...)."""
    part: Part = {}
    for name in examples[0]:
        tensor = torch.from_numpy(np.stack([np.asarray(example[name]) for example in examples]))
        part[name] = tensor.pin_memory() if pinned else tensor
    return part


def usual_threads() -> int:
    """One thread less than there are processors, but one at least and sixteen at most."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(16, (count or 1) - 1))


class Loader:
    """Hands out batches in order while threads make the next ones. Use it as a context."""

    def __init__(self, examples: Examples, first_step: int, threads: int) -> None:
        self.waited_s = 0.0
        self._examples = examples
        self._keys = examples.keys(first_step)
        self._closed = threading.Event()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="training-loader")
        self._ahead: deque[tuple[tuple[int, int], Future[tuple[Part, ...]]]] = deque()
        for _ in range(threads + 2):
            self._begin_next()

    def __enter__(self) -> Loader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def take(self, step: int, repeat: int) -> tuple[Part, ...]:
        """The next batch, which must be this one; waits for it where it is not yet made."""
        key, future = self._ahead.popleft()
        if key != (step, repeat):
            raise LookupError(f"batch {key} comes next, not {(step, repeat)}")
        began_s = time.perf_counter()
        try:
            parts = future.result()
        finally:
            self.waited_s += time.perf_counter() - began_s
        self._begin_next()
        return parts

    def _begin_next(self) -> None:
        key = next(self._keys, None)
        if key is None:
            return
        batch, is_closed = self._examples.batch, self._closed.is_set
        self._ahead.append((key, self._pool.submit(_quietly, batch, key, is_closed)))


def _quietly(
    batch: Callable[[int, int, Callable[[], bool]], tuple[Part, ...]],
    key: tuple[int, int],
    is_closed: Callable[[], bool],
) -> tuple[Part, ...]:
    try:
        return batch(*key, is_closed)
    except _Closed:
        raise CancelledError from None
