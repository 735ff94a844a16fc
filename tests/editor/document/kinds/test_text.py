"""Text: its fonts, its lines, its letters, and that it survives a machine without its font."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from PIL import ImageFont
from pydantic import ValidationError

from editor.document.kinds.registry import layer_record, read_layer
from editor.document.kinds.text import font_folders as folders_module
from editor.document.kinds.text.fonts import BUILT_IN, FontBook, system_fonts
from editor.document.kinds.text.layer import TextLayer
from editor.document.kinds.text.params import Align, TextParams
from editor.document.kinds.text.typesetting import box_of_text
from editor.document.record import decode, encode
from ml.api.regions import Box

NO_FONTS = FontBook(())


def draw(**values):
    return TextLayer.of(TextParams(**values), "uint8", NO_FONTS)


def ink(layer, box):
    return layer.render(box)[..., 3].astype(float).sum() / 255


def test_the_built_in_font_is_always_there() -> None:
    assert NO_FONTS.families() == (BUILT_IN,)
    assert NO_FONTS.face("No such font/Bold") == NO_FONTS.usual()
    assert not draw(text="A").bounds.is_empty


def test_fonts_are_found_by_family_and_style(tmp_path) -> None:
    source = next((f for f in _font_files() if f.suffix == ".ttf"), None)
    if source is None:
        pytest.skip("no font file on this machine")
    (tmp_path / "deep").mkdir()
    shutil.copy(source, tmp_path / "deep" / "some.ttf")
    (tmp_path / "broken.ttf").write_bytes(b"no font at all")
    (tmp_path / "readme.txt").write_text("no font")
    family, style = ImageFont.truetype(str(source), 12).getname()
    book = FontBook((tmp_path,))
    assert set(book.families()) == {BUILT_IN, family}
    assert book.styles(family) == (style,)
    assert book.has(f"{family}/{style}")
    assert book.face(f"{family}/No such style").style == style


def _font_files():
    found = [path for folder in folders_module.font_folders() for path in folder.rglob("*.ttf")]
    return sorted(found)


def test_the_colour_is_pure_where_the_text_is() -> None:
    layer = draw(text="Colour", colour="#3c5a78", size_px=40)
    pixels = layer.render(layer.bounds)
    assert (pixels[pixels[..., 3] > 0][:, :3] == [0x3C, 0x5A, 0x78]).all()
    assert pixels[..., 3].max() == 255


def test_sixteen_bit_text_covers_as_much() -> None:
    params = TextParams(text="Depth", size_px=40, colour="#112233")
    eight, sixteen = (TextLayer.of(params, depth, NO_FONTS) for depth in ("uint8", "uint16"))
    assert eight.bounds == sixteen.bounds
    wide = eight.render(eight.bounds).astype(np.uint16) * 257
    assert np.array_equal(sixteen.render(sixteen.bounds), wide)


def test_lines_lie_one_line_height_apart() -> None:
    one = draw(text="x", size_px=50, leading=200).bounds
    both = draw(text="x\nx", size_px=50, leading=200).bounds
    assert both.bottom - one.bottom == 100
    assert both.top == one.top


@pytest.mark.parametrize("align", Align, ids=lambda align: align.value)
def test_lines_meet_where_they_are_aligned(align) -> None:
    layer = draw(text="mmmmmmmm\nmm", size_px=40, align=align, leading=200)
    bounds = layer.bounds
    long = layer.render(Box(bounds.left, bounds.top, bounds.right, 70))[..., 3].any(axis=0)
    short = layer.render(Box(bounds.left, 70, bounds.right, bounds.bottom))[..., 3].any(axis=0)
    long_at, short_at = np.flatnonzero(long), np.flatnonzero(short)
    gaps = short_at[0] - long_at[0], long_at[-1] - short_at[-1]
    if align is Align.LEFT:
        assert abs(gaps[0]) <= 1
        assert gaps[1] > 50
        assert bounds.left >= 0
    elif align is Align.RIGHT:
        assert abs(gaps[1]) <= 1
        assert bounds.right <= 1
    else:
        assert abs(gaps[0] - gaps[1]) <= 2
        assert abs(bounds.left + bounds.right) <= 3


def test_tracking_adds_the_same_after_every_letter() -> None:
    plain, wide = draw(text="HHHHH", size_px=100), draw(text="HHHHH", size_px=100, tracking=200)
    assert wide.bounds.width - plain.bounds.width == pytest.approx(4 * 20, abs=2)
    close = draw(text="HHHHH", size_px=100, tracking=0.001)
    assert abs(close.bounds.width - plain.bounds.width) <= 1
    assert ink(close, close.bounds) == pytest.approx(ink(plain, plain.bounds), rel=0.02)


def test_text_without_letters_is_empty_and_no_error() -> None:
    for text in ("", "   ", "\n\n"):
        assert draw(text=text).bounds.is_empty
    assert box_of_text(TextParams(text=""), NO_FONTS).height > 0


def test_a_long_line_is_cut_before_memory_is() -> None:
    assert draw(text="W" * 3000, size_px=300).bounds.width <= 30_000


def test_the_name_follows_the_words_until_the_artist_gives_one() -> None:
    layer = draw(text="First words of a very long sentence")
    assert layer.name == "First words of a very l…"
    layer = layer.with_params(TextParams(text="Other"), NO_FONTS)
    assert layer.name == "Other"
    layer.name = "Title"
    assert layer.with_params(TextParams(text="More"), NO_FONTS).name == "Title"


def test_a_text_looks_the_same_where_its_font_is_missing() -> None:
    usual = system_fonts().usual()
    layer = TextLayer.of(TextParams(text="Same", font=usual.name, size_px=40))
    fields = layer_record(layer)
    stranger = read_layer(decode(encode(fields)))
    assert np.array_equal(stranger.render(layer.bounds), layer.render(layer.bounds))
    lost = TextParams(text="Same", font="Nobody Has This/Regular", size_px=40)
    assert not TextLayer.of(lost, "uint8", NO_FONTS).bounds.is_empty


@pytest.mark.parametrize("values", [{"size_px": 1}, {"size_px": 9000}, {"colour": "red"}])
def test_what_cannot_be_drawn_is_refused(values) -> None:
    with pytest.raises(ValidationError):
        TextParams(**values)
