"""What waits for the worker, in lanes: first what the artist waits for."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ml.api.client_memory import Lease
from ml.api.errors import GeneratorError
from ml.api.images import Depth, Pixels
from ml.api.messages import Lane
from ml.api.params import Params, Scalar

LANES = (Lane.INTERACTIVE, Lane.PREVIEW, Lane.BATCH)


@dataclass(frozen=True)
class Job:
    """One run of a generator.

    Arrays are pictures (rows x columns x 1, 3 or 4) or masks (rows x columns) of uint8, uint16,
    float32 or bool; they are read when the job leaves the queue, so do not change them. An empty
    `device` means the client's.
    """

    generator: str
    params: Params | Mapping[str, Scalar] = field(default_factory=dict[str, Scalar])
    inputs: Mapping[str, Sequence[Pixels]] = field(default_factory=dict[str, Sequence[Pixels]])
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    lane: Lane = Lane.INTERACTIVE
    device: str = ""
    output_depth: Depth = "uint16"


@dataclass(eq=False)
class Entry:
    """A job on its way: what was lent for it and what was asked of it."""

    number: int
    job: Job
    leases: list[Lease] = field(default_factory=list[Lease])
    image: Lease | None = None
    coverage: Lease | None = None
    failure: GeneratorError | None = None
    has_started: bool = False
    was_resubmitted: bool = False
    is_cancelled: bool = False
    is_preempted: bool = False

    @property
    def is_stopping(self) -> bool:
        return self.is_cancelled or self.is_preempted

    def start_again(self) -> None:
        """Back to how it was in the queue."""
        self.has_started = False
        self.is_preempted = False
        self.image = None
        self.coverage = None
        self.failure = None


class JobQueue:
    """Waiting entries; first in, first out within a lane."""

    def __init__(self) -> None:
        self._lanes: dict[Lane, deque[Entry]] = {lane: deque() for lane in LANES}

    def __len__(self) -> int:
        return sum(len(lane) for lane in self._lanes.values())

    def add(self, entry: Entry) -> None:
        self._lanes[entry.job.lane].append(entry)

    def add_first(self, entry: Entry) -> None:
        """Before everything of its lane: for what was interrupted by no fault of its own."""
        self._lanes[entry.job.lane].appendleft(entry)

    def take(self) -> Entry | None:
        for lane in LANES:
            if self._lanes[lane]:
                return self._lanes[lane].popleft()
        return None

    def remove(self, number: int) -> Entry | None:
        for lane in self._lanes.values():
            for entry in lane:
                if entry.number == number:
                    lane.remove(entry)
                    return entry
        return None

    def preempts(self, running: Entry) -> bool:
        """Whether the artist waits for something while `running` could wait."""
        return running.job.lane is not Lane.INTERACTIVE and bool(self._lanes[Lane.INTERACTIVE])
