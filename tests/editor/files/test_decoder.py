"""Files from outside: right pixels, or one sentence; never a harmed editor."""

from __future__ import annotations

import io
import os
import struct
import zlib
from multiprocessing.connection import Connection
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image, ImageCms

from benchmarks.corpus.sets import judge
from editor.colour.profiles import DISPLAY_P3
from editor.files import decoder as decoder_module
from editor.files.decoder import Decoder, decode
from editor.files.decoder_messages import Limits
from editor.files.exif import orientation
from editor.files.png_writer import chunk, encode_png
from editor.files.problems import DamagedFile, UnconfirmedSize, UnreadableFile
from editor.files.raster import Picture

RNG = np.random.default_rng(7)


def noise(height: int, width: int, channels: int, depth: str) -> np.ndarray:
    top = int(np.iinfo(depth).max) + 1
    return RNG.integers(0, top, (height, width, channels)).astype(depth)


def saved(image: Image.Image, kind: str, **settings: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **settings)
    return written.getvalue()


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_png_keeps_every_pixel_in_its_depth(decoder, depth, channels):
    pixels = noise(19, 31, channels, depth)
    picture = decoder.decode(encode_png(Picture(pixels)))
    assert picture.depth == depth
    np.testing.assert_array_equal(picture.pixels, pixels)


@pytest.mark.parametrize("photometric", ["minisblack", "rgb"])
@pytest.mark.parametrize("extra", [None, "unassalpha"])
@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@pytest.mark.parametrize("compression", [None, "zlib"])
def test_tiff_keeps_every_pixel(decoder, photometric, extra, depth, compression):
    colours = 3 if photometric == "rgb" else 1
    pixels = noise(21, 17, colours + (extra is not None), depth)
    written = io.BytesIO()
    tifffile.imwrite(
        written,
        pixels[:, :, 0] if pixels.shape[2] == 1 else pixels,
        photometric=photometric,
        extrasamples=[extra] if extra else None,
        planarconfig="contig" if pixels.shape[2] > 1 else None,
        compression=compression,
    )
    picture = decoder.decode(written.getvalue())
    expected = pixels
    if pixels.shape[2] == 2:
        expected = pixels[:, :, [0, 0, 0, 1]]
    assert picture.depth == depth
    np.testing.assert_array_equal(picture.pixels, expected)


def test_tiff_with_premultiplied_alpha_becomes_straight(decoder):
    pixels = np.full((4, 4, 4), 65535, np.uint16)
    pixels[:, :, 0] = 16384
    pixels[:, :, 3] = 32768
    written = io.BytesIO()
    tifffile.imwrite(written, pixels, photometric="rgb", extrasamples=["assocalpha"])
    picture = decoder.decode(written.getvalue())
    assert tuple(picture.pixels[0, 0]) == (32768, 65535, 65535, 32768)


def test_float_tiff_opens_in_16_bit_and_says_so(decoder):
    pixels = np.linspace(0, 1.2, 48, dtype=np.float32).reshape(4, 4, 3)
    written = io.BytesIO()
    tifffile.imwrite(written, pixels, photometric="rgb")
    picture = decoder.decode(written.getvalue())
    expected = np.rint(np.clip(pixels, 0, 1) * 65535)
    np.testing.assert_array_equal(picture.pixels, expected)
    assert "16 bit" in picture.notices[0]


def test_transparent_grey_of_four_bits(decoder):
    # tRNS below 8 bits is what Pillow and OpenCV lose.
    rows = b"".join(b"\0" + bytes([0x0F, 0xF0]) for _ in range(4))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 4, 0, 0, 0, 0))
    data += chunk(b"tRNS", b"\0\x0f") + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    picture = decoder.decode(data)
    assert [tuple(p) for p in picture.pixels[0]] == [
        (0, 0, 0, 255),
        (255, 255, 255, 0),
        (255, 255, 255, 0),
        (0, 0, 0, 255),
    ]


