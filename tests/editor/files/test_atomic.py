"""Every call that can fail does fail once: the old file stays, and the failure is said."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from editor.files import atomic
from editor.files.atomic import SaveOptions, Stamp, sweep_stale, write_atomically
from editor.files.problems import ChangedOnDisk, NotConfirmed, SaveFailed
from editor.files.writer import write_bytes

OLD = b"old" * 50_000
NEW = b"new" * 70_000


class Saboteur:
    """Lets the n-th of all watched calls fail, and counts them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fails_at: int, code: int) -> None:
        # Where no lock can be had a save goes on without one; see the test of that.
        monkeypatch.setattr(atomic, "in_turn", contextlib.nullcontext)
        self.calls: list[str] = []
        self._fails_at = fails_at
        self._code = code
        for name in ("open", "write", "fsync", "replace", "link", "fchmod", "close"):
            monkeypatch.setattr(atomic.os, name, self._wrapped(name, getattr(os, name)))

    def _wrapped(self, name, real):
        def call(*words, **named):
            self.calls.append(name)
            if len(self.calls) == self._fails_at:
                if name == "close":
                    real(*words, **named)
                raise OSError(self._code, os.strerror(self._code))
            return real(*words, **named)

        return call


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def count_calls(tmp_path: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        counter = Saboteur(patch, fails_at=0, code=0)
        write_bytes(tmp_path / "a.bin", NEW, SaveOptions(keep_previous=True))
    return len(counter.calls)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_every_failing_call_leaves_the_old_file_and_says_so(tmp_path, code):
    path = tmp_path / "a.bin"
    path.write_bytes(OLD)
    total = count_calls(tmp_path)
    assert total > 8
    for fails_at in range(1, total + 1):
        path.write_bytes(OLD)
        with pytest.MonkeyPatch.context() as patch:
            saboteur = Saboteur(patch, fails_at, code)
            try:
                write_bytes(path, NEW, SaveOptions(keep_previous=True))
                problem = None
            except SaveFailed as failed:
                problem = failed
        assert problem is not None, f"call {fails_at} ({saboteur.calls[fails_at - 1]}) unsaid"
        assert problem.message.endswith(".")
        expected = NEW if isinstance(problem, NotConfirmed) else OLD
        assert path.read_bytes() == expected, saboteur.calls[fails_at - 1]
        assert not [name for name in files_in(tmp_path) if not name.startswith("a.bin")]


def test_without_any_lock_a_save_goes_on(tmp_path, monkeypatch):
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path / "file" / "no folder"))
    (tmp_path / "file").write_bytes(b"")
    write_bytes(tmp_path / "a.bin", NEW)
    assert (tmp_path / "a.bin").read_bytes() == NEW


def test_short_write_is_a_failure(tmp_path, monkeypatch):
    path = tmp_path / "a.bin"
    path.write_bytes(OLD)
    monkeypatch.setattr(atomic.os, "write", lambda fd, data: len(data) - 1)
    with pytest.raises(SaveFailed, match="disk is full"):
        write_bytes(path, NEW)
    assert path.read_bytes() == OLD


def test_what_the_disk_changed_is_not_put_in_place(tmp_path, monkeypatch):
    path = tmp_path / "a.bin"
    path.write_bytes(OLD)
    real = os.write
    monkeypatch.setattr(atomic.os, "write", lambda fd, data: real(fd, bytes(len(data))))
    with pytest.raises(SaveFailed, match="could not be read again"):
        write_bytes(path, NEW)
    assert path.read_bytes() == OLD
    assert files_in(tmp_path) == {"a.bin"}


