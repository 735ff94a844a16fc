"""The seams to the operating system do what they promise on this one."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from editor.platform import folders
from editor.platform.durability import free_bytes, sync_file, sync_folder
from editor.platform.folders import cache_folder, config_folder, data_folder
from editor.platform.processes import is_running, owner_is_gone


def test_folders_follow_the_variable(monkeypatch, tmp_path):
    monkeypatch.setenv("PENTIMENTO_HOME", str(tmp_path / "home"))
    found = [data_folder(), cache_folder(), config_folder()]
    assert len(set(found)) == 3
    assert all(folder.is_dir() and tmp_path in folder.parents for folder in found)


def test_sync_works_on_a_file_and_its_folder(tmp_path):
    with (tmp_path / "a").open("wb") as file:
        file.write(b"x")
        file.flush()
        sync_file(file.fileno())
    sync_folder(tmp_path)
    assert free_bytes(tmp_path) > 0


def test_running_and_ended_processes():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert is_running(child.pid)
    assert not owner_is_gone(child.pid, time.time())
    child.kill()
    child.wait()
    child.stdin.close()
    assert not is_running(child.pid)
    assert owner_is_gone(child.pid, time.time())
    assert not is_running(0)
    assert not is_running(-1)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the age is not told here")
def test_process_younger_than_the_file_is_not_its_owner():
    assert owner_is_gone(os.getpid(), 1000.0)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no such limit there")
def test_memory_limit_makes_allocation_fail():
    script = (
        "from editor.platform.limits import address_space_bytes, limit_memory\n"
        "limit_memory(address_space_bytes() + (64 << 20))\n"
        "bytearray(16 << 20)\n"
        "try: bytearray(256 << 20)\n"
        "except MemoryError: raise SystemExit(5)\n"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 5


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_cpu_limit_ends_the_process():
    script = (
        "from editor.platform.limits import limit_more_cpu, no_core_dump\n"
        "no_core_dump()\nlimit_more_cpu(0)\n"
        "while True: pass\n"
    )
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=60)
    assert done.returncode < 0


def test_a_home_that_cannot_be_written_gives_folders_for_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    folders._substitute.cache_clear()
    assert folders.is_lasting()
    monkeypatch.setenv("PENTIMENTO_HOME", str(blocked / "home"))
    made = [folders.data_folder(), folders.cache_folder(), folders.config_folder()]
    assert all(folder.is_dir() for folder in made)
    assert len(set(made)) == 3
    assert not folders.is_lasting()
    assert not any(folder.is_relative_to(tmp_path) for folder in made)
    folders._substitute.cache_clear()