def test_palette_with_transparency(decoder):
    image = Image.new("P", (2, 1))
    image.putpalette([10, 20, 30, 200, 100, 50])
    image.putpixel((1, 0), 1)
    picture = decoder.decode(saved(image, "PNG", transparency=0))
    assert picture.pixels.tolist() == [[[10, 20, 30, 0], [200, 100, 50, 255]]]


@pytest.mark.parametrize("kind", ["BMP", "GIF", "WEBP", "TGA", "PPM"])
def test_other_formats_open(decoder, kind):
    image = Image.new("RGB", (16, 8), (200, 30, 60))
    image.paste((20, 130, 60), (0, 0, 8, 8))
    data = saved(image, kind, **({"lossless": True} if kind == "WEBP" else {}))
    np.testing.assert_array_equal(decoder.decode(data).as_rgb(), np.asarray(image))


def test_first_frame_of_an_animation_with_a_notice(decoder):
    frames = [Image.new("RGB", (8, 8), (c, 0, 0)) for c in (250, 90, 10)]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    picture = decoder.decode(data)
    assert picture.pixels[0, 0, 0] == 250
    assert picture.notices == ("Only the first of 3 frames was opened.",)


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_exif_orientation_is_applied_and_reset(decoder, number, kind):
    upright = np.zeros((24, 40, 3), np.uint8)
    upright[:8, :16] = (255, 0, 0)
    upright[16:, :16] = (0, 0, 255)
    # What a camera held that way stores: the inverse of Exif 2.32's table.
    stored = {
        1: lambda a: a,
        2: lambda a: a[:, ::-1],
        3: lambda a: a[::-1, ::-1],
        4: lambda a: a[::-1],
        5: lambda a: a.transpose(1, 0, 2),
        6: lambda a: a.transpose(1, 0, 2)[::-1],
        7: lambda a: a.transpose(1, 0, 2)[::-1, ::-1],
        8: lambda a: a.transpose(1, 0, 2)[:, ::-1],
    }[number](upright)
    exif = Image.Exif()
    exif[0x0112] = number
    exif[0x010F] = "Maker"
    settings = {"JPEG": {"quality": 95, "subsampling": 0}, "WEBP": {"lossless": True}}
    image = Image.fromarray(np.ascontiguousarray(stored))
    picture = decoder.decode(saved(image, kind, exif=exif.tobytes(), **settings.get(kind, {})))
    assert picture.pixels.shape == upright.shape
    difference = np.abs(picture.pixels.astype(int) - upright)
    assert difference.mean() < (2 if kind == "JPEG" else 1e-9)
    assert orientation(picture.exif) == 1
    kept = Image.Exif()
    kept.load(picture.exif)
    assert kept[0x010F] == "Maker"


def test_16_bit_png_is_turned_too(decoder):
    pixels = noise(6, 9, 3, "uint16")
    exif = Image.Exif()
    exif[0x0112] = 6
    data = encode_png(Picture(pixels, exif=exif.tobytes()[6:]))
    np.testing.assert_array_equal(decoder.decode(data).pixels, np.rot90(pixels, -1))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_profile_and_resolution_are_kept(decoder, kind):
    image = Image.new("RGB", (9, 5), (10, 200, 90))
    picture = decoder.decode(saved(image, kind, icc_profile=DISPLAY_P3, dpi=(300, 300)))
    assert picture.profile == DISPLAY_P3
    assert picture.dpi == (None if kind == "WEBP" else (300.0, 300.0))


def test_broken_profile_is_left_out_with_a_notice(decoder):
    broken = DISPLAY_P3[:200] + b"\xff" * (len(DISPLAY_P3) - 200)
    picture = decoder.decode(saved(Image.new("RGB", (4, 4)), "PNG", icc_profile=broken))
    assert picture.profile is None
    assert "profile" in picture.notices[0]


