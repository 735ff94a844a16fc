"""No file of the project names this machine's folders or the host of a package registry."""

from __future__ import annotations

import shutil
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tracked_files() -> list[Path]:
    """What git would publish; skips where there is no git or no checkout."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name.decode() for name in listed.stdout.split(b"\0") if name]


def registry_hosts() -> set[str]:
    """Hosts that this machine's own clients know; they are nowhere written in our files."""
    told: list[str] = []
    if npm := shutil.which("npm"):
        command = [npm, "config", "get", "registry"]
        told += subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    command = [sys.executable, "-m", "pip", "config", "list"]
    listed = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    told += [word.strip("'\"") for word in listed.replace("=", " ").split()]
    default = "from pip._internal.models import index; print(index.PyPI.url, "
    default += "'https://' + index.PyPI.file_storage_domain)"
    command = [sys.executable, "-c", default]
    told += subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    hosts = {urllib.parse.urlsplit(word).hostname for word in told if "://" in word}
    return {host for host in hosts if host and "." in host}


def holding(words: set[str]) -> list[str]:
    """Tracked files that hold one of these words."""
    wanted = [word.encode() for word in words]
    return [
        f"{path.relative_to(ROOT)}: {word.decode()}"
        for path in tracked_files()
        if path.is_file()
        for word in wanted
        if word in path.read_bytes()
    ]


def test_no_registry_host_is_written() -> None:
    hosts = registry_hosts()
    assert hosts, "pip always knows at least its own default"
    assert holding(hosts) == []


def test_no_folder_of_this_machine_is_written() -> None:
    own = {str(ROOT), f"{Path.home()}/", str(Path(sys.base_prefix))}
    # A home or a tree so short would be found in half of all files.
    assert holding({name for name in own if len(name) > 6 and name != "/usr"}) == []
