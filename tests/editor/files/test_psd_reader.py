"""PSD files in: every layer as it was, and an honest word where it looks different."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageCms
from psd_tools import PSDImage
from psd_tools.constants import BlendMode as TheirBlend

from editor.document.adjustments.catalog import find
from editor.document.blending import BlendMode
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.layers import ColourLabel, GroupLayer, Locks, PixelLayer
from editor.document.mask import Mask
from editor.files.export import Export
from editor.files.open import open_file
from editor.files.problems import UnconfirmedSize, UnreadableFile
from editor.files.psd.adjustments import said_of
from editor.files.psd.checks import DIFFERENT
from editor.files.psd.sheets import PsdSheet
from editor.files.psd.writer import encode_psd
from editor.files.raster import Picture
from editor.files.writer import ExportOptions
from ml.api.regions import Box

RNG = np.random.default_rng(12)


def noise(height: int, width: int, depth: str = "uint8", channels: int = 4) -> np.ndarray:
    top = int(np.iinfo(depth).max) + 1
    return RNG.integers(0, top, (height, width, channels)).astype(depth)


def tree(depth: str) -> Document:
    document = Document(60, 50, depth)
    document.insert_layer(PixelLayer.from_pixels("Grund", noise(50, 60, depth, 3)))
    above = PixelLayer.from_pixels("Ω clipped", noise(20, 22, depth), position=(-4, 35))
    above.blend, above.opacity, above.clips = BlendMode.SOFT_LIGHT, 102 / 255, True
    above.label, above.locks = ColourLabel.VIOLET, Locks(pixels=True)
    above.mask = Mask.from_coverage(noise(9, 9)[:, :, 0] | 1, 1, 2)
    inner = PixelLayer.from_pixels("Innen", noise(30, 30, depth), position=(10, 10))
    hidden = PixelLayer.from_pixels("Hidden", noise(30, 30, depth))
    hidden.visible = False
    group = GroupLayer("Gruppe", (inner, hidden), depth=depth)
    group.passes_through, group.blend, group.opacity = False, BlendMode.DIVIDE, 51 / 255
    group.mask = Mask.from_coverage(noise(25, 25)[:, :, 0] | 1, 12, 12)
    group.mask_enabled = False
    through = GroupLayer("Durch", (PixelLayer.from_pixels("x", noise(5, 5, depth)),), depth=depth)
    for layer in (above, group, through):
        document.insert_layer(layer)
    return document


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_what_we_write_comes_back_the_same(decoder, tmp_path, depth):
    document, path = tree(depth), tmp_path / "a.psd"
    Export(document).write(path, ExportOptions(), keep_layers=True)
    read = open_file(path, decoder).document
    np.testing.assert_array_equal(flatten(read), flatten(document))
    for ours, theirs in zip(document.walk(), read.walk(), strict=True):
        for fact in ("kind", "name", "visible", "blend", "clips", "locks", "label", "mask_enabled"):
            assert getattr(theirs, fact) == getattr(ours, fact), fact
        assert theirs.opacity == pytest.approx(ours.opacity, abs=1e-6)
        assert theirs.bounds == ours.bounds
        assert (theirs.mask is None) == (ours.mask is None)
    assert [layer.passes_through for layer in read.layers[2:]] == [False, True]
    assert read.notices == ()


def test_a_file_of_psd_tools_opens_with_its_layers(decoder, tmp_path):
    psd = PSDImage.new("RGB", (20, 16), depth=8)
    pixels = noise(16, 20, channels=3)
    psd.create_pixel_layer_from_array(pixels, name="a", blend_mode=TheirBlend.NORMAL)
    psd.save(tmp_path / "a.psd")
    document = open_file(tmp_path / "a.psd", decoder, flat=False).document
    shown = document.layers[0].render(Box(0, 0, 20, 16))
    np.testing.assert_array_equal(shown[:, :, :3], pixels)


def test_a_picture_that_looks_different_says_so_and_opens_flat(decoder, tmp_path):
    shown = Picture(np.full((40, 40, 3), 200, np.uint8))
    sheet = PsdSheet("Dark", Box(0, 0, 40, 40), np.full((40, 40, 4), (9, 9, 9, 255), np.uint8))
    path = tmp_path / "a.psd"
    path.write_bytes(encode_psd(shown, (sheet,)))
    opened = open_file(path, decoder)
    assert opened.is_different
    assert DIFFERENT in opened.document.notices
    flat = open_file(path, decoder, flat=True)
    assert not flat.is_different
    assert (flatten(flat.document)[:, :, :3] == 200).all()


def test_a_mask_that_is_full_beside_its_pixels_hides_nothing_there(decoder, tmp_path):
    psd = PSDImage.new("RGB", (30, 30), depth=8)
    layer = psd.create_pixel_layer_from_array(noise(30, 30, channels=3), name="a")
    layer.create_mask(Image.fromarray(np.zeros((5, 5), np.uint8)), top=3, left=4)
    layer._record.mask_data.background_color = 255
    psd.save(tmp_path / "a.psd")
    mask = open_file(tmp_path / "a.psd", decoder).document.layers[0].mask
    coverage = mask.coverage(Box(0, 0, 30, 30))
    assert (coverage[3:8, 4:9] == 0).all()
    assert (coverage == 255).sum() == 900 - 25


def test_cmyk_follows_its_profile(decoder, tmp_path):
    psd = PSDImage.new("CMYK", (8, 8), depth=8)
    psd.create_pixel_layer_from_array(np.full((8, 8, 4), 255, np.uint8), name="paper")
    psd.save(tmp_path / "a.psd")
    document = open_file(tmp_path / "a.psd", decoder).document
    assert any("CMYK" in notice for notice in document.notices)
    assert document.profile is None


def test_a_flat_lab_picture_is_right(decoder, tmp_path):
    lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    colours = Image.new("RGB", (4, 4), (200, 60, 40))
    planes = np.asarray(ImageCms.applyTransform(colours, lab)).astype(np.uint8)
    planes[:, :, 1:] ^= 128
    head = b"8BPS\0\1" + bytes(6) + b"\0\3" + (4).to_bytes(4) * 2 + b"\0\x08\0\x09" + bytes(12)
    body = b"\0\0" + np.moveaxis(planes, 2, 0).tobytes()
    (tmp_path / "a.psd").write_bytes(head + body)
    shown = flatten(open_file(tmp_path / "a.psd", decoder).document)[0, 0, :3].astype(int)
    assert np.abs(shown - (200, 60, 40)).max() <= 4


def test_a_tiny_file_that_claims_a_huge_picture_asks_first(decoder, tmp_path):
    head = b"8BPS\0\1" + bytes(6) + b"\0\3" + (29_000).to_bytes(4) * 2 + b"\0\x08\0\3"
    (tmp_path / "a.psd").write_bytes(head + bytes(200))
    with pytest.raises(UnconfirmedSize):
        open_file(tmp_path / "a.psd", decoder)


@pytest.mark.parametrize("cut", [4, 20, 26, 40, 200, 1500])
def test_a_cut_file_is_one_sentence(decoder, tmp_path, cut):
    Export(tree("uint8")).write(tmp_path / "a.psd", ExportOptions(), keep_layers=True)
    (tmp_path / "b.psd").write_bytes((tmp_path / "a.psd").read_bytes()[:cut])
    with pytest.raises(UnreadableFile) as caught:
        open_file(tmp_path / "b.psd", decoder)
    assert "b.psd" in caught.value.message


def test_adjustments_are_said_in_our_words():
    record = SimpleNamespace(
        input_floor=10, input_ceiling=240, output_floor=5, output_ceiling=250, gamma=150
    )
    kind, params = said_of(SimpleNamespace(kind="levels", data=[record]), "RGB")
    checked = find(kind).params.model_validate(params)
    assert (checked.master_black, checked.master_gamma, checked.master_high) == (10, 1.5, 250)
    item = SimpleNamespace(channel_id=0, points=[(0, 0), (200, 128), (255, 255)])
    curves = SimpleNamespace(kind="curves", extra=[item], data=SimpleNamespace(is_map=False))
    kind, params = said_of(curves, "RGB")
    points = find(kind).params.model_validate(params).master.split(", ")
    assert len(points) == 16
    assert any(point.startswith("0.502 0.784") for point in points)
    assert said_of(SimpleNamespace(kind="colorlookup"), "RGB") is None
    assert said_of(curves, "CMYK") is None
    grey = SimpleNamespace(kind="levels", data=[record, record])
    assert not any(name.startswith("red") for name in said_of(grey, "GRAYSCALE")[1])
