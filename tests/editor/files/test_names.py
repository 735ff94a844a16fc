"""Forty names that a disk allows, for every format that is written and read: none is refused."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from benchmarks.torture.full_disk import writers
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.files.decoder import shown_name
from editor.files.open import open_file

NAMES = (
    *(b"plain", b"with space", b" leading", b"trailing ", b"two  spaces", b".hidden", b"a.b.c"),
    *(b"tab\there", b"new\nline", b"back\\slash", b"quote'", b'double"', b"percent%20", b"hash#"),
    *(b"question?", b"star*", b"pipe|", b"less<more>", b"colon:", b"semi;colon", b"dollar$HOME"),
    *(b"amp&", b"-dash", b"~tilde", b"comma,", b"[brackets]", b"{braces}", b"NUL", b"a" * 240),
    "图片".encode(),
    "写真 日本語".encode(),
    "사진".encode(),
    "صورة".encode(),
    "Фото".encode(),
    "👩‍🎨🖼️".encode(),
    unicodedata.normalize("NFC", "é ü å").encode(),
    unicodedata.normalize("NFD", "é ü å").encode(),
    ("ä" * 120).encode(),
    b"latin1 \xe9\xfc",
    b"\xff\xfe\x80 invalid",
)
assert len(NAMES) == 40


def small(number: int) -> Document:
    """Names are what is tried here; the pixels are few, because all formats take their time."""
    document = Document(12, 9)
    pixels = np.random.default_rng(number).integers(0, 256, (9, 12, 4), dtype=np.uint8)
    document.insert_layer(PixelLayer.from_pixels("Background", pixels))
    return document


WRITERS = writers(small)
SHOWN = flatten(small(1))
LOSSLESS = (".png", ".tif", ".psd", ".ora")


def place(folder: Path, name: bytes, suffix: str) -> Path:
    """As long a name as the disk takes, where it is one of the long ones."""
    most = 255 - len(os.fsencode(suffix))
    return Path(os.fsdecode(os.path.join(os.fsencode(folder), name[:most] + os.fsencode(suffix))))


@pytest.mark.parametrize("suffix", [s for s in WRITERS if not s.endswith(".mask.png")])
def test_every_name_is_saved_and_opened(decoder, tmp_path, suffix):
    write = WRITERS[suffix]
    for name in NAMES:
        path = place(tmp_path, name, suffix)
        write(path, 1)
        write(path, 1)
        document = open_file(path, decoder).document
        assert document.path == path
        shown_name(path).encode("utf-8")
        document.name.encode("utf-8")
        if suffix in LOSSLESS:
            np.testing.assert_array_equal(flatten(document), SHOWN)
    assert len([p for p in tmp_path.iterdir() if "~" not in p.name[-4:]]) == len(NAMES)


def test_a_name_of_255_bytes_is_saved_and_opened(decoder, tmp_path):
    path = place(tmp_path, b"x" * 251, ".ora")
    assert len(os.fsencode(path.name)) == 255
    for number in (1, 2):
        WRITERS[".ora"](path, number)
    assert open_file(path, decoder).document.path == path
