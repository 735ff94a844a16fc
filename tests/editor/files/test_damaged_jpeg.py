"""A JPEG with wrong data opens with a notice, a whole one without."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.files.decoder import Decoder
from editor.files.formats.jpeg_health import DAMAGED_NOTICE, is_damaged


def photo(mode: str = "RGB") -> Image.Image:
    noise = np.random.default_rng(3).integers(0, 256, (60, 90, 3)).astype(np.uint8)
    return Image.fromarray(noise).resize((720, 480), Image.Resampling.BICUBIC).convert(mode)


def jpeg(image: Image.Image, **settings: object) -> bytes:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=90, **settings)
    return written.getvalue()


def spoilt(whole: bytes, at: float) -> bytes:
    """Forty bytes of the compressed data changed; markers are neither hit nor made."""
    data = bytearray(whole)
    start = int(len(data) * at)
    for place in range(start, start + 40):
        if 0xFF not in data[place - 1 : place + 2]:
            data[place] = (data[place] * 7 + 3) % 255
    return bytes(data)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("at", [0.3, 0.5])
def test_wrong_data_is_noticed(
    decoder: Decoder, tmp_path: Path, at: float, *, progressive: bool
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(spoilt(jpeg(photo(), progressive=progressive), at))
    picture = decoder.decode(path)
    assert picture.pixels.shape == (480, 720, 3)
    assert picture.notices == (DAMAGED_NOTICE,)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_whole_file_says_nothing(
    decoder: Decoder, tmp_path: Path, mode: str, *, progressive: bool
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(jpeg(photo(mode), progressive=progressive))
    assert DAMAGED_NOTICE not in decoder.decode(path).notices


def test_the_error_output_is_given_back(capfd: pytest.CaptureFixture[str]) -> None:
    assert is_damaged(spoilt(jpeg(photo()), 0.3))
    os.write(2, b"still here")
    assert capfd.readouterr().err == "still here"


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"no picture at all"])
def test_what_is_no_jpeg_is_not_judged(content: bytes) -> None:
    assert not is_damaged(content)


def test_the_photographs_of_the_corpus_are_whole(corpus: Path) -> None:
    paths = sorted(corpus.rglob("*.jpg"))[:60]
    assert paths
    wrong = [path.name for path in paths if is_damaged(path.read_bytes())]
    assert [name for name in wrong if "corrupt" not in name and "broken" not in name] == []
