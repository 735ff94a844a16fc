"""Writes, syncs and renames that fail, and full disks: per format, ten of each and more."""

from __future__ import annotations

import pytest

from benchmarks.torture.failing_calls import fail_every_call
from benchmarks.torture.full_disk import fill_disk, writers
from benchmarks.torture.variants import small_variant


@pytest.mark.parametrize("suffix", writers())
def test_no_failing_call_harms_the_old_file_or_goes_unsaid(suffix):
    count = fail_every_call((suffix,), make=small_variant)
    assert count.calls >= 10
    assert (count.harmed, count.untold, count.left) == (0, 0, 0)


def test_no_full_disk_harms_the_old_file_or_goes_unsaid():
    count = fill_disk(10, small_variant)
    assert count.tries == 10 * len(writers())
    assert count.refused > 0
    assert (count.harmed, count.untold, count.left) == (0, 0, 0)
