"""The guided filter and what is made with it: edges follow the picture, insides stay whole."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ml.api.errors import Cancelled
from ml.api.progress import NoProgress
from ml.api.regions import Box
from ml.mattes.grabcut import Hints, grab
from ml.mattes.guided import apply, coefficients
from ml.mattes.refine import Finish, refined, shrunk


def scene(rows: int = 240, columns: int = 320) -> tuple[np.ndarray, np.ndarray]:
    """A noisy disc on a noisy ground, and where the disc is."""
    noise = np.random.default_rng(5).normal(0, 0.02, (rows, columns, 3)).astype(np.float32)
    y, x = np.mgrid[0:rows, 0:columns]
    disc = (x - columns * 0.45) ** 2 + (y - rows * 0.5) ** 2 < (rows * 0.3) ** 2
    picture = np.where(disc[..., None], np.float32((0.8, 0.3, 0.2)), np.float32((0.2, 0.4, 0.3)))
    return (picture + noise).clip(0, 1).astype(np.float32), disc


def rough_of(disc: np.ndarray, side: int = 32) -> np.ndarray:
    small = cv2.resize(disc.astype(np.float32), (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def error(matte: np.ndarray, disc: np.ndarray) -> float:
    return float(np.abs(matte - disc).mean())


def test_coefficients_are_least_squares_in_each_window() -> None:
    random = np.random.default_rng(1)
    guide = random.random((9, 11, 3), np.float32)
    matte = (guide @ np.float32((0.5, -0.2, 0.3)) + 0.25).astype(np.float32)
    factors = coefficients(guide, matte, 2, 1e-9)
    # A matte that is linear in the colours has the same factors everywhere.
    np.testing.assert_allclose(
        factors, np.broadcast_to((0.5, -0.2, 0.3, 0.25), (9, 11, 4)), atol=2e-3
    )
    np.testing.assert_allclose(apply(factors, guide, lambda: None), matte.clip(0, 1), atol=2e-3)


def test_a_flat_guide_only_smooths() -> None:
    guide = np.full((20, 20, 3), 0.5, np.float32)
    matte = np.zeros((20, 20), np.float32)
    matte[:, 10:] = 1
    made = apply(coefficients(guide, matte, 3, 1e-4), guide, lambda: None)
    assert 0.2 < made[10, 9] < 0.8
    assert made[10, 0] < 0.01
    assert made[10, 19] > 0.99


def test_strips_join_without_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, disc = scene()
    factors = coefficients(shrunk(picture, 64), shrunk_mask(disc, 64), 4, 1e-4)
    whole = apply(factors, picture, lambda: None)
    monkeypatch.setattr("ml.mattes.guided.STRIP_PX", 320 * 7)
    np.testing.assert_array_equal(apply(factors, picture, lambda: None), whole)


def shrunk_mask(disc: np.ndarray, side: int) -> np.ndarray:
    size = (side, side * disc.shape[0] // disc.shape[1])
    small = cv2.resize(disc.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def test_the_edge_of_a_small_matte_moves_onto_the_edge_that_is_seen() -> None:
    picture, disc = scene()
    rough = rough_of(disc)
    plain = cv2.resize(rough, (320, 240), interpolation=cv2.INTER_LINEAR)
    fine = refined(rough, picture, Finish(hard=0.5), NoProgress())
    assert fine.shape == disc.shape
    assert error(fine, disc) < 0.35 * error(plain, disc)
    assert error(fine, disc) < 0.008


def test_what_lies_deep_inside_or_far_outside_is_left_alone() -> None:
    picture, disc = scene()
    # A drawing inside the disc in the colours of the ground must not punch a hole.
    picture[110:130, 130:150] = (0.2, 0.4, 0.3)
    fine = refined(rough_of(disc, 64), picture, Finish(hard=0.5), NoProgress())
    assert fine[110:130, 130:150].min() == 1.0
    assert fine[:8].max() == 0.0


def test_a_stop_is_heard_between_strips() -> None:
    class Stopping(NoProgress):
        def check(self) -> None:
            raise Cancelled("Stopped.")

    picture, disc = scene()
    with pytest.raises(Cancelled):
        refined(rough_of(disc), picture, Finish(), Stopping())


@pytest.mark.parametrize("scale", [1, 4])
def test_colours_alone_find_a_disc_in_a_box_or_under_a_click(scale: int) -> None:
    picture, disc = scene(240 * scale, 320 * scale)
    box = Box(60 * scale, 30 * scale, 230 * scale, 210 * scale)
    for hints in (Hints(box=box), Hints(inside=[(144.0 * scale, 120.0 * scale)])):
        matte = grab(picture, hints)
        size = (matte.shape[1], matte.shape[0])
        shown = cv2.resize(disc.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
        assert max(matte.shape) <= 384
        assert ((matte > 0.5) == shown).mean() > 0.97


def test_a_place_that_does_not_belong_is_kept_out() -> None:
    picture, _ = scene()
    inside, outside = (144.0, 120.0), (20.0, 20.0)
    matte = grab(picture, Hints(inside=[inside], outside=[outside]))
    assert matte[120, 144] == 1
    assert matte[20, 20] == 0


def test_the_same_hints_give_the_same_matte() -> None:
    picture, _ = scene()
    hints = Hints(inside=[(150.0, 110.0)])
    np.testing.assert_array_equal(grab(picture, hints), grab(picture, hints))
