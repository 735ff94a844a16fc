"""What export writes, another reader finds: pixels, profile, EXIF, XMP, resolution."""

from __future__ import annotations

import io
import os
import struct
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from editor.colour.profiles import ADOBE_RGB, DISPLAY_P3
from editor.files.exif import tidy
from editor.files.problems import SaveFailed
from editor.files.raster import Picture, in_depth
from editor.files.writer import ExportOptions, export, flattened

RNG = np.random.default_rng(3)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>'


def camera_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif[0x0132] = "2026:01:01 10:00:00"
    exif.get_ifd(0x8769)[0x9003] = "2026:01:01 10:00:00"
    exif.get_ifd(0x8769)[0x829A] = 0.004
    exif.get_ifd(0x8825)[1] = "N"
    data = tidy(exif.tobytes())
    assert data is not None
    return data


def noise(channels: int, depth: str) -> np.ndarray:
    return RNG.integers(0, int(np.iinfo(depth).max) + 1, (23, 31, channels)).astype(depth)


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("suffix", [".png", ".tif", ".webp"])
def test_lossless_formats_give_back_every_pixel(decoder, tmp_path, suffix, channels, depth):
    pixels = noise(channels, depth)
    path = tmp_path / f"a{suffix}"
    notices = export(Picture(pixels), path, ExportOptions(quality=100))
    read = decoder.decode(path)
    expected = pixels
    if suffix == ".webp":
        expected = in_depth(pixels, "uint8")
        if channels == 1:
            expected = np.repeat(expected, 3, axis=2)
        assert bool(notices) == (depth == "uint16")
    else:
        assert notices == ()
    np.testing.assert_array_equal(read.pixels, expected)


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".tif", ".webp"])
def test_metadata_travels(decoder, tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    picture = Picture(noise(3, "uint8"), DISPLAY_P3, camera_exif(), XMP, (300.0, 240.0))
    export(picture, path)
    read = decoder.decode(path)
    assert read.profile == DISPLAY_P3
    assert read.xmp == XMP
    assert read.dpi == (None if suffix == ".webp" else (300.0, 240.0))
    kept = Image.Exif()
    kept.load(read.exif)
    assert kept[0x010F] == "Maker"
    assert kept.get_ifd(0x8769)[0x9003] == "2026:01:01 10:00:00"
    assert float(kept.get_ifd(0x8769)[0x829A]) == 0.004
    assert kept.get_ifd(0x8825)[1] == "N"


def test_big_endian_exif_makes_a_big_endian_tiff(decoder, tmp_path):
    exif = Image.Exif()
    exif.endian = ">"
    exif[0x010F] = "Maker"
    data = tidy(exif.tobytes())
    if data is None or not data.startswith(b"MM"):
        data = b"MM\0*\0\0\0\x08\0\x01\x01\x0f\0\x02\0\0\0\x06\0\0\0\x1a\0\0\0\0Maker\0"
    pixels = noise(4, "uint16")
    path = tmp_path / "a.tif"
    export(Picture(pixels, exif=data), path)
    assert path.read_bytes()[:2] == b"MM"
    np.testing.assert_array_equal(tifffile.imread(path), pixels)
    np.testing.assert_array_equal(decoder.decode(path).pixels, pixels)


def test_jpeg_without_alpha_says_so(decoder, tmp_path):
    pixels = np.zeros((8, 8, 4), np.uint8)
    pixels[:, :, 0] = 255
    pixels[:, 4:, 3] = 255
    path = tmp_path / "a.jpg"
    notices = export(Picture(pixels), path, ExportOptions(quality=100, background=(0, 0, 255)))
    assert "transparency" in notices[0]
    read = decoder.decode(path).pixels.astype(int)
    assert np.abs(read[4, 1] - (0, 0, 255)).max() < 6
    assert np.abs(read[4, 6] - (255, 0, 0)).max() < 6
    opaque = Picture(np.full((8, 8, 4), 255, np.uint8))
    assert export(opaque, path) == ()


def test_jpeg_quality_changes_the_size(tmp_path):
    picture = Picture(noise(3, "uint8"))
    sizes = []
    for quality in (20, 60, 95):
        export(picture, tmp_path / "a.jpg", ExportOptions(quality=quality))
        sizes.append((tmp_path / "a.jpg").stat().st_size)
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[2]


@pytest.mark.parametrize("quality", [80, 92, 100])
@pytest.mark.parametrize("suffix", [".jpg", ".webp"])
def test_grain_that_hardly_compresses_is_written(tmp_path, suffix, quality):
    grain = RNG.integers(0, 256, (900, 1200, 3), dtype=np.uint8)
    export(Picture(grain), tmp_path / f"a{suffix}", ExportOptions(quality=quality))
    with Image.open(tmp_path / f"a{suffix}") as written:
        assert written.size == (1200, 900)


def test_thumbnail_that_shows_the_past_is_not_exported(tmp_path):
    small = io.BytesIO()
    Image.new("RGB", (16, 16), (255, 0, 0)).save(small, "JPEG")
    thumbnail = small.getvalue()
    # One folder with the maker's name, a second one with the two tags of a thumbnail.
    first = struct.pack("<HHHI4sI", 1, 0x010F, 2, 4, b"Me\0\0", 26)
    second = struct.pack("<HHHIIHHIII", 2, 0x0201, 4, 1, 56, 0x0202, 4, 1, len(thumbnail), 0)
    data = b"II*\0" + struct.pack("<I", 8) + first + second + thumbnail
    assert data[56:] == thumbnail
    export(Picture(noise(3, "uint8"), exif=data), tmp_path / "a.png")
    written = (tmp_path / "a.png").read_bytes()
    assert thumbnail[20:200] not in written
    assert b"Me\0" in written


def test_conversion_to_srgb_on_the_way_out(decoder, tmp_path):
    pixels = np.full((4, 4, 3), (0, 255, 0), np.uint8)
    path = tmp_path / "a.png"
    export(Picture(pixels // 2, ADOBE_RGB), path, ExportOptions(to_srgb=True))
    read = decoder.decode(path)
    assert read.profile is None
    assert read.pixels[0, 0, 0] == 0
    assert read.pixels[0, 0, 1] > 127


@pytest.mark.parametrize("name", ["a.xyz", "a", "a.jpg.bak"])
def test_unknown_ending_is_a_sentence(tmp_path, name):
    with pytest.raises(SaveFailed, match="ending"):
        export(Picture(noise(3, "uint8")), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_too_large_for_the_format_is_a_sentence(tmp_path):
    wide = Picture(np.zeros((1, 70000, 3), np.uint8))
    for suffix in (".jpg", ".webp"):
        with pytest.raises(SaveFailed, match="export as PNG"):
            export(wide, tmp_path / f"a{suffix}")
    export(wide, tmp_path / "a.png")


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
@pytest.mark.parametrize("name", [b"invalid-\xff.jpg", "絵.tif".encode(), b"y" * 251 + b".png"])
def test_any_file_name_is_written(decoder, tmp_path, name):
    path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))
    export(Picture(noise(3, "uint8")), path)
    assert decoder.decode(path).width == 31


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_flattened_is_exact(depth):
    top = int(np.iinfo(depth).max)
    pixels = noise(4, depth)
    exact = pixels[:, :, :3].astype(float) * pixels[:, :, 3:] / top
    exact += 255 * (top // 255) * (1 - pixels[:, :, 3:].astype(float) / top)
    result = flattened(pixels, (255, 255, 255))
    assert np.abs(result - exact).max() <= 0.5 + 1e-6


def test_depth_round_trip():
    every = np.arange(256, dtype=np.uint8).reshape(16, 16, 1)
    np.testing.assert_array_equal(in_depth(in_depth(every, "uint16"), "uint8"), every)
    wide = np.arange(65536, dtype=np.uint16).reshape(256, 256, 1)
    expected = np.rint(wide / 257.0)
    np.testing.assert_array_equal(in_depth(wide, "uint8"), expected)
