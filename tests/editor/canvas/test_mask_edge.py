"""The marching line runs exactly between the pixels inside and outside."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from editor.canvas.mask_edge_cracks import find_cracks


@given(st.integers(0, 2**32 - 1), st.integers(1, 24), st.integers(1, 24))
def test_every_border_is_found_once_and_no_other(seed: int, height: int, width: int) -> None:
    rng = np.random.default_rng(seed)
    coverage = rng.integers(0, 2, (height, width), dtype=np.uint8) * 255
    above = rng.integers(0, 2, width, dtype=np.uint8) * 255
    left = rng.integers(0, 2, height, dtype=np.uint8) * 255
    cracks = find_cracks(coverage, above, left)
    across = set(zip(*(part.tolist() for part in cracks.across), strict=True))
    down = set(zip(*(part.tolist() for part in cracks.down), strict=True))
    for y in range(height):
        for x in range(width):
            upper = above[x] if y == 0 else coverage[y - 1, x]
            beside = left[y] if x == 0 else coverage[y, x - 1]
            assert ((x, y) in across) == (coverage[y, x] != upper)
            assert ((x, y) in down) == (coverage[y, x] != beside)


def test_half_covered_counts_as_inside() -> None:
    cracks = find_cracks(np.array([[127, 128]], np.uint8), None, None)
    assert cracks.down[0].tolist() == [1]
    assert cracks.across[0].size == 0
