"""Versions of a file: how many are kept, which ones go, and that none is lost on the way."""

from __future__ import annotations

import os

import pytest

from editor.files.atomic import SaveOptions, Stamp
from editor.files.problems import ChangedOnDisk
from editor.files.versions import KEPT, make_room, next_increment, version_path, versions_of
from editor.files.writer import write_bytes

KEEP = SaveOptions(keep_previous=True)


def contents(path) -> list[bytes]:
    return [version.path.read_bytes() for version in versions_of(path)]


def test_the_last_versions_are_kept_in_order(tmp_path):
    path = tmp_path / "a.ora"
    for number in range(4):
        write_bytes(path, b"%d" % number, KEEP)
    assert path.read_bytes() == b"3"
    assert contents(path) == [b"2", b"1", b"0"]


def test_never_more_than_are_kept_and_the_oldest_stays(tmp_path):
    path = tmp_path / "a.ora"
    for number in range(3 * KEPT):
        write_bytes(path, b"%d" % number, KEEP)
        os.utime(path, (1000.0 + 60 * number, 1000.0 + 60 * number))
    found = contents(path)
    assert len(found) == KEPT
    assert (found[0], found[-1]) == (b"16", b"0")
    assert sorted(found, key=int, reverse=True) == found
    assert len(list(tmp_path.iterdir())) == KEPT + 1


@pytest.mark.parametrize("kept", [1, 2, 3])
def test_fewer_than_before_are_kept_from_the_next_save_on(tmp_path, kept):
    path = tmp_path / "a.ora"
    for number in range(10):
        write_bytes(path, b"%d" % number, KEEP)
        os.utime(path, (1000.0 + 60 * number, 1000.0 + 60 * number))
    write_bytes(path, b"10", SaveOptions(keep_previous=True, versions=kept))
    found = contents(path)
    assert len(found) == kept == len(list(tmp_path.iterdir())) - 1
    assert found[0] == b"9"
    assert kept < 3 or found[-1] == b"0"
    assert sorted(found, key=int, reverse=True) == found


def test_none_is_kept_where_none_is_wanted_and_none_is_taken_away(tmp_path):
    path = tmp_path / "a.ora"
    for number in range(3):
        write_bytes(path, b"%d" % number, KEEP)
    write_bytes(path, b"3", SaveOptions(keep_previous=True, versions=0))
    assert path.read_bytes() == b"3"
    assert contents(path) == [b"1", b"0"]


def test_old_versions_lie_farther_apart_than_young_ones(tmp_path):
    path = tmp_path / "a.ora"
    for number in range(200):
        write_bytes(path, b"%d" % number, KEEP)
        os.utime(path, (1000.0 + 60 * number, 1000.0 + 60 * number))
    numbers = [int(content) for content in contents(path)]
    gaps = [one - other for one, other in zip(numbers, numbers[1:], strict=False)]
    assert numbers[0] == 198
    assert gaps[-1] > 3 * gaps[0]


@pytest.mark.parametrize("failing", range(1, KEPT))
def test_a_stop_in_mid_move_loses_no_version(tmp_path, monkeypatch, failing):
    path = tmp_path / "a.ora"
    for number in range(4):
        version_path(path, number + 1).write_bytes(b"%d" % number)
    before, real, count = sorted(contents(path)), os.replace, 0

    def replace(one, other):
        nonlocal count
        count += 1
        if count == failing:
            raise OSError("stopped")
        real(one, other)

    monkeypatch.setattr(os, "replace", replace)
    if failing <= 4:
        with pytest.raises(OSError, match="stopped"):
            make_room(path)
    assert sorted(contents(path)) == before


def test_a_save_that_failed_at_its_last_step_makes_no_second_version(tmp_path, monkeypatch):
    path = tmp_path / "a.ora"
    for content in (b"0", b"1"):
        write_bytes(path, content, KEEP)
    os.link(path, tmp_path / "other")
    os.replace(tmp_path / "other", version_path(path, 1))
    write_bytes(path, b"2", KEEP)
    assert contents(path) == [b"1"]


def test_the_next_increment_is_free(tmp_path):
    first = next_increment(tmp_path / "a.ora")
    assert first.name == "a_001.ora"
    first.touch()
    assert next_increment(tmp_path / "a.ora").name == "a_002.ora"
    assert next_increment(first).name == "a_002.ora"
    assert next_increment(tmp_path / "IMG_42.ora").name == "IMG_42_001.ora"
    assert next_increment(tmp_path / "_007.ora").name == "_007_001.ora"


def test_a_file_that_changed_under_us_is_not_overwritten(tmp_path):
    path = tmp_path / "a.ora"
    write_bytes(path, b"ours")
    ours = Stamp.of(path)
    write_bytes(path, b"theirs")
    with pytest.raises(ChangedOnDisk):
        write_bytes(path, b"ours again", SaveOptions(keep_previous=True, only_over=ours))
    assert path.read_bytes() == b"theirs"
    assert contents(path) == []
