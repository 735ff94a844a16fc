"""The compiled loops give the pixels of the numpy ones."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from editor.document import engine, reference
from editor.document.blending import BlendMode
from editor.document.sheets import Dab, Ink, Sheet

WINDOW = (3, 60, 5, 51)
DEPTHS = pytest.mark.parametrize("depth", ["uint8", "uint16"])


@pytest.fixture(scope="module")
def compiled():
    engine.warm()
    yield engine.kernels()
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


@DEPTHS
def test_halving(compiled, depth) -> None:
    for shape in ((64, 64, 4), (64, 64)):
        child = pixels(1, depth, *shape)
        out = [np.full(shape, 7, depth) for _ in range(2)]
        compiled.halve(out[0], child, 32, 0)
        reference.halve(out[1], child, 32, 0)
        assert np.array_equal(out[0], out[1])
        assert (out[0][:32] == 7).all()


@DEPTHS
@pytest.mark.parametrize("mode", BlendMode, ids=lambda mode: mode.name)
def test_blending(compiled, depth, mode) -> None:
    sheets = [
        Sheet(pixels(2, depth, 64, 64, 4)),
        Sheet(pixels(3, depth, 64, 64, 4), pixels(4, "uint8", 64, 64), 0.6),
    ]
    if mode is BlendMode.NORMAL:
        planes = np.random.default_rng(0).random((4, 64, 64), dtype=np.float32)
        planes[3, :20] = 0
        sheets.append(Sheet(planes))
    shown = []
    for loops in (compiled, reference):
        stack = np.full((4, 64, 64), 0.5, np.float32)
        loops.load(stack, sheets[1], WINDOW)
        for sheet in sheets:
            loops.blend(stack, sheet, mode.code, WINDOW)
        out = np.zeros((64, 64, 4), depth)
        loops.show(stack, out, (0, 64, 0, 64))
        shown.append(out)
    assert_near(shown[0], shown[1])
    assert (shown[0][:3] == shown[0][0, 0]).all(), "outside the window"


@DEPTHS
def test_loading_and_showing_changes_no_pixel(compiled, depth) -> None:
    tile = pixels(5, depth, 64, 64, 4)
    for loops in (compiled, reference):
        stack, out = np.zeros((4, 64, 64), np.float32), np.zeros_like(tile)
        loops.load(stack, Sheet(tile), (0, 64, 0, 64))
        loops.show(stack, out, (0, 64, 0, 64))
        assert np.array_equal(out, tile)


@pytest.mark.parametrize("hardness", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("radius", [0.3, 7.0, 25.5])
def test_dabs(compiled, hardness, radius) -> None:
    covers = []
    for loops in (compiled, reference):
        coverage = np.full((64, 64), 300, np.uint16)
        loops.dab(coverage, Dab(30.25, 28.75, radius, hardness, 0.8), WINDOW)
        covers.append(coverage)
    assert_near(covers[0], covers[1])
    assert covers[0].max() > 300


@DEPTHS
@pytest.mark.parametrize("channels", [1, 4])
def test_painting(compiled, depth, channels) -> None:
    if channels == 1 and depth == "uint16":
        pytest.skip("masks have eight bits")
    shape = (64, 64) if channels == 1 else (64, 64, 4)
    before, coverage = pixels(6, depth, *shape), pixels(7, "uint16", 64, 64)
    coverage[:, ::3] = 0
    ink = Ink(0.2, 0.9, 0.4, 0.7, 0.8)
    for name in ("tint", "rub"):
        outs = []
        for loops in (compiled, reference):
            out = before.copy()
            getattr(loops, name)(out, before, coverage, ink, WINDOW)
            outs.append(out)
        assert_near(outs[0], outs[1])
        assert not np.array_equal(outs[0], before)
        assert np.array_equal(outs[0][:, ::3], before[:, ::3]), "uncovered pixels changed"
        assert np.array_equal(outs[0][60:], before[60:])


def test_the_compiler_is_not_loaded_before_it_is_asked_for() -> None:
    import subprocess

    code = (
        "import sys, editor.document.composite, editor.document.stroke, editor.document.replay,"
        " editor.document.mask_operations, editor.recovery.journal\n"
        "print([m for m in ('numba', 'cv2', 'torch', 'PySide6', 'pydantic') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert answer.stdout.strip() == "[]", answer.stderr
