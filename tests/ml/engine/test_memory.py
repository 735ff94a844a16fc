"""The memory ladder: which rungs there are, and which errors make it climb down."""

from __future__ import annotations

import numpy as np
import pytest
from fake_catalog import CATALOG

from ml.engine.memory import (
    forget_peak,
    held_bytes,
    is_out_of_memory,
    is_poisoned,
    ladder,
    peak_bytes,
)

FAKE, HUNGRY, WHOLE = CATALOG[:3]


def test_on_a_graphics_card_the_cpu_is_the_last_rung() -> None:
    rungs = list(ladder(HUNGRY, "cuda:0", others_loaded=True))
    assert [rung.note.partition(": ")[2] for rung in rungs] == [
        "",
        "other models were unloaded.",
        "working in tiles of 1024 px.",
        "working in tiles of 512 px.",
        "working in tiles of 256 px.",
        "working at half precision.",
        "working on the CPU, which takes longer.",
    ]
    assert [rung.device for rung in rungs] == ["cuda:0"] * 6 + ["cpu"]
    assert not rungs[-1].half
    assert rungs[-1].tile_px == 256


def test_a_whole_picture_generator_on_the_cpu_has_one_rung() -> None:
    assert len(list(ladder(WHOLE, "cpu", others_loaded=False))) == 1


def test_half_precision_only_where_the_spec_allows_it() -> None:
    assert not any(rung.half for rung in ladder(FAKE, "cuda:0", others_loaded=False))


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB"),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"),
        RuntimeError("[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : Failed to allocate memory"),
        RuntimeError("std::bad_alloc"),
        RuntimeError("MPS backend out of memory"),
    ],
)
def test_every_library_says_it_in_its_own_words(error: Exception) -> None:
    assert is_out_of_memory(error)
    assert not is_poisoned(error)


def test_numpy_runs_out() -> None:
    with pytest.raises(MemoryError) as caught:
        np.empty(1 << 60, np.uint8)
    assert is_out_of_memory(caught.value)


@pytest.mark.parametrize(
    "words", ["CUDA error: an illegal memory access was encountered", "cuDNN error: INTERNAL"]
)
def test_a_broken_context_is_poison(words: str) -> None:
    assert is_poisoned(RuntimeError(words))
    assert not is_out_of_memory(RuntimeError(words))


def test_an_ordinary_error_is_neither() -> None:
    error = ValueError("operands could not be broadcast")
    assert not is_out_of_memory(error)
    assert not is_poisoned(error)


def test_this_process_holds_memory() -> None:
    assert held_bytes() > 1 << 20


def test_the_peak_is_what_was_held_since_it_was_forgotten() -> None:
    """512 MB are held for a moment: seen while they count, gone when measured anew."""
    forget_peak()
    before = peak_bytes()
    if before == 0:
        pytest.skip("the system does not tell")
    held = np.ones(64 << 20)
    del held
    assert peak_bytes() >= before + (400 << 20)
    forget_peak()
    assert peak_bytes() < before + (400 << 20)
