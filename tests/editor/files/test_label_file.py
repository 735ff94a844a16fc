"""Label maps in files: every number comes back, whoever wrote it; bad ones are refused."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.document.kinds.label.colours import distinct_colour
from editor.files.label_file import (
    label_png,
    read_label_map,
    write_label_map,
)
from editor.files.png_writer import encode_png_pixels
from editor.files.problems import BadLabels, UnreadableFile
from ml.api.labels import LANDSCAPE, Label, Palette
from ml.api.palette_files import palette_path, write_palette

NUMBERS = (0, 1, 181, 182, 255)


def palette_of(*numbers: int, unlabelled: int = 254) -> Palette:
    labels = tuple(Label(index=n, name=f"Thing {n}", colour=distinct_colour(n)) for n in numbers)
    return Palette(name="Things", labels=labels, unlabelled=unlabelled)


def a_map(*numbers: int) -> np.ndarray:
    rng = np.random.default_rng(3)
    kind = np.uint16 if max(numbers) > 255 else np.uint8
    return rng.choice(numbers, (19, 23)).astype(kind)


@pytest.mark.parametrize("numbers", [NUMBERS, (*NUMBERS, 254), (0, 255, 256, 4000, 65535)])
@pytest.mark.parametrize("unlabelled", [254, 300])
def test_every_number_and_the_palette_come_back(
    tmp_path: Path, numbers: tuple[int, ...], unlabelled: int
) -> None:
    path = tmp_path / "map.png"
    known = palette_of(*(n for n in numbers if n != unlabelled), unlabelled=unlabelled)
    indices = a_map(*numbers)
    write_label_map(indices, known, path)
    again = read_label_map(path, LANDSCAPE, (23, 19))
    assert np.array_equal(again.indices, indices)
    assert again.palette == known
    assert again.notices == ()


def test_other_programs_see_the_palettes_colours(tmp_path: Path) -> None:
    known = palette_of(0, 1, 200)
    indices = a_map(0, 1, 200, 254)
    with Image.open(io.BytesIO(label_png(indices, known))) as image:
        assert image.mode == "P"
        assert np.array_equal(np.asarray(image), indices)
        shown = np.asarray(image.convert("RGBA"))
    where = indices == 200
    assert (shown[where] == (*distinct_colour(200), 255)).all()
    assert not shown[indices == 254][:, 3].any()


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_small_depths_hold_their_numbers(tmp_path: Path, bits: int) -> None:
    numbers = np.arange(1 << bits, dtype=np.uint8).reshape(1, -1).repeat(3, 0)
    image = Image.fromarray(numbers, mode="P")
    image.putpalette([n for i in range(256) for n in distinct_colour(i)])
    path = tmp_path / "small.png"
    image.save(path, bits=bits)
    found = read_label_map(path, LANDSCAPE)
    assert np.array_equal(found.indices, numbers)
    assert "small.palette.json" in found.notices[0]


def test_a_grey_png_of_one_bit_is_nought_and_one(tmp_path: Path) -> None:
    bits = np.array([[0, 1, 1], [1, 0, 0]], bool)
    path = tmp_path / "bits.png"
    Image.fromarray(bits).save(path)
    assert np.array_equal(read_label_map(path, LANDSCAPE).indices, bits.astype(np.uint8))


def test_unknown_numbers_get_labels_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    indices = a_map(0, 7, 77, 78)
    path.write_bytes(encode_png_pixels(indices[:, :, np.newaxis]))
    write_palette(palette_of(0, 7), palette_path(path))
    found = read_label_map(path, LANDSCAPE)
    assert np.array_equal(found.indices, indices)
    assert [label.name for label in found.palette.labels[2:]] == ["label 77", "label 78"]
    assert "77, 78" in found.notices[0]


def test_a_picture_in_the_palettes_colours_is_read_by_them(tmp_path: Path) -> None:
    known = palette_of(3, 9)
    indices = a_map(3, 9)
    path = tmp_path / "colours.png"
    path.write_bytes(encode_png_pixels(known.colour_table()[indices]))
    write_palette(known, palette_path(path))
    assert np.array_equal(read_label_map(path, LANDSCAPE).indices, indices)
    noise = np.random.default_rng(1).integers(0, 255, (19, 23, 3)).astype(np.uint8)
    path.write_bytes(encode_png_pixels(noise))
    with pytest.raises(BadLabels, match="colours that no label has"):
        read_label_map(path, LANDSCAPE)


def test_what_cannot_be_used_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    write_label_map(a_map(0, 1), palette_of(0, 1), path)
    with pytest.raises(BadLabels, match="23 × 19"):
        read_label_map(path, LANDSCAPE, (64, 64))
    palette_path(path).write_text("{", encoding="utf-8")
    with pytest.raises(BadLabels, match="JSON"):
        read_label_map(path, LANDSCAPE)
    palette_path(path).unlink()
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(UnreadableFile, match="damaged"):
        read_label_map(path, LANDSCAPE)
    with pytest.raises(UnreadableFile):
        read_label_map(tmp_path / "none.png", LANDSCAPE)
    deep = np.zeros((4, 4, 3), np.uint16)
    deep[..., 1] = 900
    path.write_bytes(encode_png_pixels(deep))
    with pytest.raises(BadLabels):
        read_label_map(path, LANDSCAPE)


def test_neighbouring_numbers_have_colours_far_apart() -> None:
    colours = np.array([distinct_colour(n) for n in range(60)], int)
    assert (np.abs(colours[1:] - colours[:-1]).sum(1) > 60).all()
    assert len({tuple(c) for c in colours}) == 60
