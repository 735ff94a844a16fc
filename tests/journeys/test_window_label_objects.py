"""A thing that is clicked in the real window takes the label in the hand."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from window_program import FakeClient, Window, open_window, settle, wait_until

from editor.document.kinds.label.layer import LabelLayer
from editor.jobs import Result
from ml.api.messages import Done

pytestmark = pytest.mark.journey
WATER = 6


class SquareClient(FakeClient):
    """Sees the middle quarter of the picture, whatever is clicked, and keeps what it was shown."""

    def finish(self, number: int, **info: object) -> None:
        self.seen = np.asarray(self.jobs[number].inputs["image"][0])
        rows, columns = self.seen.shape[:2]
        mask = np.zeros((rows, columns, 1), np.uint8)
        mask[rows // 4 : 3 * rows // 4, columns // 4 : 3 * columns // 4] = 255
        self._results[number] = Result(
            image=mask, coverage=None, info=info, seconds=0.5, device="cpu"
        )
        self.say(Done(job=number, seconds=0.5, device="cpu"))


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(client=SquareClient()) as opened:
        yield opened


def click(window: Window, x: float, y: float) -> None:
    window.drag((x, y))
    selecting, background = window.program.selecting, window.program.desk.background
    wait_until(lambda: not selecting.is_running and background.is_idle, "the answer")
    settle()


def test_a_click_labels_the_thing_that_is_seen_without_labels(window: Window) -> None:
    document = window.open()
    window.program.shell.trigger("layer.new_label")
    settle()
    layer = document.active
    assert isinstance(layer, LabelLayer)
    window.program.works.labels.choose(WATER)
    window.program.desk.toolbox.choose("label_object")
    click(window, 160, 120)
    found = layer.indices(document.canvas)
    assert (found[60:180, 80:240] == WATER).all()
    assert (found == WATER).sum() == 120 * 160
    assert document.selection.is_empty
    first = window.client.seen
    window.program.works.labels.choose(0)
    click(window, 100, 100)
    assert np.array_equal(window.client.seen, first)
    assert layer.index_at(100, 100) == 0
    assert len(window.client.jobs) == 2
