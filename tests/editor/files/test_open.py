"""Any file becomes a document, and a document one flat picture, without a changed byte."""

from __future__ import annotations

import numpy as np
import pytest

from editor.colour.profiles import ADOBE_RGB
from editor.files.native import save
from editor.files.open import document_from_picture, flat_picture, open_document
from editor.files.problems import UnreadableFile
from editor.files.raster import Picture
from editor.files.writer import export

RNG = np.random.default_rng(2)


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_picture_to_document_and_back_is_exact(depth, channels):
    top = int(np.iinfo(depth).max) + 1
    pixels = RNG.integers(0, top, (300, 270, channels)).astype(depth)
    picture = Picture(pixels, ADOBE_RGB, dpi=(300.0, 300.0), notices=("a",))
    document = document_from_picture(picture, "a.png")
    assert (document.depth, document.name, document.notices) == (depth, "a.png", ("a",))
    back = flat_picture(document)
    expected = picture.as_rgb() if channels < 4 else pixels
    visible = slice(None) if channels < 4 else pixels[:, :, 3] > 0
    np.testing.assert_array_equal(back.pixels[visible], expected[visible])
    assert (back.profile, back.dpi) == (ADOBE_RGB, (300.0, 300.0))
    assert document.history.is_clean
    assert not document.history.can_undo


def test_open_picture_and_native_file(decoder, tmp_path):
    pixels = RNG.integers(0, 256, (20, 30, 3), dtype=np.uint8)
    export(Picture(pixels), tmp_path / "a.png")
    document = open_document(tmp_path / "a.png", decoder)
    assert document.path == tmp_path / "a.png"
    save(document, tmp_path / "a.ora")
    again = open_document(tmp_path / "a.ora", decoder)
    assert again.digest() == document.digest()
    assert again.path == tmp_path / "a.ora"
    np.testing.assert_array_equal(flat_picture(again).pixels, pixels)


def test_native_file_under_another_name_opens_too(decoder, tmp_path):
    document = document_from_picture(Picture(np.ones((4, 4, 3), np.uint8)), "a")
    save(document, tmp_path / "photo.png")
    assert open_document(tmp_path / "photo.png", decoder).digest() == document.digest()


def test_without_a_decoder_of_ones_own(tmp_path):
    export(Picture(np.ones((4, 4, 3), np.uint8)), tmp_path / "a.png")
    assert open_document(tmp_path / "a.png").width == 4


def test_zip_file_that_is_no_picture(decoder, tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.ora", "w") as archive:
        archive.writestr("letter.txt", "hello")
    with pytest.raises(UnreadableFile, match="zip file"):
        open_document(tmp_path / "a.ora", decoder)
