"""Progress is thinned, smooth and stops at once."""

from __future__ import annotations

import base64
import threading

import cv2
import numpy as np
import pytest

from ml.api.errors import Cancelled
from ml.api.messages import Message, Previewed, Progressed
from ml.engine.cancel import CancelToken
from ml.engine.preview import png, shrink
from ml.engine.progress import JobProgress, TimeLeft


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def progress_of(
    clock: Clock, token: CancelToken | None = None
) -> tuple[JobProgress, list[Message]]:
    sent: list[Message] = []
    return JobProgress(7, sent.append, token or CancelToken(), clock), sent


def test_parts_nest() -> None:
    clock = Clock()
    progress, sent = progress_of(clock)
    inner = progress.part(0.5, 1.0).part(0.0, 0.5)
    inner.set(0.5, "inside")
    assert sent == [Progressed(job=7, fraction=0.625, stage="inside", left_s=None)]


def test_at_most_twenty_messages_a_second() -> None:
    clock = Clock()
    progress, sent = progress_of(clock)
    for step in range(1000):
        clock.now_s = 100.0 + step / 500
        progress.set(step / 1000)
    assert 35 <= len(sent) <= 41


def test_the_bar_never_runs_backwards_except_for_a_new_attempt() -> None:
    clock = Clock()
    progress, sent = progress_of(clock)
    for fraction in (0.1, 0.6, 0.3):
        clock.now_s += 1
        progress.set(fraction)
    progress.begin_again()
    clock.now_s += 1
    progress.set(0.1)
    assert [message.fraction for message in sent] == [0.1, 0.6, 0.6, 0.1]


def test_time_left_of_a_steady_job_is_right() -> None:
    left = TimeLeft(0.0)
    told = [left.estimate(step / 100, step * 0.1) for step in range(1, 100)]
    assert told[0] is None
    assert told[49] == pytest.approx(5.0, rel=0.02)
    assert told[-1] == pytest.approx(0.1, rel=0.05)


def test_time_left_follows_a_change_of_pace_without_a_jump() -> None:
    left = TimeLeft(0.0)
    for step in range(1, 51):
        steady = left.estimate(step / 100, step * 0.1)
    first = left.estimate(0.505, 5.1)
    assert steady is not None
    assert first is not None
    assert first < 2 * steady
    for step in range(2, 80):
        slow = left.estimate(0.5 + step * 0.005, 5.0 + step * 0.1)
    assert slow == pytest.approx((1 - 0.895) / 0.05, rel=0.2)


def test_every_call_is_a_check() -> None:
    token = CancelToken()
    progress, _ = progress_of(Clock(), token)
    part = progress.part(0.0, 0.5)
    token.set()
    image = np.zeros((4, 4, 3), np.float32)
    for call in (lambda: part.set(0.1), part.check, lambda: part.preview(image)):
        with pytest.raises(Cancelled):
            call()


def test_a_native_call_is_told_once_it_is_inside_or_before() -> None:
    token = CancelToken()
    progress, _ = progress_of(Clock(), token)
    told: list[str] = []
    with progress.on_cancel(lambda: told.append("left")):
        pass
    with progress.part(0, 1).on_cancel(lambda: told.append("inside")):
        canceller = threading.Thread(target=token.set)
        canceller.start()
        canceller.join()
    with progress.on_cancel(lambda: told.append("late")):
        pass
    assert told == ["inside", "late"]


def test_a_native_call_that_cannot_be_told_stops_nothing_else() -> None:
    token = CancelToken()
    told: list[bool] = []

    def broken() -> None:
        raise RuntimeError("on purpose")

    with token.on_set(broken), token.on_set(lambda: told.append(True)):
        token.set()
    assert told == [True]


def test_previews_are_small_pngs() -> None:
    clock = Clock()
    progress, sent = progress_of(clock)
    image = np.zeros((600, 1000, 3), np.float32)
    image[:, 500:] = (1.0, 0.5, 0.0)
    progress.preview(image)
    progress.preview(image)
    assert len(sent) == 1
    assert isinstance(sent[0], Previewed)
    data = np.frombuffer(base64.b64decode(sent[0].png), np.uint8)
    shown = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
    assert shown.shape == (150, 250, 3)
    assert shown[0, 0].tolist() == [0, 0, 0]
    assert shown[-1, -1].tolist() == [255, 128, 0]


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 900, 4), (257, 3, 1), (256, 256, 3)])
def test_every_size_shrinks(shape: tuple[int, ...]) -> None:
    pixels = np.full(shape, 65535, np.uint16)
    small = shrink(pixels)
    assert max(small.shape[:2]) <= 256
    assert (small == 255).all()
    assert cv2.imdecode(np.frombuffer(png(small), np.uint8), cv2.IMREAD_UNCHANGED) is not None
