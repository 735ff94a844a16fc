"""Files with several pages or frames: the first one, or all of them as layers."""

from __future__ import annotations

import numpy as np
import pytest
import tifffile
from PIL import Image

from editor.files.open import open_file
from ml.api.regions import Box

RNG = np.random.default_rng(3)


def gif(path, frames):
    images = [Image.fromarray(frame).convert("RGB") for frame in frames]
    images[0].save(path, save_all=True, append_images=images[1:], duration=100)


def test_a_gif_opens_with_its_first_frame_and_says_how_many_there_are(decoder, tmp_path):
    frames = [np.full((8, 12, 3), value, np.uint8) for value in (0, 255, 128)]
    gif(tmp_path / "a.gif", frames)
    opened = open_file(tmp_path / "a.gif", decoder)
    assert opened.pages == 3
    assert len(opened.document.layers) == 1
    assert opened.document.notices == ("Only the first of 3 frames was opened.",)


def test_all_frames_of_a_gif_become_layers_of_which_the_first_is_seen(decoder, tmp_path):
    frames = [np.full((8, 12, 3), value, np.uint8) for value in (0, 255, 128)]
    gif(tmp_path / "a.gif", frames)
    document = open_file(tmp_path / "a.gif", decoder, pages=True).document
    assert [layer.name for layer in document.layers] == ["Frame 1", "Frame 2", "Frame 3"]
    assert [layer.visible for layer in document.layers] == [True, False, False]
    for layer, frame in zip(document.layers, frames, strict=True):
        np.testing.assert_array_equal(layer.render(Box(0, 0, 12, 8))[:, :, :3], frame)


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_pages_of_a_tiff_keep_their_own_size_and_depth(decoder, tmp_path, depth):
    top = int(np.iinfo(depth).max) + 1
    pages = [RNG.integers(0, top, (h, w, 3)).astype(depth) for h, w in ((9, 7), (5, 11))]
    with tifffile.TiffWriter(tmp_path / "a.tif") as writer:
        for page in pages:
            writer.write(page, photometric="rgb")
    assert open_file(tmp_path / "a.tif", decoder).pages == 2
    document = open_file(tmp_path / "a.tif", decoder, pages=True).document
    assert (document.width, document.height, document.depth) == (11, 9, depth)
    for layer, page in zip(document.layers, pages, strict=True):
        box = Box(0, 0, page.shape[1], page.shape[0])
        np.testing.assert_array_equal(layer.render(box)[:, :, :3], page)


def test_a_float_tiff_opens_in_sixteen_bit_and_says_so(decoder, tmp_path):
    values = np.linspace(0, 1, 60, dtype=np.float32).reshape(4, 5, 3)
    tifffile.imwrite(tmp_path / "a.tif", values, photometric="rgb")
    document = open_file(tmp_path / "a.tif", decoder).document
    expected = np.rint(values * 65535).astype(np.uint16)
    shown = document.layers[0].render(Box(0, 0, 5, 4))[:, :, :3]
    np.testing.assert_array_equal(shown, expected)
    assert "16 bit" in document.notices[0]


def test_asking_for_all_pages_of_one_page_opens_it_as_ever(decoder, tmp_path):
    Image.new("RGB", (4, 4), (9, 8, 7)).save(tmp_path / "a.png")
    opened = open_file(tmp_path / "a.png", decoder, pages=True)
    assert (opened.pages, len(opened.document.layers)) == (1, 1)
    assert opened.document.notices == ()


def test_an_avif_keeps_its_colours_nearly(decoder, tmp_path):
    pixels = np.zeros((32, 32, 3), np.uint8)
    pixels[:, 16:] = (200, 30, 90)
    Image.fromarray(pixels).save(tmp_path / "a.avif", quality=95)
    shown = open_file(tmp_path / "a.avif", decoder).document.layers[0].render(Box(0, 0, 32, 32))
    assert np.abs(shown[:, :, :3].astype(int) - pixels).mean() < 3
