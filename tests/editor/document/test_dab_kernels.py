"""The compiled loops of the brushes give the pixels of the numpy ones."""

from __future__ import annotations

import math

import numpy as np
import pytest

from editor.document import engine, reference
from editor.document.sheets import Dab, Ink, Overlay, Smear, Tone, Tones, Toning

WINDOW = (3, 60, 5, 51)
DEPTHS = pytest.mark.parametrize("depth", ["uint8", "uint16"])
KEEPS = pytest.mark.parametrize("keeps", [False, True])


@pytest.fixture(scope="module")
def both():
    engine.warm()
    yield engine.kernels(), reference
    engine.cool()


def pixels(seed, depth, *shape):
    random = np.random.default_rng(seed)
    values = random.integers(0, np.iinfo(depth).max + 1, shape, dtype=depth)
    if len(shape) == 3:
        values[random.random(shape[:2]) < 0.3, 3] = np.iinfo(depth).max
        values[random.random(shape[:2]) < 0.2, 3] = 0
    return values


def assert_near(one, other, steps=1):
    assert one.dtype == other.dtype
    assert np.abs(one.astype(np.int64) - other.astype(np.int64)).max() <= steps


def outs(both, name, before, *more):
    """What each of the two makes of a copy; the window alone may differ from `before`."""
    found = []
    for loops in both:
        out = before.copy()
        getattr(loops, name)(out, before, *more, WINDOW)
        rest = out.copy()
        rest[3:60, 5:51] = before[3:60, 5:51]
        assert np.array_equal(rest, before)
        found.append(out)
    assert_near(*found)
    return found[0]


@pytest.mark.parametrize("flow", [1.0, 0.15])
@pytest.mark.parametrize("roundness", [1.0, 0.3])
def test_dabs_of_any_form(both, flow, roundness) -> None:
    shape = Dab(30.25, 28.75, 19.0, 0.4, 0.8, flow, 0.7, roundness)
    tip = pixels(3, "uint8", 32, 32)
    grain = pixels(4, "uint8", 64, 64)
    for name, more in (("dab", ()), ("stamp", (tip, grain)), ("stamp", (tip, grain[:1, :1]))):
        covers = []
        for loops in both:
            coverage = np.full((64, 64), 300, np.uint16)
            for _ in range(3):
                getattr(loops, name)(coverage, *more, shape, WINDOW)
            covers.append(coverage)
        assert_near(covers[0], covers[1], steps=4)
        assert covers[0].max() > 10_000
        assert covers[0].min() == 300


def test_flow_builds_up_to_the_dab_and_never_beyond() -> None:
    slow, full = np.zeros((64, 64), np.uint16), np.zeros((64, 64), np.uint16)
    window = (0, 64, 0, 64)
    reference.dab(full, Dab(32, 32, 20, 0.2, 0.7), window)
    before = slow
    for _ in range(60):
        reference.dab(slow, Dab(32, 32, 20, 0.2, 0.7, flow=0.2), window)
        assert (slow >= before).all()
        assert (slow <= full).all()
        before = slow.copy()
    assert np.abs(slow.astype(int) - full.astype(int)).max() < 8


def test_a_flat_dab_lies_as_it_is_turned() -> None:
    coverage = np.zeros((64, 64), np.uint16)
    reference.dab(coverage, Dab(32, 32, 20, 1, 1, 1, math.pi / 2, 0.25), (0, 64, 0, 64))
    rows, cols = np.nonzero(coverage > 30_000)
    assert 38 <= np.ptp(rows) + 1 <= 41
    assert 9 <= np.ptp(cols) + 1 <= 11


@DEPTHS
@KEEPS
def test_ink_and_pictures_are_put_down_alike(both, depth, keeps) -> None:
    before, coverage = pixels(6, depth, 64, 64, 4), pixels(7, "uint16", 64, 64)
    coverage[:, ::3] = 0
    inked = outs(both, "tint", before, coverage, Ink(0.2, 0.9, 0.4, 0.7, 0.8, keeps_alpha=keeps))
    source = pixels(8, depth, 57, 46, 4)
    laid = outs(both, "lay", before, coverage, Overlay(source, 0.8, keeps))
    for out in (inked, laid):
        assert not np.array_equal(out, before)
        assert np.array_equal(out[:, ::3], before[:, ::3]), "uncovered pixels changed"
        if keeps:
            assert np.array_equal(out[..., 3], before[..., 3])
            clear = before[..., 3] == 0
            assert np.array_equal(out[clear], before[clear]), "a clear pixel changed"


