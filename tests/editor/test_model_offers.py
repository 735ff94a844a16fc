"""What a panel lacks is offered there, comes without stopping the window, and the offer goes."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from window_program import FakeClient, Window, open_window, settle, wait_until

from editor.widgets.install_offer import InstallOffer
from ml.store.card import ModelCard, WeightFormat
from ml.store.failures import DownloadCancelled
from ml.store.store import ModelStore

CONTENT = b"all the numbers of a small network" * 1000


class SlowStore(ModelStore):
    """Waits after its first report until the test lets it go on, or it is cancelled."""

    gate = threading.Event()
    installs: list[threading.Thread]

    def install(
        self,
        card_id: str,
        progress: Callable[[int, int | None], None] | None = None,
        is_cancelled: Callable[[], bool] | None = None,
    ) -> Path:
        assert progress is not None
        assert is_cancelled is not None
        progress(1_000_000, 4_000_000)
        while not self.gate.wait(0.01):
            if is_cancelled():
                raise DownloadCancelled("The download was stopped; what has come is kept.")
        assert threading.current_thread() is not threading.main_thread()
        return super().install(card_id, progress, is_cancelled)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.onnx"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def store(tmp_path: Path, source: Path) -> SlowStore:
    card = ModelCard(
        id="migan",
        title="A small network",
        name="MI-GAN",
        licence="MIT",
        source=source.as_uri(),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        size_bytes=len(CONTENT),
        system="migan",
        format=WeightFormat.ONNX,
        recommended=True,
    )
    made = SlowStore(tmp_path / "models", cards=(card,))
    made.gate = threading.Event()
    return made


@pytest.fixture
def window(qtbot: QtBot, store: SlowStore) -> Iterator[Window]:
    client = FakeClient(answers_at_once=False)
    with open_window(client=client, open_store=lambda: store) as opened:
        opened.open()
        opened.program.offers.look()
        wait_until(lambda: bool(offer_in(opened).model), "the offer")
        yield opened


def offer_in(window: Window) -> InstallOffer:
    return window.program.generate.task("remove.remove").foot.offer


def press(button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def test_one_press_installs_and_the_offer_goes(window: Window, store: SlowStore) -> None:
    offer = offer_in(window)
    assert offer.isVisible()
    assert offer.install.text() == "Install MI-GAN"
    assert "licence: MIT" in offer.install.toolTip()
    press(offer.install)
    wait_until(lambda: "1 of 4 MB" in offer.words.text(), "the progress")
    assert offer.bar.value() == 250
    assert not offer.install.isVisible()
    window.drag((100, 100), (140, 100))
    assert not window.program.session.document.selection.is_empty, "the window is alive"
    store.gate.set()
    wait_until(lambda: not offer.isVisible(), "the end")
    assert store.installed()["migan"].read_bytes() == CONTENT
    assert "MI-GAN is installed" in window.program.stage._notice.words.text()
    for name in window.program.generate.names:
        assert window.program.generate.task(name).foot.offer.model == ""


def test_a_stop_brings_the_offer_back(window: Window, store: SlowStore) -> None:
    offer = offer_in(window)
    press(offer.install)
    wait_until(offer.stop.isVisible, "the stop button")
    press(offer.stop)
    wait_until(offer.install.isVisible, "the offer")
    assert "migan" not in store.installed()
    assert not window.program.offers.installs.is_busy
    store.gate.set()
    press(offer.install)
    wait_until(lambda: not offer.isVisible(), "the second try")


def test_a_failure_is_a_sentence_and_the_button_stays(
    window: Window, store: SlowStore, source: Path
) -> None:
    source.unlink()
    store.gate.set()
    offer = offer_in(window)
    press(offer.install)
    wait_until(lambda: not window.program.offers.installs.is_busy, "the end")
    wait_until(offer.install.isVisible, "the button")
    assert "not there any more" in offer.words.text()


def test_closing_the_window_ends_the_installation(qtbot: QtBot, store: SlowStore) -> None:
    with open_window(open_store=lambda: store) as opened:
        opened.program.offers.look()
        wait_until(lambda: bool(offer_in(opened).model), "the offer")
        opened.program.offers._install("migan")
        thread = opened.program.offers.installs._thread
        assert thread is not None
    assert not thread.is_alive()
    assert "migan" not in store.installed()


def test_a_job_that_missed_a_model_says_no_command(window: Window) -> None:
    window.drag((100, 100), (140, 100))
    offer = offer_in(window)
    offer.show_offer(None)
    window.program.shell.trigger("generate.run")
    wait_until(lambda: len(window.client.jobs) == 1, "the job")
    window.client.miss(1, "migan")
    window.client.finish(1)
    wait_until(lambda: window.program.runs.has_result, "the result")
    assert window.program.generate.task("remove.remove").foot.result.notes.text() == ""
    wait_until(lambda: offer.model == "migan", "the offer")
    assert offer.isVisible()


def test_own_files_can_be_chosen_as_they_come(window: Window, store: SlowStore) -> None:
    row = window.program.generate.task("remove.remove").form.row("model")
    store.own.folder.mkdir(parents=True)
    name = "lama.safetensors"
    (store.own.folder / name).write_bytes(b"convl2g convg2g bn_l")
    row.write(name)
    assert row.read() == name
    values, _ = window.program.generate.task("remove.remove").values()
    assert values["model"] == name
    (store.own.folder / name).unlink()
    row.widget.box.about_to_open.emit()
    assert row.read() == "auto", "a file that went away is chosen no more"
