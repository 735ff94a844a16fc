"""A mask file in any form that artists have, and the sentence when it does not fit."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from editor.files.mask_file import mask_of, read_mask, write_mask
from editor.files.png_writer import encode_png
from editor.files.problems import BadMask, UnreadableFile
from editor.files.raster import Picture

MASK = (np.add.outer(np.arange(12), np.arange(20)) * 8).astype(np.uint8)


def test_round_trip(decoder, tmp_path):
    write_mask(MASK, tmp_path / "m.png")
    read = read_mask(tmp_path / "m.png", (20, 12), decoder)
    np.testing.assert_array_equal(read, MASK)
    assert read.dtype == np.uint8


@pytest.mark.parametrize("form", ["grey", "rgb", "rgba", "alpha", "16", "1", "jpeg"])
def test_forms(decoder, tmp_path, form):
    full = np.full_like(MASK, 255)
    expected = MASK
    if form == "grey":
        data = encode_png(Picture(MASK[:, :, None]))
    elif form == "rgb":
        data = encode_png(Picture(np.stack([MASK] * 3, axis=2)))
    elif form == "rgba":
        data = encode_png(Picture(np.stack([MASK, MASK, MASK, full], axis=2)))
    elif form == "alpha":
        black = np.zeros_like(MASK)
        data = encode_png(Picture(np.stack([black, black, black, MASK], axis=2)))
    elif form == "16":
        data = encode_png(Picture(MASK[:, :, None].astype(np.uint16) * 257))
    else:
        expected = np.where(MASK >= 128, 255, 0)
        image = Image.fromarray(expected.astype(np.uint8))
        written = io.BytesIO()
        if form == "1":
            image.convert("1").save(written, "PNG")
        else:
            expected = np.full_like(MASK, 255)
            Image.fromarray(expected).save(written, "JPEG", quality=100)
        data = written.getvalue()
    (tmp_path / "m.png").write_bytes(data)
    np.testing.assert_array_equal(read_mask(tmp_path / "m.png", (20, 12), decoder), expected)


def test_wrong_size_is_a_sentence(decoder, tmp_path):
    write_mask(MASK, tmp_path / "m.png")
    with pytest.raises(BadMask, match="20 × 12 pixels, the picture 12 × 20"):
        read_mask(tmp_path / "m.png", (12, 20), decoder)


def test_text_is_a_sentence(decoder, tmp_path):
    (tmp_path / "m.png").write_text("no mask")
    with pytest.raises(UnreadableFile):
        read_mask(tmp_path / "m.png", (12, 20), decoder)


def test_white_on_transparent_is_read_by_its_alpha():
    pixels = np.zeros((2, 2, 4), np.uint8)
    pixels[0, 0] = (255, 255, 255, 200)
    pixels[1, 1] = (255, 255, 255, 255)
    assert mask_of(Picture(pixels)).tolist() == [[200, 0], [0, 255]]
