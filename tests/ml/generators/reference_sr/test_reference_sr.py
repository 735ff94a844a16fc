"""Detail comes where a reference shows the same thing; the rest is exactly the plain way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from reference_scenes import bundled, moved, scene, small_of

from editor.canvas.swap_map import NoSwapMap, SwapMap
from ml.api.errors import BadInput, Cancelled
from ml.api.generator import Inputs, Outputs
from ml.api.progress import NoProgress
from ml.generators.reference_sr.generator import ReferenceSr
from ml.generators.reference_sr.plain import Plain
from ml.generators.reference_sr.resampling import shrunken
from ml.generators.reference_sr.spec import ReferenceSrParams


class Stages(NoProgress):
    """Writes down what is going on, and stops at a phrase."""

    def __init__(self, stop_at: str = "nowhere") -> None:
        self.seen: list[str] = []
        self.stop_at = stop_at

    def part(self, start: float, end: float) -> Stages:
        return self

    def set(self, fraction: float, stage: str = "") -> None:
        self.seen.append(stage)
        if self.stop_at in stage:
            raise Cancelled("Stopped.")


@pytest.fixture(scope="module")
def generator() -> ReferenceSr:
    made = ReferenceSr()
    made.load(bundled())
    return made


@pytest.fixture(scope="module")
def plain() -> Plain:
    made = Plain()
    made.load(bundled())
    return made


@pytest.fixture(scope="module")
def truth() -> np.ndarray:
    return scene()


def run(
    generator: ReferenceSr, image: np.ndarray, *references: np.ndarray, **more: object
) -> Outputs:
    settings = {k: more.pop(k) for k in ("factor", "boldness", "search_seed") if k in more}
    arrays = {"image": (image,), "reference": references, **{k: (v,) for k, v in more.items()}}
    return generator.run(Inputs(arrays), ReferenceSrParams(**settings), NoProgress())


def left_half(truth: np.ndarray) -> np.ndarray:
    """A little turned, larger and darker."""
    return 0.9 * moved(truth[:, :128], (280, 150), turn_deg=4.0, scale=1.06)


def error(truth: np.ndarray, made: np.ndarray) -> float:
    return float(((truth - made) ** 2).mean())


def test_half_of_it_becomes_truer_and_the_rest_stays_as_it_was(
    generator: ReferenceSr, plain: Plain, truth: np.ndarray
) -> None:
    small = small_of(truth)
    base = plain.enlarged(small, 4.0)
    outputs = run(generator, small, left_half(truth))
    made = outputs.image
    left, right = (slice(None), slice(0, 104)), (slice(None), slice(176, 256))
    assert error(truth[left], made[left]) < 0.4 * error(truth[left], base[left])
    np.testing.assert_array_equal(made[right], base[right])
    again = shrunken(made, 4)
    assert np.abs(again - small)[:, :26].mean() < 0.5 / 255
    assert outputs.info["references_by_use"].startswith("1 (")
    swapped = SwapMap.from_text(str(outputs.info["swap_map"]))
    place = swapped.place_of((32, 12))
    assert place is not None
    assert place.reference == 1
    assert abs(place.down - 0.5) < 0.1
    assert swapped.place_of((32, 56)) is None


@pytest.mark.parametrize("kind", ["flat", "other"])
def test_what_does_not_help_does_no_harm(
    generator: ReferenceSr, plain: Plain, truth: np.ndarray, kind: str
) -> None:
    reference = scene(seed=9) if kind == "other" else np.full((90, 120, 3), 0.5, np.float32)
    small = small_of(truth)
    base = plain.enlarged(small, 4.0)
    made = run(generator, small, reference).image
    if kind == "flat":
        np.testing.assert_array_equal(made, base)
    assert error(truth, made) < 1.01 * error(truth, base)


def test_parts_give_what_the_whole_gives(truth: np.ndarray, generator: ReferenceSr) -> None:
    small = small_of(truth)
    in_parts = ReferenceSr()
    in_parts.load(replace(bundled(), tile_px=24))
    whole = run(generator, small, left_half(truth)).image
    parts = run(in_parts, small, left_half(truth)).image
    assert np.abs(whole - parts).max() < 1.0 / 255
    assert np.abs(whole - parts).mean() < 0.05 / 255


def test_nothing_is_added_beyond_the_mask(
    generator: ReferenceSr, plain: Plain, truth: np.ndarray
) -> None:
    small = small_of(truth)
    base = plain.enlarged(small, 4.0)
    within = np.zeros(small.shape[:2], np.bool_)
    within[20:40, 6:20] = True
    made = run(generator, small, left_half(truth), within=within).image
    outside = ~within.repeat(4, 0).repeat(4, 1)
    np.testing.assert_array_equal(made[outside], base[outside])
    assert error(truth[~outside], made[~outside]) < 0.6 * error(truth[~outside], base[~outside])


def test_the_reference_that_helps_is_named_first(generator: ReferenceSr, truth: np.ndarray) -> None:
    outputs = run(generator, small_of(truth), scene(140, seed=9), left_half(truth))
    assert str(outputs.info["references_by_use"]).startswith("2 (")
    swapped = SwapMap.from_text(str(outputs.info["swap_map"]))
    assert (swapped.reference == 2).mean() > 0.3
    assert (swapped.reference == 1).mean() < 0.01


def test_transparent_and_masked_parts_are_not_taken_from(
    generator: ReferenceSr, plain: Plain, truth: np.ndarray
) -> None:
    small, reference = small_of(truth), left_half(truth)
    base = plain.enlarged(small, 4.0)
    mask = np.ones((*reference.shape[:2], 1), np.float32)
    mask[:140] = 0.0
    clear = np.dstack([reference, mask])
    for made in (
        run(generator, small, clear).image,
        run(generator, small, reference, reference_mask=mask).image,
    ):
        changed = np.abs(made - base)[:100]
        assert changed.max() < 0.01
        assert (changed > 0).mean() < 0.01
        lower = (slice(160, 256), slice(0, 104))
        assert error(truth[lower], made[lower]) < 0.6 * error(truth[lower], base[lower])


def test_alpha_grey_and_any_factor(generator: ReferenceSr, plain: Plain) -> None:
    truth = scene(144)
    small = small_of(truth)
    alpha = np.ones((36, 36, 1), np.float32)
    alpha[:10] = 0.0
    with_alpha = np.dstack([small, alpha])
    made = run(generator, with_alpha, truth[..., :1], factor=3.0).image
    assert made.shape == (108, 108, 4)
    base = plain.enlarged(with_alpha, 3.0)
    np.testing.assert_array_equal(made[..., 3], base[..., 3])
    assert np.abs(made - base)[40:].max() > 0.02


def test_bad_references_are_refused_in_words(generator: ReferenceSr) -> None:
    small = small_of(scene(96))
    good = scene(64)
    cases = {
        "too small to find anything in": run_of(generator, small, good[:20]),
        "Nothing of reference 1": run_of(generator, small, np.dstack([good, 0 * good[..., :1]])),
        "are too many": run_of(generator, small, *[good] * 9),
        "must have the same size": run_of(generator, small, good, reference_mask=good[:30, :, :1]),
        "megapixels": run_of(generator, small, np.broadcast_to(good[:1, :1], (20000, 20000, 3))),
    }
    for words, attempt in cases.items():
        with pytest.raises(BadInput, match=words) as caught:
            attempt()
        assert caught.value.message.endswith(".")


def run_of(
    generator: ReferenceSr, *pictures: np.ndarray, **more: np.ndarray
) -> Callable[[], Outputs]:
    return lambda: run(generator, *pictures, **more)


def test_stages_are_said_and_each_can_be_stopped(generator: ReferenceSr) -> None:
    truth = scene(96)
    inputs = Inputs({"image": (small_of(truth),), "reference": (truth, truth)})
    told = Stages()
    generator.run(inputs, ReferenceSrParams(), told)
    phrases = ("comparing with reference 1 of 2", "comparing with reference 2 of 2", "part 1 of 1")
    for phrase in phrases:
        assert any(phrase in stage for stage in told.seen)
        with pytest.raises(Cancelled):
            generator.run(inputs, ReferenceSrParams(), Stages(phrase))


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"rows": 2, "columns": 2, "cells": "AAAA"}'])
def test_a_damaged_map_is_no_map(text: str) -> None:
    with pytest.raises(NoSwapMap):
        SwapMap.from_text(text)
