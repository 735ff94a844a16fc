"""Select object: places as people write them, the choice of an answer, work without a model."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from ml.api.errors import BadInput, GeneratorError
from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.api.regions import Box
from ml.generators.select_object import learned
from ml.generators.select_object.generator import SelectObject
from ml.generators.select_object.learned import SamFinder, choose
from ml.generators.select_object.places import hints_of
from ml.generators.select_object.spec import MODEL, Extent, ObjectParams
from ml.mattes.grabcut import Hints
from ml.systems.mobile_sam.runner import Answer, Look

FILE = os.environ.get("PENTIMENTO_MOBILE_SAM", "")
needs_file = pytest.mark.skipif(
    not Path(FILE).is_file(), reason="PENTIMENTO_MOBILE_SAM names no installed MobileSAM file"
)
SIZE = (400, 300)


class Heard(NoProgress):
    """Remembers what was noted."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, str]] = []

    def note(self, sentence: str, *, model: str = "") -> None:
        self.notes.append((sentence, model))


def picture() -> np.ndarray:
    made = np.full((300, 400, 3), (0.3, 0.5, 0.4), np.float32)
    made[100:220, 120:280] = (0.9, 0.3, 0.1)
    noise = np.random.default_rng(2).normal(0, 0.01, made.shape)
    return (made + noise).clip(0, 1).astype(np.float32)


def selected(params: ObjectParams, weights: dict[str, Path] | None = None) -> np.ndarray:
    generator = SelectObject()
    generator.load(Resources(weights=weights or {}))
    outputs = generator.run(Inputs({"image": (picture(),)}), params, Heard())
    assert outputs.image.shape == (300, 400, 1)
    return outputs.image[..., 0]


def test_places_are_pixels_or_percent() -> None:
    found = hints_of("120,80; 50%,40%", "1.5 2", "10%,20%,90%,80%", SIZE)
    assert found == Hints([(120, 80), (200, 120)], [(1.5, 2)], Box(40, 60, 360, 240))


@pytest.mark.parametrize(
    ("points", "box", "words"),
    [
        ("", "", "Show what you mean"),
        ("12", "", "odd number"),
        ("a,b", "", "'a' is none"),
        ("nan,3", "", "'nan' is none"),
        ("500,20", "", "outside the picture"),
        ("", "1,2,3", "has 3 values"),
        ("", "10,10,11,200", "too small"),
        ("", "900,900,950,950", "too small or lies outside"),
    ],
)
def test_places_that_cannot_be_are_a_sentence(points: str, box: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        hints_of(points, "", box, SIZE)


def test_without_a_model_colours_find_it_and_that_is_said() -> None:
    generator = SelectObject()
    generator.load(Resources())
    heard = Heard()
    params = ObjectParams(points="200,160")
    outputs = generator.run(Inputs({"image": (picture(),)}), params, heard)
    mask = outputs.image[..., 0]
    assert heard.notes == [
        ("MobileSAM is not installed, so the thing is found by its colours alone.", MODEL)
    ]
    assert outputs.info["method"] == "GrabCut"
    assert mask[110:210, 130:270].min() > 0.95
    assert mask[:90].max() < 0.05
    assert (mask > 0.5).sum() == pytest.approx(120 * 160, rel=0.03)


def test_a_broken_file_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "weights.safetensors"
    path.write_bytes(b"nothing")
    with pytest.raises(GeneratorError, match="models install mobile-sam"):
        selected(ObjectParams(points="200,160"), {MODEL: path})


def answer(worths: list[float], shares: list[float]) -> Answer:
    masks = np.full((4, 10, 10), -1.0, np.float32)
    for mask, share in zip(masks, shares, strict=True):
        mask.reshape(-1)[: round(share * 100)] = 1.0
    return Answer(masks, np.float32(worths), None)  # type: ignore[arg-type]


def test_a_lone_click_takes_the_most_trusted_of_the_three() -> None:
    given = answer([0.99, 0.7, 0.9, 0.8], [0.5, 0.1, 0.3, 0.8])
    click, more = Hints([(1, 1)]), Hints([(1, 1), (2, 2)])
    assert choose(given, click, Extent.AUTO) == 2
    assert choose(given, more, Extent.AUTO) == 0
    assert choose(given, Hints(box=Box(0, 0, 5, 5)), Extent.AUTO) == 0
    assert [choose(given, click, each) for each in (Extent.PART, Extent.THING, Extent.WHOLE)] == [
        1,
        2,
        3,
    ]


def test_a_speck_must_be_clearly_better_than_the_thing() -> None:
    near = answer([0.0, 0.92, 0.9, 0.5], [0.5, 0.0, 0.3, 0.8])
    clear = answer([0.0, 0.98, 0.9, 0.5], [0.5, 0.0, 0.3, 0.8])
    assert choose(near, Hints([(1, 1)]), Extent.AUTO) == 2
    assert choose(clear, Hints([(1, 1)]), Extent.AUTO) == 1


def test_a_picture_is_looked_at_once_and_a_few_are_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[float] = []

    class Runner:
        def __init__(self, *_: object) -> None: ...

        def look(self, small: np.ndarray) -> Look:
            looked.append(float(small[0, 0, 0]))
            return Look(None, *small.shape[:2], 1.0)  # type: ignore[arg-type]

        def ask(self, look: Look, question: object) -> Answer:
            del look, question
            return Answer(np.ones((4, 256, 256), np.float32), np.ones(4, np.float32), LOOK)

    monkeypatch.setattr(learned, "MobileSamRunner", Runner)
    finder = SamFinder(Resources(weights={MODEL: Path("nowhere")}))
    shades = [0.1, 0.2, 0.1, 0.3, 0.4, 0.5, 0.1, 0.2]
    for shade in shades:
        shown = np.full((30, 40, 3), shade, np.float32)
        finder.find(shown, Hints([(5, 5)]), Extent.AUTO, NoProgress())
    # The first was used again before the others pushed it out, the second was not.
    assert looked == pytest.approx([0.1, 0.2, 0.3, 0.4, 0.5, 0.2])


LOOK = Look(None, 768, 1024, 1.0)  # type: ignore[arg-type]


@needs_file
def test_the_network_finds_what_was_clicked_and_boxed() -> None:
    weights = {MODEL: Path(FILE)}
    truth = np.zeros((300, 400), bool)
    truth[100:220, 120:280] = True
    for params in (ObjectParams(points="50%,50%"), ObjectParams(box="118,98,282,222")):
        mask = selected(params, weights) > 0.5
        assert (mask & truth).sum() / (mask | truth).sum() > 0.95
