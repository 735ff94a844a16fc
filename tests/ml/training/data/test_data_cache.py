"""Files are checked once, decoded once, and nothing half-written is ever used."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from dataset_files import options, write, write_pictures, write_split_set

import ml.training.data.cache as cache
import ml.training.data.index as index
from ml.training.data.failures import DataWrong, TooManyBroken
from ml.training.data.open import open_items
from ml.training.data.planning import decode
from ml.training.items import ItemKind


def open_set(tmp_path, folder, **changes):
    return open_items(ItemKind.PICTURES, [folder], "train", options(tmp_path, **changes))


def cache_files(tmp_path):
    return sorted((tmp_path / "cache").glob("decoded-*"))


def same(one, other):
    return all(
        np.array_equal(one.item(n)["picture"], other.item(n)["picture"]) for n in range(len(one))
    )


def test_cached_items_are_those_that_are_decoded(tmp_path):
    folder = write_split_set(tmp_path / "set")
    decoded = open_set(tmp_path, folder, cache_bytes=0, halve=True)
    cached = open_set(tmp_path, folder, halve=True)
    assert (decoded.cached, cached.cached) == (0, 8)
    assert same(decoded, cached)
    assert decoded.fingerprint == cached.fingerprint


def test_cache_that_holds_a_part_is_used_for_that_part(tmp_path):
    folder = write_split_set(tmp_path / "set")
    part = open_set(tmp_path, folder, cache_bytes=3 * 64 * 48 * 3 + 10)
    assert part.cached == 3
    assert same(part, open_set(tmp_path, folder, cache_bytes=0))
    assert open_set(tmp_path, folder).cached == 8, "with more space it grows"
    assert len(cache_files(tmp_path)) == 1


def test_items_cannot_be_written_to(tmp_path):
    folder = write_split_set(tmp_path / "set")
    for bytes_ in (0, 1 << 20):
        array = open_set(tmp_path, folder, cache_bytes=bytes_).item(0)["picture"]
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0, 0] = 1


def test_second_start_decodes_nothing(tmp_path, monkeypatch):
    folder = write_split_set(tmp_path / "set")
    first = open_set(tmp_path, folder)

    def never(*_args):
        raise AssertionError("decoded again")

    monkeypatch.setattr(index, "inspect", never)
    monkeypatch.setattr("ml.training.data.collection.decode", never)
    second = open_set(tmp_path, folder)
    assert second.cached == 8
    assert same(first, second)


def test_changed_file_is_checked_and_decoded_again(tmp_path):
    folder = write_split_set(tmp_path / "set")
    before = open_set(tmp_path, folder)
    write(folder / "004.png", 77)
    after = open_set(tmp_path, folder)
    assert before.fingerprint != after.fingerprint
    assert not np.array_equal(before.item(4)["picture"], after.item(4)["picture"])
    assert np.array_equal(before.item(3)["picture"], after.item(3)["picture"])


def test_preparations_do_not_share_a_cache(tmp_path):
    folder = write_split_set(tmp_path / "set")
    assert open_set(tmp_path, folder).item(0)["picture"].shape == (48, 64, 3)
    assert open_set(tmp_path, folder, halve=True).item(0)["picture"].shape == (24, 32, 3)
    assert open_set(tmp_path, folder, longest_side=16).item(0)["picture"].shape == (12, 16, 3)
    assert len(cache_files(tmp_path)) == 3
    prepared = ({}, {"halve": True}, {"longest_side": 16}, {"threads": 1, "cache_bytes": 0})
    prints = [open_set(tmp_path, folder, **changes).fingerprint for changes in prepared]
    assert len(set(prints)) == 3
    assert prints[3] == prints[0]


def test_torn_cache_file_is_made_again(tmp_path):
    folder = write_split_set(tmp_path / "set")
    whole = open_set(tmp_path, folder, cache_bytes=0)
    open_set(tmp_path, folder)
    path = cache_files(tmp_path)[0]
    path.write_bytes(path.read_bytes()[:1000])
    assert same(open_set(tmp_path, folder), whole)
    assert cache_files(tmp_path)[0].stat().st_size == 8 * 64 * 48 * 3


def test_index_that_is_no_index_is_made_again(tmp_path):
    folder = write_split_set(tmp_path / "set")
    first = open_set(tmp_path, folder)
    for path in (tmp_path / "cache").glob("index-*.json"):
        path.write_text('{"version": 1, "files": {"picture 000.png": 3}}')
    assert open_set(tmp_path, folder).fingerprint == first.fingerprint


KILLED = """
import sys, time
from pathlib import Path
import ml.training.data.collection as collection
from ml.training.data.open import open_items
from ml.training.data.options import DataOptions
from ml.training.items import ItemKind

decode = collection.decode
calls = []
def slow(*args):
    calls.append(1)
    if len(calls) > 5:
        print("half", flush=True)
        time.sleep(60)
    return decode(*args)
