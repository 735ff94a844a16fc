"""Limits that a process puts on itself before it touches a file from outside."""

from __future__ import annotations

import contextlib
import os
import sys

if sys.platform != "win32":
    import resource


def limit_memory(size_bytes: int) -> None:
    """Allocations beyond `size_bytes` of address space fail from now on.

    Linux only: macOS accepts the call and ignores it, Windows has no such limit. The hard limit
    stays, so that a later and larger file may raise it again.
    """
    if not sys.platform.startswith("linux"):
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = size_bytes if hard == resource.RLIM_INFINITY else min(size_bytes, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def limit_more_cpu(seconds: float) -> None:
    """This process is ended once it has used `seconds` of processor time more than it has now."""
    if sys.platform == "win32":
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(usage.ru_utime + usage.ru_stime + seconds) + 1
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def address_space_bytes() -> int:
    """The address space that this process holds now; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as report:
            return int(report.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def no_core_dump() -> None:
    """A decoder that crashes on a hostile file leaves no copy of the picture on the disk."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def working_s(pid: int | None) -> float:
    """Processor seconds that another process has used; 0 where the system does not tell."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as report:
            # The name, in brackets, may hold anything.
            fields = report.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0.0
