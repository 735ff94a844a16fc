"""What a network is shown, what is taken of its answer, and how it guides the patches."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from ml.api.errors import Cancelled, GeneratorError
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.progress import NoProgress
from ml.generators.inpaint import auto, learned, methods
from ml.generators.inpaint.auto import (
    LEAST,
    UNSURE,
    AutoFiller,
    doubt,
    mix,
    share_of_patches,
)
from ml.generators.inpaint.generator import Inpaint
from ml.generators.inpaint.learned import LearnedFiller
from ml.generators.inpaint.network import Glimpse, ask, begin, glimpse_of
from ml.generators.inpaint.plate import Plate
from ml.generators.inpaint.spec import InpaintParams, Mode
from ml.onnx.session import BrokenModel, Stopped
from ml.patch.options import FillOptions, Quality


class Painter:
    """A network that paints the hole in one colour and remembers what it saw."""

    side_px = 512

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
    seen = glimpse_of(picture, hole, ~hole, 512)
    assert seen.scale == pytest.approx(scale)
    answer = ask(network.run, seen.picture, seen.hole, 512)
    assert network.shape[:2] == (512, 512)
    filled = seen.enlarge(picture, hole, answer)
    np.testing.assert_array_equal(filled[~hole], picture[~hole])
    inner = filled[low + 9 : high - 9, low + 9 : high - 9]
    np.testing.assert_allclose(inner, 200 / 255, atol=2e-3)


def test_what_was_begun_lies_under_the_rim_of_the_hole() -> None:
    picture, hole = plate(512, 512, 200, 240)
    begun = picture.copy()
    begun[hole] = 100 / 255
    network = Painter()
    answer = ask(network.run, begun, hole, 512)
    np.testing.assert_array_equal(network.hole, hole)
    assert (network.picture[hole] == 100).all()
    np.testing.assert_allclose(answer[hole], 200 / 255, atol=1e-6)


def test_what_is_begun_is_copied_from_the_source_alone() -> None:
    picture = np.full((256, 256, 3), 0.25, np.float32)
    picture[:, 128:] = 0.75
    hole = np.zeros((256, 256), bool)
    hole[100:140, 40:80] = True
    picture[hole] = 1.0
    right = np.zeros_like(hole)
    right[:, 140:] = True
    options = FillOptions(quality=Quality.DRAFT, exact=True)
    begun = begin(glimpse_of(picture, hole, right, 512), options, NoProgress())
    np.testing.assert_allclose(begun[hole], 0.75, atol=1e-6)


def test_with_nothing_to_copy_the_network_starts_from_grey() -> None:
    picture, hole = plate(64, 64, 0, 64)
    begun = begin(glimpse_of(picture, hole, ~hole, 512), FillOptions(), NoProgress())
    np.testing.assert_array_equal(begun, 0.5)


def test_a_hole_at_the_corner_is_seen_whole() -> None:
    picture, hole = plate(900, 900, 0, 60)
    seen = glimpse_of(picture, hole, ~hole, 512)
    answer = ask(Painter().run, seen.picture, seen.hole, 512)
    filled = seen.enlarge(picture, hole, answer)
    np.testing.assert_allclose(filled[hole], 200 / 255, atol=1e-6)


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
    def copied(seen: Glimpse, *more: object) -> np.ndarray:
        return np.where(seen.hole[..., None], np.float32(0.25), seen.picture)

    monkeypatch.setattr(auto, "begin", copied)
    result = run(monkeypatch, Painter(255), Mode.AUTO, tmp_path)
    share = (1 - result.image[60:90, 60:90]) / 0.75
    assert LEAST - 0.01 <= share.min()
    assert share.max() <= 1 - LEAST + 0.01
    assert result.info["method"] == "auto"


def test_answers_that_are_alike_are_mixed_and_others_do_not_show_through() -> None:
    one = np.full((80, 80, 3), 0.5, np.float32)
    near = mix(one, one + np.float32(0.02), 0.6)
    np.testing.assert_allclose(near, 0.508, atol=2e-3)
    far = mix(one, one + np.float32(0.4), 0.6)
    np.testing.assert_allclose(far, 0.5 + 0.4 * LEAST, atol=2e-3)


def test_auto_believes_what_the_picture_repeats() -> None:
    rows, columns = np.mgrid[:256, :256]
    wave = 0.5 + 0.3 * np.sin(columns / 9) * np.sin(rows / 7)
    picture = np.repeat(wave[..., None], 3, axis=2).astype(np.float32)
    hole = np.zeros((256, 256), bool)
    hole[80:160, 80:160] = True
    strange = picture.copy()
    strange[hole] = (0.9, 0.1, 0.1)
    seen = glimpse_of(picture, hole, ~hole, 512)
    assert share_of_patches(seen, picture, strange) > 0.98 - LEAST
    assert share_of_patches(seen, strange, picture) < 0.02 + LEAST


def test_above_its_own_size_the_network_guides_the_patches(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: dict[str, object] = {}

    def fill(image: np.ndarray, hole: np.ndarray, **more: object) -> np.ndarray:
        seen.update(more)
        return image

    monkeypatch.setattr(methods, "fill", fill)
    monkeypatch.setattr(auto, "begin", lambda glimpse, *more: glimpse.picture)
    monkeypatch.setattr(auto, "mix", lambda copied, imagined, share: imagined)
    monkeypatch.setattr(auto, "share_of_patches", lambda *more: 0.2)
    picture, hole = plate(800, 800, 200, 600)
    cut = Plate(picture, None, hole, ~hole, hole.astype(np.float32))
    params = InpaintParams(mode=Mode.AUTO)
    AutoFiller(LearnedFiller(Painter())).fill(cut, params, NoProgress())
    guide, options = seen["guide"], seen["options"]
    assert isinstance(guide, np.ndarray)
    np.testing.assert_allclose(guide[210:590, 210:590], 200 / 255, atol=2e-3)
    assert isinstance(options, FillOptions)
    assert options.guide_scale == pytest.approx(800 / 512)


def large_fill(
    monkeypatch: pytest.MonkeyPatch, network: Painter, share: float
) -> tuple[dict[str, object], list[float]]:
    """What a fill above the network's size is given, and with which share it was mixed."""
    given: dict[str, object] = {}
    shares: list[float] = []

    def fill(image: np.ndarray, hole: np.ndarray, **more: object) -> np.ndarray:
        given.update(more)
        return image

    def mixed(copied: np.ndarray, imagined: np.ndarray, share: float) -> np.ndarray:
        shares.append(share)
        return imagined

    monkeypatch.setattr(methods, "fill", fill)
    monkeypatch.setattr(auto, "begin", lambda glimpse, *more: glimpse.picture)
    monkeypatch.setattr(auto, "mix", mixed)
    monkeypatch.setattr(auto, "share_of_patches", lambda *more: share)
    picture, hole = plate(1200, 1200, 200, 1000)
    cut = Plate(picture, None, hole, ~hole, hole.astype(np.float32))
    AutoFiller(LearnedFiller(network)).fill(cut, InpaintParams(mode=Mode.AUTO), NoProgress())
    return given, shares


