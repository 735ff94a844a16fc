"""Fetches the large wheels so that an interruption costs no more than the last block of one."""

from __future__ import annotations

import json
import subprocess
import urllib.parse
from pathlib import Path

import ml.store.download as transfer
from installation.failure import SetupFailed
from installation.lockfile import Requirement
from installation.progress import Progress
from ml.store.failures import DownloadFailed, StoreError

PIP_LINK = Path(transfer.__file__).with_name("pip_link.py")


def locate(python: Path, name: str, version: str) -> transfer.Remote | None:
    """Where pip would take this wheel from; None where it finds none or cannot say."""
    command = [str(python), str(PIP_LINK), name, version, "wheel"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = answer.stdout.strip().splitlines()
    link = json.loads(lines[-1]) if answer.returncode == 0 and lines else None
    if link is None:
        return None
    digest = f"sha256:{link['sha256']}" if link["sha256"] else ""
    return transfer.Remote(link["url"], digest, link["cafile"])


def is_locked(remote: transfer.Remote, requirement: Requirement) -> bool:
    """Whether a wheel is one of those whose hashes the lock carries."""
    parts = urllib.parse.urlsplit(remote.url)
    if not remote.digest and parts.scheme == "file":
        path = Path(urllib.parse.unquote(parts.path))
        return f"sha256:{transfer.digest_of(path)}" in requirement.lines
    return bool(remote.digest) and remote.digest in requirement.lines


def fetch(
    python: Path, requirement: Requirement, folder: Path, progress: Progress, step: str
) -> Path | None:
    """Bring a large wheel into `folder`, going on where an earlier try stopped.

    None where the address cannot be had this way: then pip fetches it itself.
    """
    remote = locate(python, requirement.name, requirement.pinned_version)
    if remote is None or not is_locked(remote, requirement) or remote.url.startswith("file:"):
        return None
    folder.mkdir(exist_ok=True)
    file_name = urllib.parse.unquote(urllib.parse.urlsplit(remote.url).path.rsplit("/", 1)[-1])
    target = folder / file_name
    watch = transfer.Watch(report=lambda done, total: progress.show(step, done))
    try:
        if not target.exists():
            transfer.download(remote, target, limit_bytes=4 << 30, watch=watch)
    except DownloadFailed as failure:
        raise SetupFailed(str(failure)) from failure
    except StoreError:
        return None
    return target
