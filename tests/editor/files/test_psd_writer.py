"""PSD as written by us, read back by psd-tools, which knows nothing of us."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from psd_tools import PSDImage
from psd_tools.constants import BlendMode as TheirBlend

from editor.document.blending import BlendMode
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.layers import ColourLabel, GroupLayer, Locks, PixelLayer
from editor.document.mask import Mask
from editor.files.export import Export
from editor.files.psd.writer import TooLargeForPsd, encode_psd
from editor.files.raster import Picture
from editor.files.writer import ExportOptions

RNG = np.random.default_rng(11)


def noise(height: int, width: int, depth: str = "uint8", channels: int = 4) -> np.ndarray:
    top = int(np.iinfo(depth).max) + 1
    return RNG.integers(0, top, (height, width, channels)).astype(depth)


def channels_of(layer) -> dict[int, np.ndarray]:
    """The stored numbers, without psd-tools' way through floating point."""
    document = layer._psd
    found = {}
    for info, channel in zip(layer._record.channel_info, layer._channels, strict=True):
        width, height = layer.width, layer.height
        if info.id == -2:
            width, height = layer.mask.width, layer.mask.height
        data = channel.get_data(width, height, document.depth, document.version)
        form = ">u2" if document.depth == 16 else "u1"
        found[int(info.id)] = np.frombuffer(data, form).reshape(height, width)
    return found


@pytest.fixture
def layered() -> Document:
    document = Document(40, 30)
    document.insert_layer(PixelLayer.from_pixels("Grün 日本 😀", noise(30, 40, channels=3)))
    above = PixelLayer.from_pixels("Oben", noise(10, 12), position=(-3, 25))
    above.blend, above.opacity, above.visible = BlendMode.LINEAR_LIGHT, 0.4, False
    above.clips, above.label = True, ColourLabel.GREEN
    above.locks = Locks(alpha=True, position=True)
    above.mask = Mask.from_coverage(noise(6, 7)[:, :, 0] | 1, 2, 3)
    above.mask_enabled = False
    inner = PixelLayer.from_pixels("Innen", noise(5, 5), position=(4, 4))
    group = GroupLayer("Gruppe", (inner, GroupLayer("Leer")))
    group.passes_through, group.blend, group.is_open = False, BlendMode.SCREEN, False
    document.insert_layer(above)
    document.insert_layer(group)
    return document


def read(document: Document, path) -> PSDImage:
    Export(document).write(path, ExportOptions(), keep_layers=True)
    return PSDImage.open(path)


def test_layers_keep_names_places_and_looks(layered, tmp_path):
    psd = read(layered, tmp_path / "a.psd")
    bottom, above, group = list(psd)
    assert [bottom.name, above.name, group.name] == ["Grün 日本 😀", "Oben", "Gruppe"]
    assert (above.left, above.top, above.width, above.height) == (-3, 25, 12, 10)
    assert above.blend_mode is TheirBlend.LINEAR_LIGHT
    assert (above.opacity, above.visible, above.clipping) == (102, False, True)
    assert (above.sheet_color.name, above.mask.disabled) == ("GREEN", True)
    assert (above.locks.transparency, above.locks.composite, above.locks.position) == (1, 0, 1)
    assert group.blend_mode is TheirBlend.SCREEN
    assert [child.name for child in group] == ["Innen", "Leer"]
    assert [child.is_group() for child in group] == [False, True]


def test_pixels_and_masks_are_the_same_to_the_last_bit(layered, tmp_path):
    psd = read(layered, tmp_path / "a.psd")
    for ours, theirs in zip(layered.layers[:2], list(psd)[:2], strict=True):
        stored = channels_of(theirs)
        expected = ours.render(ours.bounds)
        for number, at in ((0, 0), (1, 1), (2, 2), (-1, 3)):
            np.testing.assert_array_equal(stored[number], expected[:, :, at])
    mask = layered.layers[1].mask
    assert (theirs.mask.left, theirs.mask.top) == (-3 + 2, 25 + 3)
    assert theirs.mask.background_color == 0
    np.testing.assert_array_equal(stored[-2], mask.coverage(mask.bounds))


def test_sixteen_bits_stay_sixteen(tmp_path):
    document = Document(9, 7, "uint16")
    pixels = noise(7, 9, "uint16")
    document.insert_layer(PixelLayer.from_pixels("Tief", pixels))
    psd = read(document, tmp_path / "a.psd")
    assert psd.depth == 16
    stored = channels_of(psd[0])
    np.testing.assert_array_equal(stored[2], pixels[:, :, 2])
    np.testing.assert_array_equal(stored[-1], pixels[:, :, 3])


def test_programs_without_layers_see_the_flat_picture(layered, tmp_path):
    path = tmp_path / "a.psd"
    Export(layered).write(path, ExportOptions(), keep_layers=True)
    with Image.open(path) as image:
        shown = np.asarray(image.convert("RGB"))
    np.testing.assert_array_equal(shown, flatten(layered)[:, :, :3])


def test_a_flat_picture_with_transparency_is_one_layer(tmp_path):
    pixels = noise(6, 8)
    psd = PSDImage.open(io.BytesIO(encode_psd(Picture(pixels))))
    np.testing.assert_array_equal(channels_of(psd[0])[-1], pixels[:, :, 3])
    assert len(list(PSDImage.open(io.BytesIO(encode_psd(Picture(pixels[:, :, :3].copy())))))) == 0


def test_metadata_travels(tmp_path):
    profile = b"\0" * 36 + b"acsp" + b"\0" * 201
    picture = Picture(
        noise(4, 4, channels=3), profile, b"II*\0" + b"x" * 9, b"<x:xmpmeta/>", (300.0, 72.0)
    )
    psd = PSDImage.open(io.BytesIO(encode_psd(picture)))
    resources = psd.image_resources
    assert resources.get_data(1039) == profile
    assert resources.get_data(1058) == picture.exif
    assert resources.get_data(1060) == picture.xmp
    assert resources.get_data(1005).horizontal == 300 * 65536


def test_what_psd_cannot_hold_is_said():
    long = np.zeros((1, 30_001, 3), np.uint8)
    with pytest.raises(TooLargeForPsd):
        encode_psd(Picture(long))


@pytest.mark.parametrize("mode", list(BlendMode))
def test_every_blend_mode_has_a_word(mode, tmp_path):
    document = Document(2, 2)
    layer = PixelLayer.from_pixels("a", noise(2, 2))
    layer.blend = mode
    document.insert_layer(layer)
    assert read(document, tmp_path / "a.psd")[0].blend_mode.name == mode.name
