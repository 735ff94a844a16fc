"""A document saved and opened again is the same to the last bit; others see a fair picture."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from editor.colour.profiles import DISPLAY_P3
from editor.document.blending import BlendMode
from editor.document.composite import flatten
from editor.document.document import Document, Metadata
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.files.atomic import SaveOptions
from editor.files.native import load, losses_elsewhere, save
from editor.files.openraster import writer as writer_module
from editor.files.problems import SaveFailed, UnreadableFile
from ml.api.regions import Box


def noise(seed: int, height: int, width: int, depth: str) -> np.ndarray:
    top = int(np.iinfo(depth).max) + 1
    return np.random.default_rng(seed).integers(0, top, (height, width, 4)).astype(depth)


names = st.text(max_size=12) | st.sampled_from(["Ünï 🎨", 'a "quoted" <name> & more', "\udcff\x01"])
places = st.tuples(st.integers(-300, 300), st.integers(-300, 300))
masks = st.none() | st.tuples(st.integers(0, 99), places, st.booleans())


@st.composite
def layers(draw, depth: str) -> PixelLayer:
    seed, name = draw(st.integers(0, 99)), draw(names)
    height, width = draw(st.integers(0, 40)), draw(st.integers(0, 40))
    layer = PixelLayer.blank(name, depth)
    if height and width:
        left, top = draw(places)
        box = Box(left, top, left + width, top + height)
        layer.pixels.write(box, noise(seed, height, width, depth))
    layer.position = draw(places)
    layer.opacity = draw(st.floats(0, 1))
    layer.visible = draw(st.booleans())
    layer.blend = draw(st.sampled_from(BlendMode))
    mask = draw(masks)
    if mask is not None:
        seed, (left, top), is_blank = mask
        coverage = noise(seed, 30, 20, "uint8")[:, :, 0] * np.uint8(not is_blank)
        layer.mask = Mask.from_coverage(coverage, left, top)
    return layer


@st.composite
def documents(draw) -> Document:
    depth = draw(st.sampled_from(["uint8", "uint16"]))
    profile = draw(st.sampled_from([None, DISPLAY_P3]))
    document = Document(draw(st.integers(1, 300)), draw(st.integers(1, 300)), depth, profile)
    for _ in range(draw(st.integers(0, 4))):
        document.insert_layer(draw(layers(depth)))
    if document.layers:
        document.set_active(draw(st.sampled_from(document.layers)))
    if draw(st.booleans()):
        left, top = draw(places)
        document.selection = Mask.from_coverage(noise(1, 9, 9, "uint8")[:, :, 0], left, top)
    exif = b"II*\0\x08\0\0\0\0\0\0\0\0\0"
    document.metadata = draw(st.sampled_from([Metadata(), Metadata(exif, b"<x/>", (300.0, 240.5))]))
    document.name = draw(names)
    return document


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(document=documents())
def test_round_trip_is_exact(decoder, tmp_path, document):
    path = tmp_path / "a.ora"
    save(document, path, SaveOptions())
    read = load(path, decoder)
    assert read.digest() == document.digest()
    assert [layer.id for layer in read.layers] == [layer.id for layer in document.layers]
    assert read.profile == document.profile
    assert read.metadata == document.metadata
    assert read.name == document.name
    active = document.active.id if document.active else None
    assert (read.active.id if read.active else None) == active
    assert read.notices == ()
    # Saved over itself, with everything unchanged, it is the same file.
    before = path.read_bytes()
    save(read, path, SaveOptions())
    assert path.read_bytes() == before


def small_document() -> Document:
    document = Document(64, 48, "uint8", DISPLAY_P3)
    document.insert_layer(PixelLayer.from_pixels("Background", noise(1, 48, 64, "uint8")))
    top = PixelLayer.from_pixels("Removed", noise(2, 20, 20, "uint8"), (-5, 30))
    top.mask = Mask.from_coverage(np.full((10, 12), 200, np.uint8), 3, 4)
    top.opacity = 0.5
    top.blend = BlendMode.MULTIPLY
    document.insert_layer(top)
    return document


def test_layout_is_openraster(tmp_path):
    document = small_document()
    save(document, tmp_path / "a.ora")
    data = (tmp_path / "a.ora").read_bytes()
    assert data[30:38] == b"mimetype"
    assert data[38:54] == b"image/openraster"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        root = fromstring(archive.read("stack.xml"))
        assert (root.tag, root.get("w"), root.get("h")) == ("image", "64", "48")
        top, bottom = root.find("stack").findall("layer")
        assert top.get("name") == "Removed"
        assert (top.get("x"), top.get("y")) == ("-5", "30")
        assert top.get("composite-op") == "svg:multiply"
        assert top.get("opacity") == "0.5"
        assert bottom.get("name") == "Background"
        thumbnail = Image.open(io.BytesIO(archive.read("Thumbnails/thumbnail.png")))
        assert max(thumbnail.size) <= 256
        merged = Image.open(io.BytesIO(archive.read("mergedimage.png")))
        np.testing.assert_array_equal(np.asarray(merged), flatten(document))
        assert merged.info["icc_profile"] == DISPLAY_P3
        baked = np.asarray(Image.open(io.BytesIO(archive.read(top.get("src")))))
        assert baked.shape == (20, 20, 4)
        alpha = noise(2, 20, 20, "uint8")[:, :, 3].astype(int)
        assert baked[5, 5, 3] == round(alpha[5, 5] * 200 / 255)
        assert baked[0, 0, 3] == 0


def test_what_others_lose_is_said(tmp_path):
    document = small_document()
    assert len(save(document, tmp_path / "a.ora").losses) == 1
    document.selection = Mask.of_box(Box(0, 0, 5, 5))
    document.layers[0].blend = BlendMode.EXCLUSION
    losses = losses_elsewhere(document)
    assert len(losses) == 3
    assert "Exclusion" in losses[2]
    document.layers[0].blend = BlendMode.HUE
    assert "in its own way" in losses_elsewhere(document)[2]
    plain = Document(4, 4)
    plain.insert_layer(PixelLayer.from_pixels("a", noise(1, 4, 4, "uint8")))
    assert losses_elsewhere(plain) == ()
    plain.layers[0].blend = BlendMode.MULTIPLY
    assert losses_elsewhere(plain) == ()
    assert "8 bits" in losses_elsewhere(Document(4, 4, "uint16"))[0]


def test_unchanged_layers_are_not_compressed_again(tmp_path, monkeypatch):
    encoded = []
    real = writer_module.encode_png
    monkeypatch.setattr(
        writer_module, "encode_png", lambda picture, **k: encoded.append(1) or real(picture, **k)
    )
    document = small_document()
    path = tmp_path / "a.ora"
    save(document, path)
    # Two layers, one of them twice, its mask, the flat picture and the thumbnail.
    assert len(encoded) == 6
    encoded.clear()
    save(document, path)
    assert encoded == []
    document.layers[0].pixels.write(Box(0, 0, 1, 1), np.full((1, 1, 4), 9, np.uint8))
    save(document, path)
    # The layer that changed, the flat picture and the thumbnail.
    assert len(encoded) == 3


def test_a_lone_layer_is_compressed_once_and_serves_as_the_flat_picture(tmp_path, monkeypatch):
    encoded = []
    real = writer_module.encode_png
    monkeypatch.setattr(
        writer_module, "encode_png", lambda picture, **k: encoded.append(1) or real(picture, **k)
    )
    document = Document(64, 48)
    pixels = noise(1, 48, 64, "uint8")
    pixels[:, :, 3] |= 1
    document.insert_layer(PixelLayer.from_pixels("Background", pixels))
    save(document, tmp_path / "a.ora")
    # The layer and the thumbnail.
    assert len(encoded) == 2
    with zipfile.ZipFile(tmp_path / "a.ora") as archive:
        merged = np.asarray(Image.open(io.BytesIO(archive.read("mergedimage.png"))))
    np.testing.assert_array_equal(merged, pixels)
    document.layers[0].opacity = 0.5
    save(document, tmp_path / "a.ora")
    assert len(encoded) == 4


def test_opaque_layers_are_written_without_alpha(decoder, tmp_path):
    document = Document(8, 8)
    pixels = noise(1, 8, 8, "uint8")
    pixels[:, :, 3] = 255
    document.insert_layer(PixelLayer.from_pixels("Background", pixels))
    save(document, tmp_path / "a.ora")
    with zipfile.ZipFile(tmp_path / "a.ora") as archive:
        assert Image.open(io.BytesIO(archive.read("data/layer0000.png"))).mode == "RGB"
    assert load(tmp_path / "a.ora", decoder).digest() == document.digest()


def test_changed_bytes_in_the_old_file_are_not_copied(decoder, tmp_path):
    document = small_document()
    path = tmp_path / "a.ora"
    save(document, path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["data/layer0000.png"] = parts["data/layer0001.png"]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    save(document, path)
    assert load(path, decoder).digest() == document.digest()


def test_private_entries_are_ignored_where_another_program_changed_the_layers(decoder, tmp_path):
    path = tmp_path / "a.ora"
    save(small_document(), path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["stack.xml"] = parts["stack.xml"].replace(b'name="Removed"', b'name="Renamed"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    read = load(path, decoder)
    assert read.layers[1].name == "Renamed"
    assert read.layers[1].mask is None


@pytest.mark.parametrize(
    "change",
    [
        {"width": -4},
        {"width": 10**9},
        {"depth": "float"},
        {"layers": "none"},
        {"layers": [{}]},
        {"selection": {"member": "data/layer0000.png", "left": 0, "top": 1e99}},
        {"selection": {"member": "none", "left": 0, "top": 0}},
        {"format": 99},
        {"dpi": [0, 1]},
        {"active": 7},
    ],
)
def test_lies_in_our_own_facts_do_no_harm(decoder, tmp_path, change):
    path = tmp_path / "a.ora"
    save(small_document(), path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    facts = json.loads(parts["pentimento/document.json"]) | change
    parts["pentimento/document.json"] = json.dumps(facts).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    try:
        read = load(path, decoder)
    except UnreadableFile as refused:
        problem, count = refused.message, None
    else:
        problem, count = None, len(read.layers)
    # Refused with a sentence, or read as another program would: the layers are there.
    assert count == 2 if problem is None else problem.endswith(".")


def test_every_cut_of_a_file_is_a_sentence(decoder, tmp_path):
    path = tmp_path / "a.ora"
    save(small_document(), path)
    data = path.read_bytes()
    for share in range(1, 20):
        path.write_bytes(data[: len(data) * share // 20])
        with pytest.raises(UnreadableFile):
            load(path, decoder)


def test_flipped_bytes_are_noticed_or_harmless(decoder, tmp_path):
    path = tmp_path / "a.ora"
    document = small_document()
    save(document, path)
    data = path.read_bytes()
    random = np.random.default_rng(11)
    refused = []
    for at in random.integers(0, len(data), 40):
        broken = bytearray(data)
        broken[at] ^= 1 << int(random.integers(0, 8))
        path.write_bytes(broken)
        try:
            load(path, decoder)
        except UnreadableFile as problem:
            refused.append(problem.message)
    assert len(refused) > 5
    assert all(message.endswith(".") for message in refused)


def test_failed_save_keeps_the_old_document(decoder, tmp_path, monkeypatch):
    path = tmp_path / "a.ora"
    old = small_document()
    save(old, path)
    changed = small_document()
    changed.layers[0].pixels.write(Box(0, 0, 1, 1), np.full((1, 1, 4), 9, np.uint8))

    def full(fd: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("editor.files.atomic.os.write", full)
        with pytest.raises(SaveFailed, match="disk is full"):
            save(changed, path)
    assert load(path, decoder).digest() == old.digest()
    assert sorted(os.listdir(tmp_path)) == ["a.ora"]


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
@pytest.mark.parametrize(
    "name",
    [
        b"plain.ora",
        "\u7d75\u306e\u5199\u771f.ora".encode(),
        "emoji \U0001f3a8.ora".encode(),
        "nfc-\u00e9.ora".encode(),
        "nfd-e\u0301.ora".encode(),
        b"invalid-\xff\xfe.ora",
        b"new\nline.ora",
        b"z" * 251 + b".ora",
        b"~tilde~.ora",
        b" spaces .ora",
    ],
)
def test_any_file_name_is_saved_twice_and_opened(decoder, tmp_path, name):
    path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))
    document = small_document()
    document.name = path.name
    document.layers[0].name = path.name
    for _ in range(2):
        save(document, path)
    read = load(path, decoder)
    assert read.digest() == document.digest()
    assert read.name == path.name


def test_previous_version_can_be_opened(decoder, tmp_path):
    path = tmp_path / "a.ora"
    old = small_document()
    save(old, path)
    save(Document(3, 3), path)
    assert load(path.with_name("a.ora~"), decoder).digest() == old.digest()
