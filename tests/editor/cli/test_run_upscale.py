"""`run upscale` with the weights that come along: depth, profile, EXIF, odd pictures, bad words."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.cli.main import main
from editor.colour.profiles import DISPLAY_P3
from editor.files.decoder import decode
from editor.files.raster import Picture
from editor.files.writer import export

EXIF = b"II*\x00\x08\x00\x00\x00\x01\x00\x0f\x01\x02\x00\x04\x00\x00\x00Abc\x00\x00\x00\x00\x00"


@pytest.fixture(autouse=True)
def no_main_of_the_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker must not import the test runner again."""
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    monkeypatch.setattr(sys.modules["__main__"], "__file__", None, raising=False)


def upscale(*words: object) -> int:
    return main(["run", "upscale", *(str(word) for word in words)])


def odd_pictures(folder: Path) -> None:
    """Fine, with everything that must be kept; grey; of a palette with one hidden; one pixel."""
    fine = np.linspace(20_000, 20_400, 24 * 32 * 4).reshape(24, 32, 4).astype(np.uint16)
    fine[..., 3] = 65535
    fine[:8, :8, 3] = 0
    export(Picture(fine, profile=DISPLAY_P3, exif=EXIF), folder / "fine.png")
    Image.fromarray(np.arange(600, dtype=np.uint8).reshape(20, 30)).save(folder / "grey.png")
    palette = Image.new("P", (20, 16), 1)
    palette.putpalette([255, 0, 0, 10, 200, 30])
    palette.putpixel((5, 5), 0)
    palette.save(folder / "palette.png", transparency=0)
    Image.new("RGB", (1, 1), (200, 100, 50)).save(folder / "pixel.png")


def test_all_that_a_picture_is_stays_and_odd_ones_work(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    odd_pictures(source)
    assert upscale("--image", source, "--output", out, "--factor", 2.5, "--json") == 0
    assert len(json.loads(capfd.readouterr().out.splitlines()[-1])["made"]) == 4
    fine = decode(out / "fine.png")
    assert fine.pixels.shape == (60, 80, 4)
    assert fine.pixels.dtype == np.uint16
    assert fine.profile == DISPLAY_P3
    assert b"Abc" in (fine.exif or b"")
    assert len(np.unique(fine.pixels[30:, 30:, 1])) > 100, "no steps of 8 bit"
    assert not fine.pixels[:10, :10, 3].any()
    assert (fine.pixels[40:, 40:, 3] == 65535).all()
    grey = decode(out / "grey.png").pixels[..., :3].astype(int)
    assert grey.shape[:2] == (50, 75)
    palette = decode(out / "palette.png").pixels
    assert palette.shape == (40, 50, 4)
    assert palette[13, 13, 3] < 255
    assert np.abs(palette[30, 40, :3].astype(int) - (10, 200, 30)).max() <= 3
    assert decode(out / "pixel.png").pixels.shape[:2] == (2, 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--factor", "9"), "Factor must be a number from 1.1 to 8"),
        (("--factor", "1"), "Factor must be a number from 1.1 to 8"),
        (("--factor", "two"), "Factor must be a number"),
        (("--crisp", "2"), "Crisp must be a number from 0 to 1"),
        (("--model", "nobody"), "no upscaling model called 'nobody'"),
        (("--factor", "8"), "choose a smaller factor"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    wide = tmp_path / "wide.png"
    Image.new("L", (5000, 2)).save(wide)
    assert upscale("--image", wide, "--output", tmp_path / "o.png", *words, "--quiet") == 2
    err = capfd.readouterr().err.strip()
    assert said in err
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "o.png").exists()
