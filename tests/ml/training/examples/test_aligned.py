"""What belongs together is cut at one place and mirrored together."""

from __future__ import annotations

import numpy as np

from ml.training.examples.aligned import brought_to, jittered


def marked(rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """A picture whose red is its map times 20."""
    labels = (np.arange(rows)[:, None] // 4 + np.arange(columns)[None] // 5).astype(np.uint8) % 12
    picture = np.stack([labels * 20, labels, 255 - labels], axis=-1).astype(np.uint8)
    return picture, labels


def test_a_map_is_never_a_mixture() -> None:
    _, labels = marked(30, 41)
    small = brought_to(labels, (7, 9))
    assert small.shape == (7, 9)
    assert set(np.unique(small)) <= set(np.unique(labels))
    assert brought_to(labels, (30, 41)) is labels


def test_parts_are_cut_alike() -> None:
    picture, labels = marked(48, 64)
    seen = set()
    for seed in range(12):
        chance = np.random.default_rng(seed)
        # As large as it is: nothing is resized, so that pixels must agree exactly.
        cut, map_cut = jittered((picture, labels), (24, 32), chance, larger=2.0)
        assert cut.shape == (3, 24, 32)
        assert np.array_equal(cut[0], map_cut * 20)
        seen.add(map_cut.tobytes())
    assert len(seen) > 8


def test_half_are_mirrored() -> None:
    labels = np.tile(np.arange(8, dtype=np.uint8), (8, 1))
    found = [
        int(jittered((labels,), (8, 8), np.random.default_rng(seed), larger=1.0)[0][0, 0])
        for seed in range(40)
    ]
    assert set(found) == {0, 7}
    assert 8 < found.count(7) < 32
