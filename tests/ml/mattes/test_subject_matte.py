"""Select subject and remove background: one finder, two uses, and work without a model."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from ml.api.errors import BadInput, Cancelled, GeneratorError, WeightsMissing
from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.api.spec import GeneratorSpec
from ml.generators.remove_background.spec import REMOVE_BACKGROUND
from ml.generators.select_subject.spec import SELECT_SUBJECT
from ml.mattes.generator import SubjectMatte
from ml.mattes.kinds import Kind
from ml.mattes.params import SubjectParams
from ml.mattes.subject import SubjectFinder
from ml.onnx.session import Stopped
from ml.systems.modnet.runner import fitted

FILES = {
    "u2netp": os.environ.get("PENTIMENTO_U2NETP", ""),
    "modnet": os.environ.get("PENTIMENTO_MODNET", ""),
}
needs_files = pytest.mark.skipif(
    not all(Path(name).is_file() for name in FILES.values()),
    reason="PENTIMENTO_U2NETP and PENTIMENTO_MODNET name no installed files",
)


class Heard(NoProgress):
    """Remembers what was noted."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, str]] = []

    def note(self, sentence: str, *, model: str = "") -> None:
        self.notes.append((sentence, model))


def picture(alpha: bool = False) -> np.ndarray:  # noqa: FBT001, FBT002 - a test's own word
    made = np.full((200, 300, 3), (0.75, 0.8, 0.85), np.float32)
    y, x = np.mgrid[0:200, 0:300]
    made[(x - 150) ** 2 + (y - 100) ** 2 < 60**2] = (0.8, 0.1, 0.1)
    made += np.random.default_rng(4).normal(0, 0.01, made.shape).astype(np.float32)
    if alpha:
        see = np.ones((200, 300, 1), np.float32)
        see[:, :150] = 0
        made = np.dstack([made, see])
    return made.clip(0, 1).astype(np.float32)


@pytest.mark.parametrize("spec", [SELECT_SUBJECT, REMOVE_BACKGROUND], ids=lambda spec: spec.id)
def test_without_a_model_colours_find_it_and_that_is_said(spec: GeneratorSpec) -> None:
    generator, params = SubjectMatte(), spec.params()
    assert spec.entry == f"{SubjectMatte.__module__}:{SubjectMatte.__name__}"
    generator.load(Resources())
    heard = Heard()
    outputs = generator.run(Inputs({"image": (picture(),)}), params, heard)
    assert [model for _, model in heard.notes] == ["u2netp"]
    assert outputs.image.shape == (200, 300, 1)
    assert outputs.image[100, 150, 0] > 0.95
    assert outputs.image[10, 10, 0] < 0.05


def test_portraits_need_their_model_and_the_command_is_named() -> None:
    generator = SubjectMatte()
    generator.load(Resources())
    with pytest.raises(WeightsMissing, match="pentimento models install modnet"):
        generator.run(Inputs({"image": (picture(),)}), SubjectParams(kind=Kind.PORTRAIT), Heard())


def test_transparent_pixels_are_never_the_subject() -> None:
    generator = SubjectMatte()
    generator.load(Resources())
    outputs = generator.run(Inputs({"image": (picture(alpha=True),)}), SubjectParams(), Heard())
    assert outputs.image[:, :150].max() == 0
    assert outputs.image[100, 170, 0] > 0.95


def test_a_broken_file_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"nothing")
    generator = SubjectMatte()
    generator.load(Resources(weights={"u2netp": path}))
    with pytest.raises(GeneratorError, match=r"model\.onnx cannot be read") as caught:
        generator.run(Inputs({"image": (picture(),)}), SubjectParams(), Heard())
    assert caught.value.details


class Network:
    """Stands for a network: answers what the test wants."""

    cells = 8
    answer = np.zeros((8, 12), np.float32)
    stops = False

    def __init__(self, path: Path, *, threads: int) -> None:
        del path, threads

    def run(self, shown: np.ndarray) -> np.ndarray:
        assert shown.shape == (200, 300, 3)
        if self.stops:
            raise Stopped
        return self.answer

    def stop(self) -> None: ...


def finder() -> SubjectFinder:
    loaders = {"u2netp": (__name__, "Network", "Fake")}
    return SubjectFinder(loaders, Resources(weights={"u2netp": Path("nowhere")}))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    import sys

    module = sys.modules[Network.__module__]
    monkeypatch.setitem(sys.modules, __name__, module)
    return monkeypatch


def test_an_answer_in_which_nothing_stands_out_is_refused(fake: pytest.MonkeyPatch) -> None:
    fake.setattr(Network, "answer", np.full((8, 12), 0.2, np.float32))
    with pytest.raises(BadInput, match="No subject stands out"):
        finder().find(Inputs({"image": (picture(),)}), Kind.ANYTHING, 0.3, NoProgress())


def test_a_stopped_network_is_a_stopped_job(fake: pytest.MonkeyPatch) -> None:
    fake.setattr(Network, "stops", True)
    with pytest.raises(Cancelled):
        finder().find(Inputs({"image": (picture(),)}), Kind.ANYTHING, 0.3, NoProgress())


@pytest.mark.parametrize(
    ("rows", "columns", "wanted"),
    [
        (512, 512, (512, 512)),
        (1000, 2000, (1024, 512)),
        (16, 16, (512, 512)),
        (100, 4000, (1536, 32)),
    ],
)
def test_portraits_are_scaled_to_multiples_of_32(
    rows: int, columns: int, wanted: tuple[int, int]
) -> None:
    assert fitted(rows, columns) == wanted


@needs_files
def test_the_networks_find_the_red_disc() -> None:
    generator = SubjectMatte()
    generator.load(Resources(weights={name: Path(path) for name, path in FILES.items()}))
    y, x = np.mgrid[0:200, 0:300]
    disc = (x - 150) ** 2 + (y - 100) ** 2 < 60**2
    outputs = generator.run(Inputs({"image": (picture(),)}), SubjectParams(), Heard())
    mask = outputs.image[..., 0] > 0.5
    assert outputs.info["method"] == "U2NetP"
    assert (mask & disc).sum() / (mask | disc).sum() > 0.95