collection.decode = slow
open_items(ItemKind.PICTURES, [Path(sys.argv[1])], "train",
           DataOptions(cache=sys.argv[2], threads=1))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
def test_killed_while_it_writes_leaves_nothing_that_is_used(tmp_path):
    folder = write_split_set(tmp_path / "set")
    words = [sys.executable, "-c", KILLED, str(folder), str(tmp_path / "cache")]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, cwd=Path(index.__file__).parents[3]
    ) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == b"half\n"
        run.send_signal(signal.SIGKILL)
        run.wait()
    torn = list((tmp_path / "cache").glob(".decoded-*.part"))
    assert len(torn) == 1
    assert cache_files(tmp_path) == []
    items = open_set(tmp_path, folder)
    assert items.cached == 8
    assert same(items, open_set(tmp_path, folder, cache_bytes=0))
    os.utime(torn[0], (time.time() - 7200,) * 2)
    open_set(tmp_path, folder, halve=True)
    assert not torn[0].exists(), "parts that nobody writes to any more are removed"


def test_full_disk_falls_back_to_decoding(tmp_path, monkeypatch):
    folder = write_split_set(tmp_path / "set")
    said: list[str] = []
    usage = type("Usage", (), {"free": 0})
    monkeypatch.setattr(cache.shutil, "disk_usage", lambda _path: usage)
    items = open_items(ItemKind.PICTURES, [folder], "train", options(tmp_path), said.append)
    assert items.cached == 0
    assert items.item(0)["picture"].shape == (48, 64, 3)
    assert any("is full" in sentence for sentence in said)


def test_cache_folder_that_cannot_be_written_falls_back_to_decoding(tmp_path, monkeypatch):
    folder = write_split_set(tmp_path / "set")

    def refuse(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache, "_write", refuse)
    said: list[str] = []
    items = open_items(ItemKind.PICTURES, [folder], "train", options(tmp_path), said.append)
    assert items.cached == 0
    assert any("No space left" in sentence for sentence in said)


def test_old_caches_make_room(tmp_path):
    folder = write_split_set(tmp_path / "set")
    one_bytes = 8 * 64 * 48 * 3
    open_set(tmp_path, folder, cache_bytes=one_bytes)
    old = cache_files(tmp_path)[0]
    open_set(tmp_path, folder, cache_bytes=one_bytes, halve=True)
    assert old not in cache_files(tmp_path)
    assert len(cache_files(tmp_path)) == 1


def test_threads_get_the_same_items(tmp_path):
    folder = write_split_set(tmp_path / "set")
    whole = open_set(tmp_path, folder, cache_bytes=0)
    expected = [whole.item(n)["picture"].copy() for n in range(8)]
    for bytes_ in (0, 4 * 64 * 48 * 3):
        items = open_set(tmp_path, folder, cache_bytes=bytes_)
        order = np.random.default_rng(1).integers(0, 8, 400)
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(items.item, order.tolist()))
        assert all(
            np.array_equal(item["picture"], expected[n])
            for n, item in zip(order, found, strict=True)
        )


def test_four_that_open_at_once_decode_once(tmp_path, monkeypatch):
    folder = write_split_set(tmp_path / "set")
    calls: list[str] = []

    def counted(plan, *rest):
        calls.append(plan.part.name)
        return decode(plan, *rest)

    monkeypatch.setattr("ml.training.data.collection.decode", counted)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: open_set(tmp_path, folder), range(4)))
    assert [items.cached for items in found] == [8] * 4
    assert len(calls) == 8
    assert len(cache_files(tmp_path)) == 1


def test_broken_files_are_skipped_and_listed(tmp_path):
    folder = write_pictures(tmp_path / "set", 120)
    data = (folder / "007.png").read_bytes()
    (folder / "007.png").write_bytes(data[:200])
    for _ in range(2):  # found, and then remembered
        train = open_set(tmp_path, folder)
        val = open_items(ItemKind.PICTURES, [folder], "val", options(tmp_path))
        assert len(train) + len(val) == 119
        assert [broken.name for broken in train.broken] == ["set/007.png"]
        assert any(notice.startswith("Skipped set/007.png") for notice in train.notices)


def test_more_than_one_in_a_hundred_broken_stops(tmp_path):
    folder = write_pictures(tmp_path / "set", 120)
    (folder / "007.png").write_bytes(b"")
    (folder / "008.png").write_text("hello")
    with pytest.raises(TooManyBroken, match=r"2 of 120 files .* set/007\.png is no picture"):
        open_set(tmp_path, folder)


def test_file_that_disappears_later_is_named(tmp_path):
    folder = write_split_set(tmp_path / "set")
    items = open_set(tmp_path, folder, cache_bytes=0)
    (folder / "002.png").unlink()
    with pytest.raises(DataWrong, match=r"set/002\.png could be read at the start"):
        items.item(2)
