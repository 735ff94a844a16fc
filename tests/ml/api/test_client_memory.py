"""Lent memory is reused, falls back to files, and leaves nothing behind."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from worker_jobs import client_of, job, picture

from ml.api import client_memory
from ml.api.client_memory import SegmentPool
from ml.api.errors import OutOfMemory
from ml.engine import buffers


@pytest.fixture(params=["shared", "file"])
def pool(request: pytest.FixtureRequest, tmp_path: Path):
    made = SegmentPool(tmp_path, None if request.param == "shared" else 0)
    yield made
    made.close()
    assert list(tmp_path.iterdir()) == []


def test_what_is_stored_is_read_elsewhere(pool: SegmentPool) -> None:
    pixels = picture(depth="uint16")
    lease = pool.store(pixels, "uint16")
    np.testing.assert_array_equal(buffers.read(lease.reference), pixels)
    buffers.write(lease.reference, pixels[::-1])
    np.testing.assert_array_equal(lease.array, pixels[::-1])


def test_a_segment_is_used_again(pool: SegmentPool) -> None:
    first = pool.lend((64, 64, 4), "uint16")
    name = first.reference.segment
    pool.give_back(first)
    second = pool.lend((60, 60, 3), "uint16")
    assert second.reference.segment == name
    assert pool.lend((64, 64, 4), "uint16").reference.segment != name


def test_a_small_job_does_not_hold_a_huge_segment(pool: SegmentPool) -> None:
    big = pool.lend((2048, 2048, 4), "uint16")
    pool.give_back(big)
    assert pool.lend((8, 8, 3), "uint8").reference.segment != big.reference.segment


def test_idle_memory_is_bounded(pool: SegmentPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_memory, "IDLE_BYTES", 3 << 20)
    leases = [pool.lend((1 << 20,), "uint8") for _ in range(5)]
    for lease in leases:
        pool.give_back(lease)
    assert sum(segment.size_bytes for segment in pool._all) <= 3 << 20


def test_a_view_that_outlives_the_pool_is_no_crash(tmp_path: Path) -> None:
    pool = SegmentPool(tmp_path, 0)
    view = pool.lend((4, 4), "uint8").array
    pool.close()
    view[:] = 7
    assert int(view.sum()) == 7 * 16


def test_full_memory_and_full_disk_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int, size_bytes: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(client_memory, "_reserve", full)
    pool = SegmentPool(tmp_path)
    with pytest.raises(OutOfMemory, match="no room for 12 MB"):
        pool.lend((1024, 1024, 3), "float32")
    assert list(tmp_path.iterdir()) == []
    pool.close()


def test_full_shared_memory_falls_back_to_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/dev/shm").is_dir():
        pytest.skip("no /dev/shm on this system")
    monkeypatch.setattr(client_memory, "_reserve_shared", lambda name, size_bytes: False)
    pool = SegmentPool(tmp_path)
    assert pool.lend((4, 4), "uint8").reference.is_file
    # Other programs have things of their own there, which come and go.
    assert not list(Path("/dev/shm").glob(f"pentimento-{os.getpid()}-*"))
    pool.close()


@pytest.mark.skipif(os.name != "posix", reason="asks the system for living processes")
def test_files_of_a_killed_owner_are_swept(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = tmp_path / f"pentimento-{dead.pid}-1.pixels"
    mine = tmp_path / f"pentimento-{os.getpid()}-9.pixels"
    other = tmp_path / "pentimento-notes.txt"
    for path in (left, mine, other):
        path.write_bytes(b"x")
    SegmentPool(tmp_path).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([mine.name, other.name])


def test_a_folder_that_is_not_there_yet_is_made(tmp_path: Path) -> None:
    pool = SegmentPool(tmp_path / "cache" / "scratch", 0)
    assert pool.lend((4, 4), "uint8").reference.is_file
    pool.close()


def test_a_forgotten_pool_cleans_up(tmp_path: Path) -> None:
    pool = SegmentPool(tmp_path, 0)
    pool.lend((4, 4), "uint8")
    assert list(tmp_path.iterdir())
    del pool
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_whole_job_runs_through_files(tmp_path: Path) -> None:
    with client_of(shared_limit_bytes=0, scratch_folder=tmp_path) as client:
        result = client.run(job(colour=1.0))
        assert (result.image[8:16, 8:20] == 65535).all()
        assert list(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []


def test_shared_memory_leaves_no_warning_and_no_segment_at_exit() -> None:
    """The resource tracker must neither complain nor unlink what the client still uses."""
    program = """
import sys
from worker_jobs import client_of, job
if __name__ == "__main__":
    with client_of() as client:
        for _ in range(3):
            client.run(job())
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
