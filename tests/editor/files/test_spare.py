"""The decoder that waits: at most one, only where it is wanted, and never one that is dead."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.files.decoder import Decoder, UnreadableFile
from editor.files.open import open_document
from editor.files.spare import keep_spare, lent_decoder, let_spare_go

Decoders = Callable[[], int]


@pytest.fixture(autouse=True)
def decoders() -> Iterator[Decoders]:
    """How many decoders a test has beside those that others keep; none is left of it."""
    kept = {one.pid for one in multiprocessing.active_children()}

    def count() -> int:
        living = [one for one in multiprocessing.active_children() if "decoder" in one.name]
        return len([one for one in living if one.pid not in kept])

    yield count
    let_spare_go()
    assert count() == 0


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    Image.fromarray(np.full((5, 7, 3), 90, np.uint8)).save(path)
    return path


def test_without_being_asked_for_none_waits() -> None:
    with lent_decoder() as one:
        pass
    with lent_decoder() as other:
        assert other is not one


def test_the_waiting_one_reads_and_waits_again(photo: Path, decoders: Decoders) -> None:
    keep_spare()
    with lent_decoder() as first, lent_decoder() as second:
        assert first is not second
        assert first.decode(photo).width == 7
    assert open_document(photo).width == 7
    with lent_decoder() as again:
        assert again in (first, second)
    assert decoders() == 1


def test_one_that_grew_does_not_wait(photo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("editor.files.decoder._LARGE_BYTES", 10)
    keep_spare()
    with lent_decoder() as first:
        first.decode(photo)
    with lent_decoder() as other:
        assert other is not first


def test_a_process_that_cannot_start_is_a_sentence(
    photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_process: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    with Decoder() as decoder:
        with monkeypatch.context() as patch:
            patch.setattr(multiprocessing.get_context("spawn").Process, "start", refuse)
            decoder.warm()
            with pytest.raises(UnreadableFile, match="could not be read"):
                decoder.decode(photo)
        assert decoder.decode(photo).width == 7
