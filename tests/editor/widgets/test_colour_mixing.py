"""Colours keep what a grey would forget, and every way of writing them is read back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.widgets.colour_mixing import colour_of, field, hex_of, hsv_of, hues, read_hex

SHARES = st.floats(0, 1, allow_nan=False)
BYTES = st.integers(0, 255)


@given(SHARES, SHARES, SHARES)
def test_hsv_and_back(red, green, blue) -> None:
    assert colour_of(hsv_of((red, green, blue))) == pytest.approx((red, green, blue), abs=1e-9)


@given(SHARES, SHARES, SHARES)
def test_greys_keep_the_hue_and_black_the_saturation(hue, saturation, grey) -> None:
    near = (hue, saturation, 0.5)
    assert hsv_of((grey, grey, grey), near)[0] == hue
    assert hsv_of((0.0, 0.0, 0.0), near)[:2] == (hue, saturation)


def test_red_stays_at_the_end_where_it_was() -> None:
    assert hsv_of((1.0, 0.0, 0.0), (1.0, 1.0, 1.0))[0] == 1.0
    assert hsv_of((1.0, 0.0, 0.0), (0.3, 1.0, 1.0))[0] == 0.0


@given(BYTES, BYTES, BYTES)
def test_hex_and_back(red, green, blue) -> None:
    colour = (red / 255, green / 255, blue / 255)
    assert read_hex(hex_of(colour)) == pytest.approx(colour)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#f80", (1.0, 0x88 / 255, 0.0)),
        (" FF8800 ", (1.0, 0x88 / 255, 0.0)),
        ("#ffff80000000", (1.0, 0x8000 / 65535, 0.0)),
    ],
)
def test_all_lengths_of_hex(text, colour) -> None:
    assert read_hex(text) == pytest.approx(colour)


@pytest.mark.parametrize("text", ["", "#", "red", "#12", "#1234567", "#ggg", "12345"])
def test_what_is_no_colour_is_refused(text) -> None:
    assert read_hex(text) is None


def test_the_field_has_white_the_hue_and_black_in_its_corners() -> None:
    picture = field(1 / 3, 20, 10)
    assert picture[0, 0].tolist() == [255, 255, 255, 255]
    assert picture[0, 19].tolist() == [0, 255, 0, 255]
    assert (picture[9, :, :3] == 0).all()
    strip = hues(7)
    assert strip[0, 0].tolist() == strip[0, 6].tolist() == [255, 0, 0, 255]
    assert np.array_equal(strip[0, 2], [0, 255, 0, 255])
