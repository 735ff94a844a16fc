"""Places are found again: at home, turned and relit, never where nothing may be taken from."""

from __future__ import annotations

import numpy as np
import pytest
from reference_scenes import moved, scene, small_of, way_of

from ml.api.errors import Cancelled
from ml.api.progress import NoProgress
from ml.generators.reference_sr.looks import Reference, luminance
from ml.generators.reference_sr.resampling import resampled, shrunken
from ml.generators.reference_sr.search import CHUNK_PX, Wanted, search

PLACES = (np.arange(64) + 0.5) * 4


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    return scene()


def test_a_picture_against_itself_points_home(picture: np.ndarray) -> None:
    found = search(Wanted(luminance(small_of(picture)), 4), Reference(picture), NoProgress())
    across, down = np.meshgrid(PLACES, PLACES)
    inner = (slice(4, -4), slice(4, -4))
    gaps = np.hypot(found.places[..., 0] - across, found.places[..., 1] - down)[inner]
    assert np.median(gaps) < 0.1
    assert np.percentile(gaps, 95) < 0.5
    assert found.agreement[inner].mean() > 0.9


def test_it_is_found_turned_larger_and_in_another_light(picture: np.ndarray) -> None:
    size, how = (320, 330), {"turn_deg": 25.0, "scale": 1.3}
    relit = np.clip(0.8 * moved(picture, size, **how) + 0.05, 0, 1)
    found = search(Wanted(luminance(small_of(picture)), 4), Reference(relit), NoProgress())
    across, down = np.meshgrid(PLACES, PLACES)
    way = way_of(picture, size, **how)
    wanted = np.einsum("ij,jyx->iyx", way[:, :2], np.stack([across, down])) + way[:, 2, None, None]
    seen = ((wanted > 24) & (wanted < np.array(size[::-1])[:, None, None] - 24)).all(axis=0)
    gaps = np.hypot(found.places[..., 0] - wanted[0], found.places[..., 1] - wanted[1])[seen]
    assert seen.mean() > 0.5
    assert np.median(gaps) < 0.3
    assert np.percentile(gaps, 90) < 1.0


def test_nothing_agrees_on_what_is_not_there(picture: np.ndarray) -> None:
    other = scene(seed=9)
    found = search(Wanted(luminance(small_of(picture)), 4), Reference(other), NoProgress())
    assert found.agreement.mean() < 0.3
    assert np.percentile(found.agreement, 99) < 0.6


def test_forbidden_places_are_never_chosen(picture: np.ndarray) -> None:
    allowed = np.ones(picture.shape[:2], np.bool_)
    allowed[:, 128:] = False
    wanted = Wanted(luminance(small_of(picture)), 4)
    found = search(wanted, Reference(picture, allowed), NoProgress())
    sure = found.agreement > 0.5
    assert sure[:, :28].mean() > 0.7
    assert sure[:, 36:].mean() < 0.05
    assert found.places[..., 0][found.scores > 0].max() < 130


def test_the_same_seed_finds_the_same(picture: np.ndarray) -> None:
    low, reference = luminance(small_of(picture)), Reference(scene(200, 3))
    first = search(Wanted(low, 4, 1), reference, NoProgress())
    again = search(Wanted(low, 4, 1), reference, NoProgress())
    other = search(Wanted(low, 4, 2), reference, NoProgress())
    np.testing.assert_array_equal(first.places, again.places)
    assert not np.array_equal(first.places, other.places)


class Impatient(NoProgress):
    """Stops the job at a given question."""

    def __init__(self, questions: int) -> None:
        self.left = questions

    def part(self, start: float, end: float) -> Impatient:
        return self

    def check(self) -> None:
        self.set(0.0)

    def set(self, fraction: float, stage: str = "") -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled("Stopped.")


def test_a_cancel_is_asked_for_after_bounded_work() -> None:
    """Every band of places asks: a picture of many bands asks that much more often."""
    reference = Reference(scene(64))
    asked = []
    for bands in (1, 3):
        low = np.random.default_rng(0).random((100, bands * CHUNK_PX // 100), np.float32)
        counter = Impatient(10**6)
        search(Wanted(low, 2), reference, counter)
        asked.append(10**6 - counter.left)
        with pytest.raises(Cancelled):
            search(Wanted(low, 2), reference, Impatient(asked[-1] // 2))
    assert asked[1] > asked[0] + 2 * 4


def test_shrinking_has_the_published_taps() -> None:
    spike = np.zeros((1, 64), np.float32)
    spike[0, 33] = 1.0
    row = resampled(np.repeat(spike, 64, axis=0), (16, 16), 4.0, 4.0)[8]
    # Half a pixel from its own sample, three and a half and four and a half from the next two.
    np.testing.assert_allclose(row[7:10], [0.022705, 0.240967, -0.011963], atol=1e-6)
    flat = shrunken(np.full((16, 16, 3), 0.3, np.float32), 4)
    np.testing.assert_allclose(flat, 0.3, atol=1e-6)
