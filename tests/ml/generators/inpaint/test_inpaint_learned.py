"""What a network is shown, what is taken of its answer, and how it guides the patches."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from ml.api.errors import Cancelled, GeneratorError
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.progress import NoProgress
from ml.generators.inpaint import learned, methods
from ml.generators.inpaint.auto import LEAST, AutoFiller, share_of_patches
from ml.generators.inpaint.generator import Inpaint
from ml.generators.inpaint.network import Imagined, imagine
from ml.generators.inpaint.plate import Plate
from ml.generators.inpaint.spec import InpaintParams, Mode
from ml.generators.inpaint.spec import Quality as InpaintQuality
from ml.systems.migan.runner import BrokenModel, Stopped


class Painter:
    """A network that paints the hole in one colour and remembers what it saw."""

    def __init__(self, value: int = 200) -> None:
        self.value = value
        self.shape: tuple[int, ...] = ()
        self.picture = np.zeros((0, 0, 3), np.uint8)
        self.hole = np.zeros((0, 0), bool)
        self.stopped = False

    def run(self, picture: np.ndarray, hole: np.ndarray) -> np.ndarray:
        self.shape, self.picture, self.hole = picture.shape, picture, hole
        answer = picture.copy()
        answer[hole] = self.value
        return answer

    def stop(self) -> None:
        self.stopped = True


def plate(rows: int, columns: int, low: int, high: int) -> tuple[np.ndarray, np.ndarray]:
    picture = np.random.default_rng(0).random((rows, columns, 3)).astype(np.float32)
    hole = np.zeros((rows, columns), bool)
    hole[low:high, low:high] = True
    return picture, hole


@pytest.mark.parametrize(
    ("rows", "columns", "low", "high", "scale"),
    [(900, 900, 400, 450, 1.0), (900, 700, 100, 500, 800 / 512), (200, 300, 50, 90, 1.0)],
)
def test_the_network_sees_its_own_size_and_only_the_hole_is_taken(
    rows: int, columns: int, low: int, high: int, scale: float
) -> None:
    picture, hole = plate(rows, columns, low, high)
    network = Painter()
    imagined = imagine(network.run, picture, hole, 512)
    assert imagined.scale == pytest.approx(scale)
    assert max(network.shape[:2]) == 512
    assert min(network.shape[:2]) == 512
    np.testing.assert_array_equal(imagined.picture[~hole], picture[~hole])
    inner = imagined.picture[low + 9 : high - 9, low + 9 : high - 9]
    np.testing.assert_allclose(inner, 200 / 255, atol=2e-3)


def test_what_was_begun_lies_under_the_rim_of_the_hole() -> None:
    picture, hole = plate(512, 512, 200, 240)
    begun = picture.copy()
    begun[hole] = 100 / 255
    network = Painter()
    imagined = imagine(network.run, picture, hole, 512, begun=begun)
    np.testing.assert_array_equal(network.hole, hole)
    assert (network.picture[hole] == 100).all()
    np.testing.assert_allclose(imagined.picture[hole], 200 / 255, atol=1e-6)


def test_without_a_begun_fill_the_network_is_shown_patches_of_the_picture() -> None:
    picture = np.full((512, 512, 3), 0.25, np.float32)
    hole = np.zeros((512, 512), bool)
    hole[200:240, 200:240] = True
    picture[hole] = 1.0
    network = Painter()
    imagine(network.run, picture, hole, 512)
    np.testing.assert_allclose(network.picture[hole], 64, atol=1)


def test_a_hole_at_the_corner_is_seen_whole() -> None:
    picture, hole = plate(900, 900, 0, 60)
    imagined = imagine(Painter().run, picture, hole, 512)
    np.testing.assert_allclose(imagined.picture[hole], 200 / 255, atol=1e-6)


def run(monkeypatch: pytest.MonkeyPatch, network: object, mode: Mode, path: Path) -> Outputs:
    monkeypatch.setattr(learned, "MiganRunner", lambda found, threads: network)
    generator = Inpaint()
    generator.load(Resources(weights={"migan": path}))
    picture, hole = plate(160, 160, 60, 90)
    params = InpaintParams(mode=mode, grow=0, feather=0, match=0.0)
    return generator.run(Inputs({"image": (picture,), "mask": (hole,)}), params, NoProgress())


def test_learned_is_the_answer_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    result = run(monkeypatch, Painter(), Mode.LEARNED, tmp_path)
    np.testing.assert_allclose(result.image[60:90, 60:90], 200 / 255, atol=1e-6)
    assert result.info["method"] == "learned"


def test_auto_keeps_something_of_both_answers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def copied(image: np.ndarray, hole: np.ndarray, **more: object) -> np.ndarray:
        filled = image.copy()
        filled[hole] = 0.25
        return filled

    monkeypatch.setattr(methods, "fill", copied)
    result = run(monkeypatch, Painter(255), Mode.AUTO, tmp_path)
    share = (1 - result.image[60:90, 60:90]) / 0.75
    assert LEAST <= share.mean() <= 1 - LEAST
    assert share.std() < 1e-5
    assert result.info["method"] == "auto"


def test_auto_believes_the_patches_where_the_picture_repeats() -> None:
    rows, columns = np.mgrid[:256, :256]
    wave = 0.5 + 0.3 * np.sin(columns / 9) * np.sin(rows / 7)
    picture = np.repeat(wave[..., None], 3, axis=2).astype(np.float32)
    hole = np.zeros((256, 256), bool)
    hole[80:160, 80:160] = True
    strange = picture.copy()
    strange[hole] = (0.9, 0.1, 0.1)
    cut = Plate(picture, None, hole, ~hole, hole.astype(np.float32))
    assert share_of_patches(cut, picture, Imagined(strange, 1.0)) > 0.99 - LEAST
    assert share_of_patches(cut, strange, Imagined(picture, 1.0)) < 0.01 + LEAST


def test_above_its_own_size_the_network_guides_a_second_fill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guides: list[object] = []
    fill = methods.fill

    def spy(image: np.ndarray, hole: np.ndarray, **more: object) -> np.ndarray:
        guides.append(more.get("guide"))
        return fill(image, hole, **more)

    monkeypatch.setattr(methods, "fill", spy)
    picture, hole = plate(160, 160, 60, 90)
    cut = Plate(picture, None, hole, ~hole, hole.astype(np.float32))
    params = InpaintParams(mode=Mode.AUTO, quality=InpaintQuality.DRAFT)
    imagined = Imagined(np.full_like(picture, 0.5), 3.0)
    imaginer = SimpleNamespace(imagine=lambda plate, progress, begun: imagined)
    AutoFiller(imaginer).fill(cut, params, NoProgress())
    assert guides[0] is None
    assert guides[1] is imagined.picture


def test_a_broken_model_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(path: Path, threads: int) -> None:
        raise BrokenModel(tmp_path / "model.onnx", "it is text")

    monkeypatch.setattr(learned, "MiganRunner", broken)
    generator = Inpaint()
    generator.load(Resources(weights={"migan": tmp_path}))
    picture, hole = plate(160, 160, 60, 90)
    with pytest.raises(GeneratorError, match=r"model\.onnx cannot be read"):
        generator.run(Inputs({"image": (picture,), "mask": (hole,)}), InpaintParams(), NoProgress())


def test_a_stopped_network_is_a_cancel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stopped(picture: np.ndarray, hole: np.ndarray) -> np.ndarray:
        raise Stopped

    network = SimpleNamespace(run=stopped, stop=lambda: None)
    with pytest.raises(Cancelled):
        run(monkeypatch, network, Mode.LEARNED, tmp_path)


def test_the_network_is_loaded_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    loads: list[Path] = []

    def load(path: Path, threads: int) -> Painter:
        loads.append(path)
        return Painter()

    monkeypatch.setattr(learned, "MiganRunner", load)
    generator = Inpaint()
    generator.load(Resources(weights={"migan": tmp_path}))
    picture, hole = plate(160, 160, 60, 90)
    inputs = Inputs({"image": (picture,), "mask": (hole,)})
    for _ in range(2):
        generator.run(inputs, InpaintParams(mode=Mode.LEARNED), NoProgress())
    assert loads == [tmp_path]
