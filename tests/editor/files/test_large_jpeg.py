"""A large JPEG that is decoded into a file has the same pixels, and is refused where it was."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.files.formats import large_jpeg
from editor.files.formats.pillow import open_with_pillow
from editor.files.formats.source import upright_shape, upright_strips
from ml.api.regions import Box


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_jpeg, "LARGE_PIXELS", 1)


def _photo(path: Path, mode: str, **options: object) -> Path:
    chance = np.random.default_rng(4)
    small = chance.integers(0, 256, (25, 40, 3), np.uint8)
    large = np.kron(small, np.ones((8, 8, 1), np.uint8))
    Image.fromarray(large).convert(mode).save(path, "JPEG", **options)
    return path


def _read(path: Path, orientation: int = 1) -> np.ndarray:
    with path.open("rb") as file:
        loaded = open_with_pillow(file).load(False)
        assert isinstance(loaded.source, large_jpeg.MappedSource)
        assert loaded.notices == ()
        whole = np.concatenate(list(upright_strips(loaded.source, orientation)))
        assert whole.shape == upright_shape(loaded.source, orientation)
        return whole


@pytest.mark.parametrize("options", [{"quality": 92}, {"subsampling": 2}, {"progressive": True}])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_the_pixels_are_those_of_pillow(tmp_path: Path, mode: str, options: dict) -> None:
    path = _photo(tmp_path / "a.jpg", mode, **options)
    with Image.open(path) as image:
        wanted = np.asarray(image).reshape(200, 320, -1)
    assert np.array_equal(_read(path), wanted)


def test_it_is_turned_upright(tmp_path: Path) -> None:
    path = _photo(tmp_path / "a.jpg", "RGB")
    assert np.array_equal(_read(path, 6), np.rot90(_read(path), -1))


def test_one_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    path = _photo(tmp_path / "a.jpg", "RGB")
    path.write_bytes(path.read_bytes()[:-900])
    with path.open("rb") as file, pytest.raises(OSError, match="truncated"):
        open_with_pillow(file).load(False)


def test_without_room_on_the_disk_pillow_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(large_jpeg.os, "posix_fallocate", full)
    path = _photo(tmp_path / "a.jpg", "RGB")
    with path.open("rb") as file:
        source = open_with_pillow(file).load(False).source
        assert not isinstance(source, large_jpeg.MappedSource)
        assert source.take(Box(0, 0, 8, 8), 1).shape == (8, 8, 3)
