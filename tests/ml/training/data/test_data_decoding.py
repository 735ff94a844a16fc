"""Pixels are upright 8 bit sRGB whatever the file; sizes come out as stated."""

from __future__ import annotations

import io

import numpy as np
import pytest
from dataset_files import options, picture, write_pictures
from PIL import Image, ImageCms

from ml.training.data.decoding import as_picture, load, resized
from ml.training.data.failures import OptionWrong, Unreadable
from ml.training.data.open import open_items
from ml.training.data.options import DataOptions, PackOptions
from ml.training.items import ItemKind


def encoded(image, form="PNG", **kwargs):
    opened = io.BytesIO()
    image.save(opened, form, **kwargs)
    return opened.getvalue()


def test_orientation_of_cameras_is_undone():
    exif = Image.Exif()
    exif[274] = 6
    data = encoded(picture(1, 40, 20), "JPEG", exif=exif)
    assert as_picture(load(data, 1)).size == (20, 40)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("L", 77, (77, 77, 77)),
        ("1", 1, (255, 255, 255)),
        ("RGBA", (0, 0, 0, 0), (255, 255, 255)),
        ("RGBA", (200, 0, 0, 255), (200, 0, 0)),
        ("LA", (0, 0), (255, 255, 255)),
        ("I;16", 257 * 90, (90, 90, 90)),
    ],
)
def test_modes_become_rgb(mode, colour, expected):
    image = Image.new(mode, (3, 2), colour)
    found = as_picture(load(encoded(image), 1))
    assert found.mode == "RGB"
    assert found.getpixel((1, 1)) == expected


def test_other_colour_spaces_become_srgb():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    grey = Image.new("RGB", (2, 2), (200, 100, 50))
    same = as_picture(load(encoded(grey, icc_profile=lab.tobytes()), 1))
    assert same.getpixel((0, 0)) == (200, 100, 50)
    not_a_profile = as_picture(load(encoded(grey, icc_profile=b"nothing"), 1))
    assert not_a_profile.getpixel((0, 0)) == (200, 100, 50)
    wide = as_picture(load(encoded(grey, icc_profile=wide_profile()), 1))
    assert wide.getpixel((0, 0))[0] > 210


def wide_profile() -> bytes:
    """The profile of sRGB with its red and green swapped for stronger ones, under another name."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132], "big")
    for number in range(count):
        entry = 132 + 12 * number
        offset = int.from_bytes(data[entry + 4 : entry + 8], "big")
        size = int.from_bytes(data[entry + 8 : entry + 12], "big")
        if data[entry : entry + 4] == b"rXYZ":
            data[offset + 8 : offset + 12] = int(0.61 * 65536).to_bytes(4, "big")
        if data[entry : entry + 4] == b"desc":
            text = data[offset : offset + size]
            data[offset : offset + size] = text.replace(
                "sRGB".encode("utf-16-be"), "wide".encode("utf-16-be")
            )
    return bytes(data)


def test_numbers_that_are_no_colours_are_refused():
    with pytest.raises(Unreadable, match="no 8 or 16 bit"):
        as_picture(load(encoded(Image.new("F", (2, 2), 0.5), "TIFF"), 1))


def test_torn_and_huge_files_are_refused(monkeypatch):
    # Pillow's own bound; tests of the editor's decoder, which has another one, take it away.
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 89_478_485)
    whole = encoded(picture(1, 640, 480), "JPEG")
    with pytest.raises(Unreadable, match="truncated"):
        load(whole[: len(whole) // 2], 1)
    with pytest.raises(Unreadable, match="no picture"):
        load(b"not a picture", 1)
    with pytest.raises(Unreadable, match="more than 1 megapixels"):
        load(encoded(Image.new("1", (1001, 1000))), 1)
    with pytest.raises(Unreadable):
        load(encoded(Image.new("1", (20_000, 10_000))), 1000)


def test_halving_is_antialiased_and_drops_an_odd_edge(tmp_path):
    chequered = np.indices((9, 11)).sum(0) % 2 * 255
    folder = tmp_path / "set"
    folder.mkdir()
    Image.fromarray(chequered.astype(np.uint8)).save(folder / "a.png")
    items = open_items(ItemKind.PICTURES, [folder], "train", options(tmp_path, halve=True))
    halved = items.item(0)["picture"]
    assert halved.shape == (4, 5, 3)
    assert abs(halved[1:3, 1:4].astype(int) - 128).max() < 20
    even = resized(picture(1, 10, 8), 4, 5, halve=True)
    odd = Image.new("RGB", (11, 9))
    odd.paste(picture(1, 10, 8))
    assert np.array_equal(np.asarray(even), np.asarray(resized(odd, 4, 5, halve=True)))


def test_longest_side_makes_smaller_and_never_larger(tmp_path):
    folder = write_pictures(tmp_path / "set", 2)
    small = open_items(ItemKind.PICTURES, [folder], "train", options(tmp_path, longest_side=32))
    large = open_items(ItemKind.PICTURES, [folder], "train", options(tmp_path, longest_side=320))
    assert small.item(0)["picture"].shape == (24, 32, 3)
    assert large.item(0)["picture"].shape == (48, 64, 3)


@pytest.mark.parametrize(
    "wrong",
    [{"longest_side": -1}, {"val_every": 1}, {"frames_step": 0}, {"input_suffix": "_a"}],
)
def test_impossible_options_are_refused(wrong):
    with pytest.raises(OptionWrong):
        DataOptions(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"quality": 101},
        {"lossless": True, "quality": 80},
        {"splits": ("trian",)},
        {"data": DataOptions(halve=True)},
    ],
)
def test_impossible_pack_options_are_refused(wrong):
    with pytest.raises(OptionWrong):
        PackOptions(**wrong)
