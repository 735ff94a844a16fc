"""SVG: the right size and pixels; nothing from outside the file, and no hostile one for long."""

from __future__ import annotations

import gzip

import numpy as np
import pytest
from PIL import Image

from editor.files.problems import UnconfirmedSize, UnreadableFile

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '


def drawing(attributes: str, content: str) -> bytes:
    return f"{HEAD}{attributes}>{content}</svg>".encode()


RED = '<rect width="100%" height="100%" fill="#ff0000"/>'


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="30" height="20"', (30, 20)),
        ('width="1in" height="72pt"', (96, 96)),
        ('viewBox="0 0 40 10"', (40, 10)),
        ('width="80" viewBox="0 0 40 10"', (80, 20)),
        ('width="100%" height="100%" viewBox="0 0 12 13"', (12, 13)),
        ("", (300, 150)),
    ],
)
def test_the_size_is_what_the_file_says(decoder, attributes, size):
    picture = decoder.decode(drawing(attributes, RED))
    assert (picture.width, picture.height) == size
    assert tuple(picture.pixels[size[1] // 2, size[0] // 2]) == (255, 0, 0, 255)


def test_what_is_not_drawn_on_is_transparent_and_edges_are_straight_alpha(decoder):
    half = '<rect x="0" y="0" width="10.5" height="20" fill="#00ff00"/>'
    pixels = decoder.decode(drawing('width="20" height="20"', half)).pixels
    assert tuple(pixels[5, 15]) == (0, 0, 0, 0)
    assert tuple(pixels[5, 10][:3]) == (0, 255, 0)
    assert 120 <= pixels[5, 10][3] <= 135


def test_a_packed_drawing_opens(decoder):
    picture = decoder.decode(gzip.compress(drawing('width="3" height="2"', RED)))
    assert (picture.width, picture.height) == (3, 2)


def test_pictures_outside_the_file_are_never_opened(decoder, tmp_path):
    secret = tmp_path / "secret.png"
    Image.new("RGB", (8, 8), (255, 0, 0)).save(secret)
    for reference in (secret, f"file://{secret}", f"./{secret.name}"):
        image = f'<image xlink:href="{reference}" width="8" height="8"/>'
        path = tmp_path / "a.svg"
        path.write_bytes(drawing('width="8" height="8"', image))
        picture = decoder.decode(path)
        assert not picture.pixels.any()
        assert any("outside" in notice for notice in picture.notices)


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE svg [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>" + drawing("", "&b;"),
        b"<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>" + drawing("", "&a;"),
        drawing("", "<g>" * 5000 + "</g>" * 5000),
        drawing('width="0" height="5"', RED),
        drawing('width="1e300" height="5"', RED),
        b"<svg",
        gzip.compress(bytes(200 << 20)),
        gzip.compress(b"<svg " + bytes(200 << 20)),
    ],
    ids=["nested", "external", "deep", "flat", "endless", "cut", "zeros", "bomb"],
)
def test_a_hostile_drawing_is_one_sentence(decoder, data):
    with pytest.raises(UnreadableFile):
        decoder.decode(data)


def test_a_huge_drawing_asks_first(decoder):
    with pytest.raises(UnconfirmedSize):
        decoder.decode(drawing('width="20000" height="20000"', RED))


def test_the_plain_entities_of_old_programs_are_read(decoder):
    head = b'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE svg [<!ENTITY c "#0000ff">]>'
    body = drawing('width="4" height="4"', '<rect width="4" height="4" fill="&c;"/>')
    pixels = decoder.decode(head + body).pixels
    np.testing.assert_array_equal(pixels[2, 2], (0, 0, 255, 255))
