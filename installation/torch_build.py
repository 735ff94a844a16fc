"""Decides between torch's small CPU build and its CUDA build with 2.5 GB of NVIDIA libraries."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from installation import lockfile, wheels
from installation.lockfile import Requirement

# The CPU wheel for 64-bit Linux; the lock's own figure is the CUDA wheel's.
CPU_WHEEL_BYTES = 191_794_682


def has_nvidia_card() -> bool:
    """Whether this Linux machine has a driver for an NVIDIA card."""
    return Path("/proc/driver/nvidia").exists() or shutil.which("nvidia-smi") is not None


def choose(python: Path, requirements: Path, *, cpu: bool) -> list[Requirement]:
    """The packages of the backend, with the build of torch that suits this machine.

    Only Linux has two builds under one version. The CPU wheel carries the local version `+cpu`,
    which pip ranks above the plain one, so both are pinned exactly. Where the index has no CPU
    wheel whose hash is locked, the CUDA build serves as well: it runs on a CPU too.
    """
    backend = lockfile.read(requirements / "ml.txt")
    if not sys.platform.startswith("linux"):
        return backend
    torch = next(item for item in backend if item.name == "torch")
    rest = [item for item in backend if item is not torch]
    if cpu or not has_nvidia_card():
        small = torch.pinned(f"torch=={torch.version}+cpu", size_bytes=CPU_WHEEL_BYTES)
        if is_available(python, small):
            return [*rest, small]
        print(
            "The package index has no CPU build of torch for this Python, so the CUDA build is "
            "used: it works on a CPU too, but is 2.7 GB larger.",
            flush=True,
        )
    plain = torch.pinned(f"torch==={torch.version}")
    return [*rest, plain, *lockfile.read(requirements / "cuda.txt")]


def is_available(python: Path, requirement: Requirement) -> bool:
    """Whether pip, as this machine is set up, finds this package with one of its locked hashes."""
    remote = wheels.locate(python, requirement.name, requirement.pinned_version)
    return remote is not None and wheels.is_locked(remote, requirement)
