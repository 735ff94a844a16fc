"""The steps around a fill: what is hole, what is source, what counts, and what is said of it."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field

import numpy as np
import pytest

from ml.api.errors import BadInput, Cancelled, WeightsMissing
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.progress import NoProgress
from ml.generators.inpaint import glance, methods
from ml.generators.inpaint.generator import Inpaint
from ml.generators.inpaint.spec import InpaintParams, Mode
from ml.patch.options import FillOptions, NoSource, Quality

SIDE_PX = 96


@dataclass
class Call:
    """What the fill was given, and what it answers: one colour."""

    colour: float = 0.5
    seen: dict[str, object] = field(default_factory=dict)

    def __call__(self, image: np.ndarray, hole: np.ndarray, **more: object) -> np.ndarray:
        self.seen = {"image": image, "hole": hole, **more}
        filled = image.copy()
        filled[hole] = self.colour
        return filled


@pytest.fixture
def fill(monkeypatch: pytest.MonkeyPatch) -> Call:
    call = Call()
    monkeypatch.setattr(methods, "fill", call)
    return call


class Notes(NoProgress):
    def __init__(self) -> None:
        self.said: list[str] = []
        self.missed = ""
        self.fractions: list[float] = []

    def set(self, fraction: float, stage: str = "") -> None:
        self.fractions.append(fraction)

    def note(self, sentence: str, *, model: str = "") -> None:
        self.said.append(sentence)
        self.missed = model


def square(low: int = 40, high: int = 56) -> np.ndarray:
    mask = np.zeros((SIDE_PX, SIDE_PX), bool)
    mask[low:high, low:high] = True
    return mask


def grey(channels: int = 3) -> np.ndarray:
    image = np.full((SIDE_PX, SIDE_PX, channels), 0.5, np.float32)
    image[..., :3] += np.random.default_rng(3).normal(0, 0.02, (SIDE_PX, SIDE_PX, 3))
    if channels == 4:
        image[..., 3] = 1.0
    return np.clip(image, 0, 1).astype(np.float32)


def run(
    image: np.ndarray, mask: np.ndarray, source: np.ndarray | None = None, **params: object
) -> Outputs:
    arrays = {"image": (image,), "mask": (mask,)}
    if source is not None:
        arrays["source"] = (source,)
    generator = Inpaint()
    generator.load(Resources())
    values = {"mode": Mode.PATCH, **params}
    return generator.run(Inputs(arrays), InpaintParams(**values), Notes())


def reach(mask: np.ndarray) -> int:
    rows = np.flatnonzero(mask.any(axis=1))
    return int(rows[-1] - rows[0]) + 1


def test_the_fill_reaches_under_the_whole_feather(fill: Call) -> None:
    result = run(grey(), square(), grow=5, feather=8)
    assert reach(fill.seen["hole"]) == 16 + 2 * (5 + 8)
    coverage = result.coverage
    assert coverage is not None
    assert (coverage[35:61, 48] == 1).all()
    assert ((coverage > 0) <= fill.seen["hole"]).all()
    assert 0 < coverage[31, 48] < 1


def test_without_grow_and_feather_the_mask_itself_counts(fill: Call) -> None:
    result = run(grey(), square(), grow=0, feather=0)
    np.testing.assert_array_equal(result.coverage, square().astype(np.float32))
    np.testing.assert_array_equal(fill.seen["hole"], square())


@pytest.mark.parametrize("blend", [False, True])
def test_pixels_outside_the_hole_are_the_same_numbers(fill: Call, blend: bool) -> None:
    image = grey()
    result = run(image, square(), blend=blend)
    outside = ~fill.seen["hole"]
    np.testing.assert_array_equal(result.image[outside], image[outside])
    assert result.image.dtype == np.float32


def test_the_source_is_what_the_artist_painted_and_no_hole(fill: Call) -> None:
    painted = np.zeros((SIDE_PX, SIDE_PX), bool)
    painted[:, :50] = True
    run(grey(), square(), painted, grow=0, feather=0)
    np.testing.assert_array_equal(fill.seen["source"], painted & ~square())


def test_transparent_pixels_are_no_source(fill: Call) -> None:
    image = grey(4)
    image[:, :20, 3] = 0
    run(image, square(), grow=0, feather=0)
    source = fill.seen["source"]
    assert not source[:, :20].any()
    assert source[:, 20:].sum() == SIDE_PX * 76 - 256


def test_transparent_pixels_near_the_hole_are_filled_for_the_patches(fill: Call) -> None:
    image = grey(4)
    image[:, :36, 3] = 0
    result = run(image, square(), grow=0, feather=0)
    hole = fill.seen["hole"]
    assert hole[48, 30:36].all()
    assert not hole[48, :20].any()
    np.testing.assert_array_equal(result.coverage, square().astype(np.float32))


def test_an_opaque_surrounding_makes_an_opaque_fill(fill: Call) -> None:
    image = grey(4)
    image[42:50, 42:50, 3] = 0
    result = run(image, square(), grow=0, feather=0)
    assert result.image.shape[2] == 4
    np.testing.assert_allclose(result.image[40:56, 40:56, 3], 1.0)


def test_a_transparent_surrounding_makes_a_transparent_fill(fill: Call) -> None:
    image = grey(4)
    image[20:76, 20:76, 3] = 0
    image[square(), 3] = 1
    result = run(image, square(), grow=2, feather=2)
    assert (result.image[40:56, 40:56, 3] == 0).all()


def test_at_an_edge_of_transparency_the_alpha_is_carried_on(fill: Call) -> None:
    image = grey(4)
    image[:, 48:, 3] = 0
    alpha = run(image, square(), grow=0, feather=0).image[..., 3]
    assert alpha[48, 41] > 0.8
    assert alpha[48, 55] < 0.2
    outside = ~square()
    np.testing.assert_array_equal(alpha[outside], image[..., 3][outside])


def test_an_opaque_picture_with_alpha_comes_back_without(fill: Call) -> None:
    assert run(grey(4), square()).image.shape[2] == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"grow": 100}, "make the mask smaller, or lower grow and feather"),
        ({"source": "hole"}, "paint the source on a part"),
        ({"source": "none"}, "paint the source on a part"),
    ],
)
def test_nothing_to_fill_from_is_a_sentence(
    fill: Call, changes: dict[str, object], words: str
) -> None:
    sources = {"hole": square(), "none": np.zeros((SIDE_PX, SIDE_PX), bool)}
    source = sources.get(str(changes.pop("source", "")))
    with pytest.raises(BadInput, match=words):
        run(grey(), square(), source, **changes)


def test_a_fill_that_finds_no_source_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*words: object, **more: object) -> None:
        raise NoSource

    monkeypatch.setattr(methods, "fill", refuse)
    with pytest.raises(BadInput, match="nothing to fill from"):
        run(grey(), square())


def test_quality_and_seed_reach_the_fill(fill: Call) -> None:
    run(grey(), square(), quality="draft", seed=7)
    options = fill.seen["options"]
    assert isinstance(options, FillOptions)
    assert (options.quality, options.seed) == (Quality.DRAFT, 7)


def test_auto_without_a_model_is_patch_and_says_so(fill: Call) -> None:
    generator, notes = Inpaint(), Notes()
    generator.load(Resources())
    inputs = Inputs({"image": (grey(),), "mask": (square(),)})
    result = generator.run(inputs, InpaintParams(), notes)
    assert result.info["method"] == "patch"
    assert len(notes.said) == 1
    assert "No learned model is installed" in notes.said[0]
    assert notes.missed == "migan", "whoever shows the sentence says how to get it"
    generator.run(inputs, InpaintParams(mode=Mode.PATCH), notes)
    assert len(notes.said) == 1


def test_learned_without_a_model_names_the_command() -> None:
    with pytest.raises(WeightsMissing, match="pentimento models install migan"):
        run(grey(), square(), mode=Mode.LEARNED)


def test_a_wrong_colour_is_matched_as_far_as_the_slider_says(fill: Call) -> None:
    fill.colour = 0.58
    steps = [
        abs(run(grey(), square(), match=share).image[48, 48, 0] - 0.5) for share in (0, 0.5, 1)
    ]
    assert steps[0] == pytest.approx(0.08, abs=1e-6)
    assert steps[0] > steps[1] + 0.02
    assert steps[1] > steps[2] + 0.02


def test_the_seam_is_read_before_and_after(fill: Call) -> None:
    fill.colour = 0.6
    info = run(grey(), square(), grow=0, feather=0, match=0.0).info
    assert float(info["seam_before"]) > 5
    assert info["seam"] == info["seam_before"]
    blended = run(grey(), square(), grow=0, feather=0, match=0.0, blend=True).info
    assert float(blended["seam"]) < 0.5 * float(blended["seam_before"])
    assert float(blended["border_px"]) > 0


def test_a_large_hole_is_drafted_first_for_the_eye(
    fill: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = Call(0.25)
    monkeypatch.setattr(glance, "fill", small)
    image = np.full((600, 900, 3), 0.5, np.float32)
    mask = np.zeros((600, 900), bool)
    mask[200:400, 300:500] = True
    shown: list[np.ndarray] = []

    class Eye(Notes):
        def preview(self, image: np.ndarray) -> None:
            shown.append(image)

    generator = Inpaint()
    generator.load(Resources())
    inputs = Inputs({"image": (image,), "mask": (mask,)})
    generator.run(inputs, InpaintParams(mode=Mode.PATCH), Eye())
    generator.run(inputs, InpaintParams(mode=Mode.PATCH, quality="draft"), Eye())
    assert len(shown) == 1
    assert shown[0].shape == (171, 256, 3)
    assert shown[0][85, 113, 0] == 0.25
    assert shown[0][5, 5, 0] == 0.5
    assert not (small.seen["hole"] & small.seen["source"]).any()


def test_progress_grows_and_a_cancel_goes_through(fill: Call) -> None:
    notes = Notes()
    generator = Inpaint()
    generator.load(Resources())
    inputs = Inputs({"image": (grey(),), "mask": (square(),)})
    generator.run(inputs, InpaintParams(mode=Mode.PATCH), notes)
    assert notes.fractions[-1] == 1.0

    class Stopped(Notes):
        def check(self) -> None:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        generator.run(inputs, InpaintParams(mode=Mode.PATCH), Stopped())


def test_patches_need_neither_torch_nor_onnxruntime() -> None:
    program = (
        "import sys, ml.generators.inpaint.generator, ml.engine.worker;"
        "print([name for name in ('torch', 'onnxruntime', 'PySide6') if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"
