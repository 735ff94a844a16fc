"""Reads the lock files: which packages are wanted, how large they are, and their exact lines."""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

_SIZE = re.compile(r"^# size_bytes=(\d+)$")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(?:\s*;\s*([^\\]*))?")
_CONDITION = re.compile(r"([a-z_]+)\s*(==|!=|>=|<=|<|>)\s*'([^']*)'")


@dataclass(frozen=True)
class Requirement:
    """One package of the lock: `lines` can be given to pip as they stand."""

    name: str
    version: str
    size_bytes: int
    lines: str

    @property
    def pinned_version(self) -> str:
        """The version as the line has it, which may be a local one such as `2.13.0+cpu`."""
        found = re.search(r"===?([^\s;\\]+)", self.lines)
        return found.group(1) if found else self.version

    def pinned(self, pin: str, *, size_bytes: int | None = None) -> Requirement:
        """The same package and hashes under another pin, such as `torch==2.13.0+cpu`."""
        lines = self.lines.replace(f"{self.name}=={self.version}", pin, 1)
        size = self.size_bytes if size_bytes is None else size_bytes
        return Requirement(self.name, self.version, size, lines)


def read(path: Path) -> list[Requirement]:
    """All packages of one lock file, leaving out those that are for other systems."""
    found: list[Requirement] = []
    size_bytes, lines = 0, []
    for line in path.read_text(encoding="utf-8").splitlines():
        size = _SIZE.match(line)
        if size:
            size_bytes = int(size.group(1))
        if line.startswith("#") or not line.strip():
            continue
        lines.append(line)
        if not line.endswith("\\"):
            if applies(_pin(lines[0]).group(3) or ""):
                found.append(_requirement(lines, size_bytes))
            size_bytes, lines = 0, []
    return found


def _requirement(lines: list[str], size_bytes: int) -> Requirement:
    pin = _pin(lines[0])
    return Requirement(pin.group(1), pin.group(2), size_bytes, "\n".join(lines) + "\n")


def _pin(line: str) -> re.Match[str]:
    pin = _PIN.match(line)
    if pin is None:
        raise ValueError(f"the lock has a line that pins nothing: {line}")
    return pin


def applies(marker: str) -> bool:
    """Whether a marker such as `sys_platform == 'linux'` is true of this Python.

    Only the markers that our locks use are known; another one raises `ValueError`.
    """
    # What is left after each condition has become True or False is a plain truth expression.
    words = _CONDITION.sub(lambda found: str(_holds(*found.groups())), marker).strip()
    if not re.fullmatch(r"(True|False|and|or|not|[()\s])*", words):
        raise ValueError(f"the lock has a marker that cannot be read: {marker}")
    return bool(eval(words, {"__builtins__": {}})) if words else True


def _holds(variable: str, operator: str, value: str) -> bool:
    facts = {
        "os_name": os.name,
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "sys_platform": sys.platform,
    }
    if variable in facts:
        return (facts[variable] == value) == (operator == "==")
    wanted = tuple(int(part) for part in value.removesuffix(".*").split("."))
    actual = tuple(sys.version_info[:3])
    if value.endswith(".*"):
        return (actual[: len(wanted)] == wanted) == (operator == "==")
    wanted = (*wanted, 0, 0)[:3]
    order = {"==": actual == wanted, "!=": actual != wanted, ">=": actual >= wanted}
    order |= {"<=": actual <= wanted, "<": actual < wanted, ">": actual > wanted}
    return order[operator]


def batches(requirements: list[Requirement], *, largest_bytes: int) -> list[list[Requirement]]:
    """Group packages so that an interrupted set-up loses one batch at most.

    Small packages share a batch, for each call of pip costs about a second; a package above
    `largest_bytes` has one of its own.
    """
    groups: list[list[Requirement]] = []
    room_bytes = 0
    for requirement in sorted(requirements, key=lambda item: item.size_bytes):
        if requirement.size_bytes > room_bytes:
            groups.append([])
            room_bytes = largest_bytes
        groups[-1].append(requirement)
        room_bytes -= requirement.size_bytes
    return groups