def test_grey_profile_becomes_rgb_without_touching_numbers(decoder):
    grey = imagecodecs.cms_profile("gray", whitepoint=(0.3127, 0.329, 1.0), gamma=1.8)
    image = Image.fromarray(np.arange(256, dtype=np.uint8).reshape(16, 16))
    picture = decoder.decode(saved(image, "JPEG", icc_profile=grey, quality=100))
    assert picture.profile is not None
    assert picture.profile[16:20] == b"RGB "
    assert picture.pixels.shape == (16, 16, 1)


def test_cmyk_is_converted_with_a_notice(decoder):
    image = Image.new("CMYK", (8, 8), (255, 0, 0, 0))
    picture = decoder.decode(saved(image, "JPEG", quality=100))
    red, green, blue = picture.pixels[4, 4].tolist()
    assert red < 10
    assert green > 245
    assert blue > 245
    assert "CMYK" in picture.notices[0]


def test_every_file_of_the_corpus_is_right(decoder, corpus):
    counts = judge(corpus, decoder)
    assert {title: count.wrong for title, count in counts.items()} == dict.fromkeys(counts, [])
    assert [count.right for count in counts.values()] == [161, 14, 18]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("text.png", b"This is a text and no picture."),
        ("random.jpg", bytes(RNG.integers(0, 256, 4000, dtype=np.uint8))),
        ("empty.png", b""),
        ("signature.png", b"\x89PNG\r\n\x1a\n"),
        ("page.webp", b"<html>not here</html>"),
    ],
)
def test_what_is_no_picture_is_one_sentence(decoder, tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        decoder.decode(path)
    assert name in caught.value.message
    assert caught.value.message.endswith(".")
    assert "\n" not in caught.value.message


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_truncated_file_is_refused_or_shown_in_part_with_a_notice(decoder, kind):
    pixels = noise(64, 64, 3, "uint8")
    data = saved(Image.fromarray(pixels), kind)
    cut = data[: len(data) * 2 // 3]
    with pytest.raises(UnreadableFile):
        decoder.decode(cut)
    try:
        picture = decoder.decode(cut, partial=True)
    except UnreadableFile:
        assert kind in ("WEBP", "TIFF")
    else:
        assert picture.notices
        assert picture.pixels.shape[:2] == (64, 64)


def test_flipped_byte_in_png_is_noticed(decoder):
    data = bytearray(encode_png(Picture(noise(32, 32, 3, "uint8"))))
    data[len(data) // 2] ^= 0xFF
    with pytest.raises(DamagedFile):
        decoder.decode(bytes(data))


def bomb(side: int) -> bytes:
    """A PNG of one colour: a small file, many pixels."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    row = b"\0" + bytes((side + 7) // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    parts = chunk(b"IHDR", header), chunk(b"IDAT", body), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_bomb_asks_first_and_opens_when_confirmed(decoder):
    data = bomb(9000)
    with pytest.raises(UnconfirmedSize) as caught:
        decoder.decode(data)
    assert "9000 × 9000" in caught.value.message
    assert decoder.decode(data, confirmed=True).width == 9000


def test_header_that_lies_is_refused_at_once(decoder):
    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 6, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IEND", b"")
    with pytest.raises(UnreadableFile, match="megapixels"):
        decoder.decode(data, confirmed=True)


def test_memory_limit_is_a_sentence():
    pixels = np.zeros((3000, 3000, 4), np.uint8)
    pixels[::2] = 255
    # Room for the idle process and half of the picture.
    limits = Limits(spare_memory_bytes=pixels.nbytes // 2 - 4 * pixels.nbytes)
    with Decoder(limits) as small, pytest.raises(UnreadableFile) as caught:
        small.decode(encode_png(Picture(pixels)), confirmed=True)
    assert caught.value.message.endswith(".")


def test_slow_file_is_given_up_and_the_next_one_opens(monkeypatch):
    with Decoder(Limits(time_s=0.0, time_per_megapixel_s=0.0)) as hasty:
        with pytest.raises(UnreadableFile, match="seconds"):
            hasty.decode(saved(Image.new("RGB", (2000, 2000)), "PNG"))
        monkeypatch.setattr(hasty, "_limits", Limits())
        assert hasty.decode(encode_png(Picture(noise(3, 3, 3, "uint8")))).width == 3


def test_killed_decoder_is_a_sentence_and_the_next_file_opens():
    data = encode_png(Picture(noise(3, 3, 3, "uint8")))
    # A decoder of its own: the shared one may just be between two processes.
    with Decoder() as decoder:
        decoder.decode(data)
        decoder._process.kill()
        decoder._process.join()
        assert decoder.decode(data).width == 3


def test_no_parcel_is_left_behind(decoder, monkeypatch, tmp_path):
    monkeypatch.setattr(decoder_module, "_SHARED_MEMORY", tmp_path / "none")
    monkeypatch.setattr(decoder_module.tempfile, "tempdir", str(tmp_path))
    picture = decoder.decode(encode_png(Picture(noise(30, 30, 3, "uint8"))))
    with pytest.raises(UnreadableFile):
        decoder.decode(b"nothing")
    assert list(tmp_path.iterdir()) == []
    assert picture.pixels.flags.writeable


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
@pytest.mark.parametrize(
    "name",
    [
        b"plain.png",
        "日本語の写真.png".encode(),
        "emoji 🎨 and spaces.png".encode(),
        "nfc-é.png".encode(),
        "nfd-e\u0301.png".encode(),
        b"invalid-\xff\xfe.png",
        b"new\nline.png",
        b"x" * 251 + b".png",
        b"-dash.png",
        b"quote'\".png",
    ],
)
def test_any_file_name_opens(decoder, tmp_path, name):
    path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))
    pixels = noise(3, 4, 3, "uint8")
    path.write_bytes(encode_png(Picture(pixels)))
    np.testing.assert_array_equal(decoder.decode(path).pixels, pixels)


def test_missing_file_and_folder_are_sentences(decoder, tmp_path):
    with pytest.raises(UnreadableFile, match="does not exist"):
        decoder.decode(tmp_path / "none.png")
    with pytest.raises(UnreadableFile, match="is a folder"):
        decoder.decode(tmp_path)


def test_decode_alone_ends_its_process():
    assert decode(encode_png(Picture(noise(2, 2, 1, "uint8")))).width == 2


def test_lab_and_high_bit_pages_do_not_pass_as_srgb(decoder):
    image = ImageCms.applyTransform(
        Image.new("RGB", (8, 8), (200, 30, 60)),
        ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
        ),
    )
    picture = decoder.decode(saved(image, "TIFF"))
    assert np.abs(picture.pixels[0, 0].astype(int) - (200, 30, 60)).max() <= 4


def test_a_busy_machine_gets_the_time_for_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock runs on where others have the processor; what counts is what was done meanwhile."""
    path = tmp_path / "photo.png"
    Image.fromarray(np.full((5, 7, 3), 90, np.uint8)).save(path)
    late = {"left": 3}
    receive = Decoder._receive

    def slow(connection: Connection, limit_s: float) -> dict[str, object]:
        if limit_s < 30 and late["left"]:
            late["left"] -= 1
            raise TimeoutError
        return receive(connection, limit_s)

    monkeypatch.setattr(Decoder, "_receive", staticmethod(slow))
    worked = iter(range(0, 1000, 10))
    monkeypatch.setattr("editor.files.decoder.working_s", lambda _pid: float(next(worked)))
    with Decoder() as decoder:
        assert decoder.decode(path).width == 7
        assert late["left"] == 0
        late["left"] = 1
        monkeypatch.setattr("editor.files.decoder.working_s", lambda _pid: 5.0)
        with pytest.raises(UnreadableFile, match="took longer than"):
            decoder.decode(path)
