"""`run label_to_photo` and `run label_guess`: maps, palettes and plain faults."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from editor.cli.main import main
from editor.files.decoder import decode
from editor.files.label_file import read_label_map, write_label_map
from editor.files.png_writer import encode_png_pixels
from ml.api.labels import LANDSCAPE, Label, Palette
from ml.api.palette_files import write_palette

FAR, NEAR = 300, 182
MINE = Palette(
    name="Mine",
    labels=(
        Label(index=FAR, name="far", colour=(1, 2, 3)),
        Label(index=NEAR, name="near", colour=(4, 5, 6)),
    ),
)


@pytest.fixture(autouse=True)
def no_main_of_the_runner(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker must not import the test runner again."""
    monkeypatch.setattr(sys.modules["__main__"], "__spec__", None)
    monkeypatch.setattr(sys.modules["__main__"], "__file__", None, raising=False)


def picture() -> np.ndarray:
    """Blue above, green below."""
    made = np.empty((32, 48, 3), np.uint8)
    made[:16], made[16:] = (80, 120, 220), (60, 150, 40)
    return made


def photo(folder: Path) -> Path:
    path = folder / "photo.png"
    path.write_bytes(encode_png_pixels(picture()))
    return path


def map_of(folder: Path, name: str, horizon: int) -> Path:
    labels = np.full((32, 48), FAR, np.uint16)
    labels[horizon:] = NEAR
    write_label_map(labels, MINE, folder / name)
    return folder / name


def run(generator: str, *words: object) -> int:
    return main(["run", generator, "--quiet", *(str(word) for word in words)])


def test_numbers_above_a_byte_mean_what_the_palette_says(tmp_path: Path) -> None:
    write_palette(MINE, tmp_path / "mine.json")
    given = (
        *("--labels", map_of(tmp_path, "l.png", 24), "--palette", tmp_path / "mine.json"),
        *("--reference", photo(tmp_path), "--reference-labels", map_of(tmp_path, "r.png", 16)),
        *("--quality", "draft", "--border", 0, "--output", tmp_path / "made.png"),
    )
    assert run("label_to_photo", *given) == 0
    made = decode(tmp_path / "made.png").pixels[..., :3].astype(int)
    assert (made[:22, :, 2] > made[:22, :, 1]).all()
    assert (made[26:, :, 1] > made[26:, :, 2]).all()


def test_a_guess_is_written_as_a_map_with_its_palette(tmp_path: Path) -> None:
    assert run("label_guess", "--image", photo(tmp_path), "--output", tmp_path / "g.png") == 0
    found = read_label_map(tmp_path / "g.png", MINE)
    assert found.palette == LANDSCAPE
    assert (found.indices[:8] == LANDSCAPE.named("sky").index).all()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--palette", "none.json"), "cannot be read"),
        (("--palette", "broken.json"), "is not JSON"),
        (("--palette", "photo.png"), "not a text file"),
    ],
)
def test_a_wrong_palette_is_one_sentence_and_status_two(
    words: tuple[str, str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.json").write_text("{")
    photo(tmp_path)
    labels = map_of(tmp_path, "l.png", 16)
    output = tmp_path / "o.png"
    given = (words[0], tmp_path / words[1], "--labels", labels, "--output", output)
    assert run("label_to_photo", *given) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert told in lines[0]
    assert not output.exists()
