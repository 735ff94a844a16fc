"""OpenRaster files that other programs, or somebody with bad intent, have written."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.document.blending import BlendMode
from editor.files.native import load, save
from editor.files.problems import UnconfirmedSize, UnreadableFile
from ml.api.regions import Box


def noise(seed: int, height: int, width: int) -> np.ndarray:
    random = np.random.default_rng(seed)
    return random.integers(0, 256, (height, width, 4)).astype(np.uint8)


def write_foreign(path: Path, stack: str, **members: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "image/openraster", zipfile.ZIP_STORED)
        archive.writestr("stack.xml", stack)
        for name, data in members.items():
            archive.writestr(f"data/{name}.png", data)


def png(pixels: np.ndarray) -> bytes:
    written = io.BytesIO()
    Image.fromarray(pixels).save(written, "PNG")
    return written.getvalue()


def test_foreign_file_with_groups(decoder, tmp_path):
    path = tmp_path / "a.ora"
    stack = """<?xml version='1.0'?><image w="30" h="20" version="0.0.3"><stack>
      <layer name="top" src="data/a.png" x="4" y="-2" composite-op="svg:screen"/>
      <stack opacity="0.5" x="10" y="1"><layer name="in" src="data/b.png" opacity="0.5" x="1"/>
      <layer name="strange" src="data/b.png" composite-op="krita:unknown"/></stack>
      <text x="1"/></stack></image>"""
    a, b = noise(1, 8, 9), noise(2, 5, 6)[:, :, :3]
    write_foreign(path, stack, a=png(a), b=png(b))
    document = load(path, decoder)
    group, top = document.layers
    strange, inner = group.children
    assert (document.width, document.height) == (30, 20)
    assert (top.name, top.position, top.blend) == ("top", (4, -2), BlendMode.SCREEN)
    assert (group.opacity, group.passes_through) == (0.5, False)
    assert (inner.position, inner.opacity) == ((11, 1), 0.5)
    assert strange.blend is BlendMode.NORMAL
    np.testing.assert_array_equal(top.render(Box(4, -2, 13, 6)), a)
    np.testing.assert_array_equal(inner.render(Box(11, 1, 17, 6))[:, :, :3], b)
    assert inner.render(Box(11, 1, 17, 6))[:, :, 3].min() == 255
    assert len(document.notices) == 2


@pytest.mark.parametrize("word", ["krita:exclusion", "svg:exclusion"])
def test_exclusion_is_known_by_the_names_of_others(decoder, tmp_path, word):
    path = tmp_path / "a.ora"
    layer = f'<layer src="data/a.png" composite-op="{word}"/>'
    stack = f'<image w="9" h="8"><stack>{layer}</stack></image>'
    write_foreign(path, stack, a=png(noise(1, 8, 9)))
    document = load(path, decoder)
    assert document.layers[0].blend is BlendMode.EXCLUSION
    assert not document.notices
    save(document, tmp_path / "b.ora")
    with zipfile.ZipFile(tmp_path / "b.ora") as archive:
        assert b'composite-op="krita:exclusion"' in archive.read("stack.xml")
    assert load(tmp_path / "b.ora", decoder).layers[0].blend is BlendMode.EXCLUSION


@pytest.mark.parametrize(
    "stack",
    [
        "",
        "<image/>",
        "<nothing/>",
        '<image w="0" h="3"><stack/></image>',
        '<image w="99999999" h="3"><stack/></image>',
        '<image w="x" h="3"><stack/></image>',
        '<image w="3" h="3"><stack><layer src="data/none.png" x="nan"/></stack></image>',
        '<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><image w="3" h="3"><stack>&b;</stack></image>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd"><image w="3" h="3"><stack/></image>',
        '<image w="3" h="3">' + "<stack>" * 100 + "</stack>" * 100 + "</image>",
    ],
)
def test_bad_stack_is_a_sentence(decoder, tmp_path, stack):
    path = tmp_path / "a.ora"
    write_foreign(path, stack)
    with pytest.raises(UnreadableFile) as caught:
        load(path, decoder)
    assert caught.value.message.endswith(".")


def test_paths_out_of_the_file_lead_nowhere(decoder, tmp_path):
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(noise(1, 4, 4)))
    for src in ("../secret.png", str(secret), "data/../../secret.png"):
        stack = f'<image w="4" h="4"><stack><layer src="{src}"/></stack></image>'
        write_foreign(tmp_path / "a.ora", stack)
        try:
            assert load(tmp_path / "a.ora", decoder).layers == ()
        except UnreadableFile:
            continue
    assert sorted(os.listdir(tmp_path)) == ["a.ora", "secret.png"]


def test_zip_bomb_asks_first(decoder, tmp_path):
    path = tmp_path / "a.ora"
    stack = '<image w="4" h="4"><stack/></image>'
    write_foreign(path, stack, zeros=bytes(400 << 20))
    with pytest.raises(UnconfirmedSize):
        load(path, decoder)


def test_layers_that_grow_too_much_ask_first(decoder, tmp_path):
    path = tmp_path / "a.ora"
    flat = png(np.zeros((4000, 4000, 4), np.uint8))
    layers = "".join('<layer src="data/a.png"/>' for _ in range(6))
    write_foreign(path, f'<image w="4" h="4"><stack>{layers}</stack></image>', a=flat)
    with pytest.raises(UnconfirmedSize):
        load(path, decoder)
