"""Whether another process, known only by its number, is still the one that left a file behind."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from pathlib import Path


def is_running(pid: int) -> bool:
    """True where a process with this number exists now, whoever owns it."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        return _is_running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not _is_zombie(pid)


def owner_is_gone(pid: int, made_at_s: float) -> bool:
    """True where the process `pid` that made a file at `made_at_s` (epoch) no longer lives.

    Numbers are used again: a process younger than the file cannot have made it.
    """
    if not is_running(pid):
        return True
    started_at_s = _started_at_s(pid)
    return started_at_s is not None and started_at_s > made_at_s + 2.0


def _is_zombie(pid: int) -> bool:
    fields = _stat_fields(pid)
    return fields is not None and fields[0] == "Z"


def _started_at_s(pid: int) -> float | None:
    fields = _stat_fields(pid)
    if fields is None:
        return None
    try:
        uptime_s = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None
    booted_at_s = time.time() - uptime_s
    return booted_at_s + int(fields[19]) / os.sysconf("SC_CLK_TCK")


def _stat_fields(pid: int) -> list[str] | None:
    """The fields of /proc/PID/stat after the command's name, which may hold anything."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return text.rpartition(")")[2].split()


def _is_running_on_windows(pid: int) -> bool:
    query_limited_information = 0x1000
    still_active = 259
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(query_limited_information, False, pid)
    if not handle:
        return False
    try:
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        return code.value == still_active
    finally:
        kernel.CloseHandle(handle)
