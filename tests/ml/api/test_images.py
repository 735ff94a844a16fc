"""Depths go up and down without losing a value."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ml.api import images
from ml.api.images import inside, to_depth, to_float


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_every_value_survives_the_round_trip(depth: str) -> None:
    every = np.arange(np.iinfo(depth).max + 1, dtype=depth).reshape(16, -1)
    floats = to_float(every)
    assert floats.dtype == np.float32
    assert (floats.min(), floats.max()) == (0.0, 1.0)
    np.testing.assert_array_equal(to_depth(floats, depth), every)


@settings(deadline=None)
@given(
    pixels=arrays.arrays(
        np.float32,
        st.tuples(st.integers(1, 40), st.integers(1, 9)),
        elements=st.floats(-2, 3, width=32),
    )
)
def test_chunks_make_no_difference(pixels: np.ndarray) -> None:
    whole = np.rint(np.clip(pixels, 0, 1) * np.float32(65535)).astype(np.uint16)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(images, "CHUNK_VALUES", 16)
        np.testing.assert_array_equal(to_depth(pixels, "uint16"), whole)
    np.testing.assert_array_equal(to_depth(pixels, "uint16"), whole)


def test_float_stays_what_it_is() -> None:
    pixels = np.array([[-1.0, 2.0]], np.float32)
    assert to_depth(pixels, "float32") is pixels
    assert to_float(pixels) is pixels


@pytest.mark.parametrize(
    ("mask", "painted"),
    [
        (np.array([0, 127, 128, 255], np.uint8), [False, False, True, True]),
        (np.array([0, 32767, 32768, 65535], np.uint16), [False, False, True, True]),
        (np.array([0.0, 0.49, 0.5, 1.0], np.float32), [False, False, True, True]),
        (np.array([False, True]), [False, True]),
    ],
)
def test_half_of_the_range_is_inside(mask: np.ndarray, painted: list[bool]) -> None:
    assert inside(mask).tolist() == painted