@pytest.fixture
def small_disk(tmp_path):
    """Three megabytes in memory; only where mounting is permitted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_real_full_disk_keeps_the_old_file(small_disk):
    path = small_disk / "a.bin"
    path.write_bytes(OLD)
    for step in range(50):
        data = os.urandom(1000) * (3000 + 40 * step)
        for expected in (0, len(data)):
            with pytest.raises(SaveFailed, match="disk"):
                write_bytes(path, data, SaveOptions(expected_bytes=expected))
            assert path.read_bytes() == OLD
            assert files_in(small_disk) == {"a.bin"}


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_file_size_limit_keeps_the_old_file(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(OLD)
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from editor.files.writer import write_bytes\n"
        "from editor.files.problems import SaveFailed\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try: write_bytes(Path(sys.argv[1]), bytes(200_000))\n"
        "except SaveFailed as e: sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert done.returncode == 7
    assert path.read_bytes() == OLD


def test_previous_versions_are_kept(tmp_path):
    path = tmp_path / "a.bin"
    for content in (b"one", b"two", b"three"):
        write_bytes(path, content, SaveOptions(keep_previous=True))
    assert path.read_bytes() == b"three"
    assert (tmp_path / "a.bin~").read_bytes() == b"two"
    assert files_in(tmp_path) == {"a.bin", "a.bin~", "a.bin~2"}


def test_longest_name_saves_though_it_has_no_room_for_a_previous_one(tmp_path):
    path = tmp_path / ("n" * 255)
    for content in (b"one", b"two"):
        write_bytes(path, content, SaveOptions(keep_previous=True))
    assert path.read_bytes() == b"two"


@pytest.mark.skipif(os.name == "nt", reason="permissions are others there")
def test_permissions_and_links_are_kept(tmp_path):
    real = tmp_path / "real.bin"
    real.write_bytes(OLD)
    real.chmod(0o640)
    link = tmp_path / "link.bin"
    link.symlink_to("real.bin")
    write_bytes(link, NEW)
    assert link.is_symlink()
    assert real.read_bytes() == NEW
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


@pytest.mark.skipif(os.name == "nt", reason="permissions are others there")
def test_new_file_has_usual_permissions(tmp_path):
    (tmp_path / "usual").touch()
    write_bytes(tmp_path / "a.bin", NEW)
    assert (tmp_path / "a.bin").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_change_by_another_program_is_not_overwritten(tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(OLD)
    seen = Stamp.of(path)
    path.write_bytes(b"another program's work")
    with pytest.raises(ChangedOnDisk):
        write_bytes(path, NEW, SaveOptions(only_over=seen))
    assert path.read_bytes() == b"another program's work"
    write_bytes(path, NEW, SaveOptions(only_over=Stamp.of(path)))
    assert path.read_bytes() == NEW


def test_missing_folder_and_folder_as_target_are_sentences(tmp_path):
    with pytest.raises(SaveFailed, match="folder"):
        write_bytes(tmp_path / "none" / "a.bin", NEW)
    with pytest.raises(SaveFailed, match="folder"):
        write_bytes(tmp_path, NEW)


def test_error_in_writing_leaves_nothing(tmp_path):
    def write(file):
        file.write(NEW)
        raise ValueError("a mistake")

    with pytest.raises(SaveFailed):
        write_atomically(tmp_path / "a.bin", write, lambda path: None)
    assert files_in(tmp_path) == set()


def test_sweep_takes_what_the_dead_left_and_nothing_else(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    stale = tmp_path / f".pentimento-{dead.pid}-{'0' * 16}.tmp"
    alive = tmp_path / f".pentimento-{os.getpid()}-{'0' * 16}.tmp"
    foreign = tmp_path / ".pentimento-notes.tmp"
    for path in (stale, alive, foreign):
        path.write_bytes(b"x")
    assert sweep_stale(tmp_path) == [stale]
    assert files_in(tmp_path) == {alive.name, foreign.name}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the age is not told here")
def test_number_used_again_by_a_younger_process_is_no_owner(tmp_path):
    stale = tmp_path / f".pentimento-{os.getpid()}-{'1' * 16}.tmp"
    stale.write_bytes(b"x")
    os.utime(stale, (1_000_000, 1_000_000))
    assert sweep_stale(tmp_path) == [stale]
