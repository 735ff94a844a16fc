"""The latent pad in the real window: without a model, pushed, kept, summed, walked into files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot
from window_program import FakeClient, Window, open_window, settle, wait_until

from editor.docks.latent_pad import LatentPad
from editor.jobs import Result
from editor.latent_points import Concept
from editor.latent_work import SHOWN_PX, LatentWork
from ml.api.latents import latents_text, read_latents
from ml.api.messages import Done

pytestmark = pytest.mark.journey
SHOTS = os.environ.get("PENTIMENTO_SHOTS", "")
SIZE = 10


class InventingClient(FakeClient):
    """Paints each point as a square whose red is its first number."""

    def finish(self, number: int, **info: object) -> None:
        job = self.jobs[number]
        if job.generator != "latent":
            super().finish(number, **info)
            return
        seed = int(job.params["seed"])  # type: ignore[index]
        drawn = np.linspace(0.1 * seed, 0.5, SIZE)[None]
        text = job.texts.get("latent", "")
        points = read_latents(text) if text else drawn
        squares = [
            np.full((SHOWN_PX, SHOWN_PX, 3), np.clip(100 + 50 * point[0], 0, 255), np.uint8)
            for point in points
        ]
        texts = {"latent": latents_text(points), "directions": latents_text(np.eye(SIZE)[:8])}
        self._results[number] = Result(
            np.concatenate(squares, axis=1), None, {}, seconds=0.1, device="cpu", texts=texts
        )
        self.say(Done(job=number, seconds=0.1, device="cpu"))


class Store:
    """As much of the model store as the pad asks for."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.own, self.folder, self._names = self, folder, names

    def names(self, family: str) -> tuple[str, ...]:
        return self._names if family == "latent" else ()


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window(client=InventingClient()) as opened:
        opened.open(64, 48)
        yield opened


def pad(window: Window, *names: str) -> tuple[LatentPad, LatentWork]:
    store = Store(Path("models"), *names)
    window.program.open_store = lambda: store  # type: ignore[assignment,return-value]
    window.program.docks.open("latent")
    wait_until(lambda: bool(window.program.window.findChildren(LatentPad)), "the pad")
    found = window.program.window.findChildren(LatentPad)[0]
    wait_until(lambda: window.program.desk.background.is_idle, "the store")
    settle()
    return found, found.findChildren(LatentWork)[0]


def shown(found: LatentPad) -> int:
    """The red of the picture."""
    return found.picture.pixmap().toImage().pixelColor(20, 20).red()


def ready(window: Window) -> tuple[LatentPad, LatentWork]:
    found, work = pad(window, "garments.safetensors")
    wait_until(lambda: not work.points.is_empty, "the first picture")
    return found, work


def test_without_a_model_it_says_what_would_bring_one(window: Window) -> None:
    found, _ = pad(window)
    assert not found.room.isVisible()
    assert "train dcgan" in found.words.text()
    assert "models" in found.words.text()


def test_directions_push_the_picture(window: Window) -> None:
    found, work = ready(window)
    assert shown(found) == 100
    found.sliders[0].set_number(2.0)
    wait_until(lambda: shown(found) == 200, "the pushed picture")
    assert work.points.amounts[0] == pytest.approx(2.0)
    found.draw.click()
    wait_until(lambda: shown(found) == 105, "another point")
    assert found.sliders[0].number == 0.0
    if SHOTS:
        window.program.window.grab().save(f"{SHOTS}/latent-pad.png")


def keep_at(window: Window, found: LatentPad, *values: float) -> None:
    """Keep a point for each push of the first direction."""
    for value in values:
        found.sliders[0].set_number(value)
        wait_until(lambda value=value: shown(found) == int(100 + 50 * value), "the picture")
        found.keep.click()


def choose(found: LatentPad, *places: int) -> None:
    found.list.clearSelection()
    for place in places:
        found.list.item(place).setSelected(True)


def test_a_sum_of_kept_points(window: Window) -> None:
    found, work = ready(window)
    keep_at(window, found, 1.0, 2.0, -1.0)
    assert found.list.count() == 3
    for concept, place in zip(Concept, (0, 2, 1), strict=True):
        choose(found, place)
        found.concepts[concept].click()
    assert found.concepts[Concept.LIKE].text().endswith("(1)")
    if SHOTS:
        window.program.window.grab().save(f"{SHOTS}/latent-kept.png")
    found.sum.click()
    wait_until(lambda: shown(found) == min(255, 100 + 50 * 4), "the sum")
    assert float(work.points.base[0]) == pytest.approx(1.0 - (-1.0) + 2.0, abs=1e-5)


def test_a_sum_that_lacks_a_part_says_which(window: Window) -> None:
    found, _ = ready(window)
    found.sum.click()
    assert "like, less, more" in found.words.text()


def test_frames_of_a_walk_are_numbered_files(window: Window, tmp_path: Path) -> None:
    found, _ = ready(window)
    keep_at(window, found, 0.0, 2.0)
    choose(found, 0, 1)
    found.way.set_number(50.0)
    wait_until(lambda: shown(found) == 150, "the middle of the way")
    found.frames.set_number(11)
    window.asker.place = tmp_path / "walk.png"
    found.export.click()
    last = tmp_path / "walk-0011.png"
    wait_until(lambda: last.is_file() and window.program.desk.background.is_idle, "the frames")
    reds = [
        Image.open(tmp_path / f"walk-{number:04d}.png").convert("RGB").getpixel((9, 9))[0]  # type: ignore[index]
        for number in range(1, 12)
    ]
    assert reds == [100 + 10 * step for step in range(11)]


def test_another_model_forgets_what_was_kept(window: Window) -> None:
    found, work = pad(window, "digits", "garments")
    wait_until(lambda: not work.points.is_empty, "the first picture")
    keep_at(window, found, 1.0)
    found.models.box.setCurrentIndex(2)
    assert found.list.count() == 0
    wait_until(lambda: not work.points.is_empty, "the other model's picture")
    client: InventingClient = window.client  # type: ignore[assignment]
    assert client.jobs[len(client.jobs)].params["model"] == "garments"  # type: ignore[index]
