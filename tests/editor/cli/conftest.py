"""A command line whose generators are the fakes, and pictures to give it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import fake_catalog
import numpy as np
import pytest

from editor.cli import demo, run, studio
from editor.cli.main import main
from editor.files.mask_file import write_mask
from editor.files.raster import Picture
from editor.files.writer import export

Answer = tuple[int, str, str]


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake catalog here and in the worker, which does not import the test runner again."""
    monkeypatch.setattr(run, "CATALOG", fake_catalog.CATALOG)
    monkeypatch.setattr(demo, "CATALOG", fake_catalog.CATALOG[:1])
    monkeypatch.setattr(studio, "CATALOG", "fake_catalog:CATALOG")
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    monkeypatch.setattr(sys.modules["__main__"], "__file__", None, raising=False)


@pytest.fixture
def call(capfd: pytest.CaptureFixture[str], fakes: None) -> Callable[..., Answer]:
    """Exit code, standard output and standard error of a command."""

    def answer(*words: object) -> Answer:
        code = main([str(word) for word in words])
        said = capfd.readouterr()
        return code, said.out, said.err

    return answer


def photo(depth: str = "uint8", channels: int = 3, width: int = 60, height: int = 40) -> np.ndarray:
    top = np.iinfo(depth).max
    return np.random.default_rng(5).integers(0, top + 1, (height, width, channels), depth)


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    export(Picture(photo()), path)
    return path


@pytest.fixture
def mask(tmp_path: Path) -> Path:
    return write_box_mask(tmp_path / "mask.png")


def write_box_mask(path: Path, width: int = 60, height: int = 40) -> Path:
    pixels = np.zeros((height, width), np.uint8)
    pixels[10:20, 12:30] = 255
    write_mask(pixels, path)
    return path