def test_above_its_size_patches_that_are_believed_fill_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert large_fill(monkeypatch, Painter(), 0.8)[0]["guide"] is None
    assert large_fill(monkeypatch, Painter(), 0.2)[0]["guide"] is not None


class Moody(Painter):
    """A network that paints something else each time."""

    def run(self, picture: np.ndarray, hole: np.ndarray) -> np.ndarray:
        self.value = 255 - self.value
        return super().run(picture, hole)


def test_a_network_that_contradicts_itself_does_not_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    given, shares = large_fill(monkeypatch, Moody(), 0.2)
    assert shares == [pytest.approx(1 - LEAST)]
    assert given["guide"] is None
    assert large_fill(monkeypatch, Painter(), 0.2)[1] == [pytest.approx(0.2)]


def test_doubt_is_how_far_two_answers_are_apart_beside_the_patches() -> None:
    one = np.full((80, 80, 3), 0.5, np.float32)
    hole = np.zeros((80, 80), bool)
    hole[20:60, 20:60] = True
    high, low = one + np.float32(0.2), one - np.float32(0.2)
    assert doubt(hole, one, high, high) == pytest.approx(0.0, abs=1e-5)
    assert doubt(hole, one, high, low) == pytest.approx(2.0, abs=1e-3)
    assert doubt(hole, one, high, low) > UNSURE


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

    network = SimpleNamespace(run=stopped, stop=lambda: None, side_px=512)
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
