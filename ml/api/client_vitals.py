"""How the client tells a hung worker from one that is only busy on a loaded machine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Vital(Enum):
    """What the operating system says of a silent process."""

    STOPPED = "stopped"
    WAITING = "waiting"
    BUSY = "busy"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Patience:
    """How many seconds of silence each state is given before the worker counts as hung.

    A stopped process answers nobody. One that waits without using any CPU has missed its beats
    for no good reason. One that computes may hold the interpreter in a long native call.
    """

    stopped_s: float = 2.0
    waiting_s: float = 15.0
    busy_s: float = 90.0
    unknown_s: float = 30.0
    start_s: float = 90.0
    ping_s: float = 1.0

    def limit_s(self, vital: Vital) -> float:
        return {
            Vital.STOPPED: self.stopped_s,
            Vital.WAITING: self.waiting_s,
            Vital.BUSY: self.busy_s,
            Vital.UNKNOWN: self.unknown_s,
        }[vital]


class Pulse:
    """Reads the state and CPU time of one process; unknown where the system has no /proc."""

    def __init__(self, process: int) -> None:
        self._path = Path(f"/proc/{process}/stat")
        self._ticks = -1

    def look(self) -> Vital:
        """The state now; busy if CPU time was used since the last look."""
        try:
            fields = self._path.read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1]
        except (OSError, IndexError):
            return Vital.UNKNOWN
        words = fields.split()
        ticks = int(words[11]) + int(words[12])
        moved = ticks != self._ticks
        self._ticks = ticks
        if words[0] in "Tt":
            return Vital.STOPPED
        # R wants a core and may not get one; D waits for a disk, as loading a large library does.
        return Vital.BUSY if moved or words[0] in "RD" else Vital.WAITING


class Silence:
    """Seconds without a sign of life, counted only while the client itself is awake.

    A laptop that slept, or a client that was stopped too, must not count as the worker's silence:
    so each turn adds at most `step_s`.
    """

    def __init__(self, step_s: float = 1.0) -> None:
        self._step_s = step_s
        self.seconds = 0.0

    def broken(self) -> None:
        self.seconds = 0.0

    def passed(self, seconds: float) -> None:
        self.seconds += min(max(seconds, 0.0), self._step_s)
