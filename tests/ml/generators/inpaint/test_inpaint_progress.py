"""Time left and cancel: auto says how far it is all along, and stops where it is told to."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from ml.api.errors import Cancelled
from ml.api.generator import Resources
from ml.api.progress import NoProgress, Progress
from ml.generators.inpaint.auto import AutoFiller
from ml.generators.inpaint.learned import LearnedFiller
from ml.generators.inpaint.methods import PatchFiller
from ml.generators.inpaint.plate import Plate
from ml.generators.inpaint.spec import InpaintParams, Mode
from ml.patch import level, melding


class Painter:
    """A small network that paints the hole grey."""

    side_px = 96

    def run(self, picture: np.ndarray, hole: np.ndarray) -> np.ndarray:
        answer = picture.copy()
        answer[hole] = 128
        return answer

    def stop(self) -> None:
        pass


class Watch(NoProgress):
    """Remembers what was said and done; cancels at its `end`-th look at the flag."""

    def __init__(self, events: list[str], end: int = -1) -> None:
        self.events = events
        self.end = end
        self.said: list[float] = []

    def set(self, fraction: float, stage: str = "") -> None:
        self.said.append(fraction)
        self.check()

    def check(self) -> None:
        self.events.append("look")
        if self.events.count("look") == self.end:
            raise Cancelled("Stopped.")

    def part(self, start: float, end: float) -> Progress:
        return Part(self, start, end)


class Part(NoProgress):
    def __init__(self, whole: Progress, start: float, end: float) -> None:
        self.whole, self.start, self.length = whole, start, end - start

    def set(self, fraction: float, stage: str = "") -> None:
        assert 0 <= fraction <= 1
        self.whole.set(self.start + self.length * fraction, stage)

    def check(self) -> None:
        self.whole.check()

    def part(self, start: float, end: float) -> Progress:
        return Part(self, start, end)


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that costs time writes its name here when it starts."""
    happened: list[str] = []

    def spied(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*words: object, **more: object) -> object:
            happened.append(name)
            return real(*words, **more)

        return call

    for name in ("search", "search_all", "choose_copies"):
        monkeypatch.setattr(level.kernels, name, spied(name, getattr(level.kernels, name)))
    monkeypatch.setattr(melding.meld_kernels, "relax", spied("relax", melding.meld_kernels.relax))
    monkeypatch.setattr(Painter, "run", spied("network", Painter.run))
    return happened


def plate() -> Plate:
    picture = np.random.default_rng(0).random((150, 150, 3)).astype(np.float32)
    hole = np.zeros((150, 150), bool)
    hole[55:95, 50:100] = True
    return Plate(picture, None, hole, ~hole, hole.astype(np.float32))


def run(events: list[str], end: int = -1) -> Watch:
    events.clear()
    watch = Watch(events, end)
    filler = AutoFiller(LearnedFiller(Painter()))
    filler.fill(plate(), InpaintParams(mode=Mode.AUTO, quality="draft"), watch)
    return watch


def test_auto_rises_from_nothing_to_all_without_long_jumps(events: list[str]) -> None:
    said = run(events).said
    assert said == sorted(said)
    assert (said[0], said[-1]) == (0.0, 1.0)
    # The network alone cannot say how far it is; here it is taken for most of so small a job, and
    # asked twice.
    jumps = sorted(np.diff(said))
    assert jumps[-3] < 0.12
    # And no two pieces of work follow one another without a look at the flag.
    for before, after in zip(events, events[1:], strict=False):
        assert "look" in (before, after)


def test_a_cancel_anywhere_in_auto_stops_before_the_next_piece_of_work(events: list[str]) -> None:
    run(events)
    whole = list(events)
    looks = whole.count("look")
    assert looks > 60
    for end in (2, looks // 5, looks // 2, looks - 3):
        with pytest.raises(Cancelled):
            run(events, end)
        nth = [place for place, name in enumerate(whole) if name == "look"][end - 1]
        assert events == whole[: nth + 1]


def test_a_cancel_is_felt_while_drafting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ml.generators.inpaint.glance.WORTH_PIXELS", 100)
    looked: list[str] = []
    with pytest.raises(Cancelled):
        PatchFiller(Resources()).fill(plate(), InpaintParams(mode=Mode.PATCH), Watch(looked, 6))
    assert len(looked) == 6
