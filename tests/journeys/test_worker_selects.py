"""Selecting through the real worker, from the command line, on a machine without any model."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from editor.cli.main import main
from editor.files.decoder import decode
from editor.files.open import open_document
from editor.files.raster import Picture
from editor.files.writer import export

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """A red square on a grey ground, with a little noise."""
    pixels = np.full((160, 240, 3), 150.0)
    pixels[40:120, 70:170] = (200, 40, 30)
    pixels += np.random.default_rng(6).normal(0, 2, pixels.shape)
    export(Picture(pixels.clip(0, 255).astype(np.uint8)), tmp_path / "a.png")
    return tmp_path / "a.png"


@pytest.fixture(autouse=True)
def without_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path / "home"))


def square(mask: np.ndarray) -> float:
    """How far the mask is the square: intersection over union."""
    truth = np.zeros((160, 240), bool)
    truth[40:120, 70:170] = True
    found = mask > 127
    return float((found & truth).sum() / (found | truth).sum())


@pytest.mark.parametrize(
    ("generator", "words"),
    [
        ("select_subject", ()),
        ("select_object", ("--points", "50%,50%")),
        ("select_object", ("--box", "65,35,175,125")),
    ],
)
def test_the_output_of_a_selection_is_its_mask(
    image: Path, tmp_path: Path, capfd: Capture, generator: str, words: tuple[str, ...]
) -> None:
    output = tmp_path / "mask.png"
    told = ["run", generator, "--image", image, "--output", output, *words, "--json"]
    assert main([str(word) for word in told]) == 0
    said = capfd.readouterr()
    report = json.loads(said.out)
    assert report["info"]["method"] == "GrabCut"
    assert "is not installed" in said.err
    assert "pentimento models install" in said.err
    mask = decode(output).pixels
    assert mask.shape == (160, 240, 1)
    assert square(mask[..., 0]) > 0.95


def test_a_background_is_hidden_in_a_flat_file_and_kept_in_a_native_one(
    image: Path, tmp_path: Path, capfd: Capture
) -> None:
    for name in ("cut.png", "cut.ora"):
        told = ["run", "remove_background", "--image", image, "--output", tmp_path / name]
        assert main([str(word) for word in [*told, "--quiet"]]) == 0
    capfd.readouterr()
    cut = decode(tmp_path / "cut.png").pixels
    assert square(cut[..., 3]) > 0.95
    (layer,) = open_document(tmp_path / "cut.ora").walk()
    assert layer.mask is not None
    # Hidden, not lost.
    assert layer.render(layer.bounds)[5, 5, 3] == 255


def test_a_place_outside_is_one_sentence_and_nothing_is_written(
    image: Path, tmp_path: Path, capfd: Capture
) -> None:
    output = tmp_path / "mask.png"
    told = ["run", "select_object", "--image", image, "--output", output, "--points", "900,20"]
    assert main([str(word) for word in [*told, "--quiet"]]) == 2
    assert "outside the picture" in capfd.readouterr().err
    assert not output.exists()
