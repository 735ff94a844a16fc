"""The fuzz harness: repeatable files, no dead decoder goes unseen; and a few files of each."""

from __future__ import annotations

import math
import random
import zipfile
from io import BytesIO

import pytest

from benchmarks.fuzz import command
from benchmarks.fuzz.command import FuzzPlan, fuzz
from benchmarks.fuzz.mutate import mutated
from benchmarks.fuzz.seeds import seeds
from editor.files.decoder import Decoder
from editor.files.decoder_messages import Limits
from editor.files.open import open_file
from editor.files.png_chunks import BrokenChunk, read_metadata
from editor.files.problems import UnreadableFile

EVERY = seeds()
FILES = 25


@pytest.fixture(scope="module")
def decoder():
    with Decoder(Limits(time_s=60.0)) as shared:
        yield shared


@pytest.mark.parametrize("importer", EVERY)
def test_every_seed_opens(decoder, importer, tmp_path):
    for number, seed in enumerate(EVERY[importer]):
        path = tmp_path / f"{number}"
        path.write_bytes(seed)
        assert open_file(path, decoder).document.layers


def test_the_same_chance_makes_the_same_file_and_another_one_others():
    seed = EVERY["png"][0]
    files = [mutated(seed, seed, random.Random(n)) for n in (1, 1, 2)]
    assert files[0] == files[1] != files[2]
    assert files[0] != seed


def test_checksums_are_mended_so_that_the_inside_is_reached():
    seed, whole = EVERY["png"][0], 0
    for number in range(100):
        try:
            read_metadata(mutated(seed, seed, random.Random(number)), strict=False)
            whole += 1
        except BrokenChunk:
            continue
    assert whole > 40


def test_archives_stay_archives():
    seed = EVERY["ora"][0]
    results = [mutated(seed, seed, random.Random(number)) for number in range(20)]
    assert sum(zipfile.is_zipfile(BytesIO(data)) for data in results) >= 14


@pytest.mark.parametrize("importer", EVERY)
def test_some_broken_files_find_nothing(decoder, importer):
    count = fuzz(FuzzPlan(importer, tuple(EVERY[importer]), math.inf, files=FILES), decoder)
    assert count.findings == []
    assert count.files == FILES == count.opened + count.refused
    assert count.refused > 0


def test_a_dead_decoder_and_an_error_are_findings(monkeypatch, tmp_path):
    first = UnreadableFile("It made the decoder stop.")
    problems = iter((None, first, IndexError("oh")))

    def broken(*_args, **_named):
        problem = next(problems, UnreadableFile("It is damaged."))
        if problem is not None:
            raise problem

    monkeypatch.setattr(command, "open_file", broken)
    plan = FuzzPlan("png", tuple(EVERY["png"]), math.inf, keep=tmp_path, files=10)
    count = fuzz(plan, Decoder())
    assert len(count.findings) == 2
    assert count.refused == count.files - 1
    assert len(list(tmp_path.iterdir())) == 2