def test_one_channel_goes_to_the_grey_of_the_ink(both) -> None:
    before = np.full((64, 64), 200, np.uint8)
    full = np.full((64, 64), 65535, np.uint16)
    assert outs(both, "tint", before, full, Ink(grey=0.2))[30, 30] == 51
    source = pixels(1, "uint8", 57, 46)
    assert np.array_equal(outs(both, "lay", before, full, Overlay(source))[3:60, 5:51], source)


@DEPTHS
@pytest.mark.parametrize("what", Toning)
@pytest.mark.parametrize("where", Tones)
def test_toning(both, depth, what, where) -> None:
    before, coverage = pixels(6, depth, 64, 64, 4), pixels(7, "uint16", 64, 64)
    out = outs(both, "tone", before, coverage, Tone(what, where, 0.9))
    assert np.array_equal(out[..., 3], before[..., 3])
    change = out[3:60, 5:51, :3].astype(int) - before[3:60, 5:51, :3]
    if what in (Toning.DODGE, Toning.BURN):
        sign = 1 if what is Toning.DODGE else -1
        assert (change * sign >= 0).all()
        assert (change * sign > 0).any()
    else:
        assert (change > 0).any()
        assert (change < 0).any()


def test_dodging_keeps_black_and_white_and_goes_where_it_is_told() -> None:
    ramp = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 4, axis=2)
    ramp = np.repeat(ramp, 8, axis=0)
    ramp[..., 3] = 255
    cover = np.full(ramp.shape[:2], 65535, np.uint16)
    gain = {}
    for where in Tones:
        out = ramp.copy()
        reference.tone(out, ramp, cover, Tone(Toning.DODGE, where, 1.0), (0, 8, 0, 256))
        line = out[0, :, 0].astype(int)
        assert line[0] == 0
        assert line[255] == 255
        assert (np.diff(line) >= 0).all()
        gain[where] = line - np.arange(256)
    peak = {where: int(values.argmax()) for where, values in gain.items()}
    assert peak[Tones.SHADOWS] < 100 < peak[Tones.MIDTONES] < 156 < peak[Tones.HIGHLIGHTS]


@DEPTHS
@KEEPS
@pytest.mark.parametrize("channels", [1, 4])
def test_smearing(both, depth, keeps, channels) -> None:
    if channels == 1 and depth == "uint16":
        pytest.skip("masks have eight bits")
    shape = (64, 64) if channels == 1 else (64, 64, 4)
    before, cover = pixels(6, depth, *shape), pixels(7, "uint16", 64, 64)
    cover[:, ::3] = 0
    found = []
    for loops in both:
        out, carry = before.copy(), pixels(9, depth, *shape).astype(np.float32)
        loops.smear(out, carry, cover, Smear((5, 50, 3, 40), 3, -3, 0.6, keeps))
        found.append(out)
    assert_near(*found, steps=2 if depth == "uint16" else 1)
    assert not np.array_equal(found[0], before)
    # Three columns to the left, so every third column is still the same.
    assert np.array_equal(found[0][:, ::3], before[:, ::3])
    assert np.array_equal(found[0][:8], before[:8])
    if keeps and channels == 4:
        assert np.array_equal(found[0][..., 3], before[..., 3])


@DEPTHS
def test_a_finger_on_one_colour_changes_nothing(both, depth) -> None:
    before = np.empty((64, 64, 4), depth)
    before[...] = pixels(1, depth, 4)
    before[..., 3] = np.iinfo(depth).max
    cover = np.full((64, 64), 65535, np.uint16)
    for loops in both:
        out, carry = before.copy(), before.astype(np.float32)
        for _ in range(20):
            loops.smear(out, carry, cover, Smear((0, 64, 0, 64), rate=0.8))
        assert_near(out, before)
