"""Every method of the bench by name, and the warm process that runs it behind one protocol."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from benchmarks.inpaint import places
from benchmarks.inpaint.server import receive, send

_REPOSITORY = Path(__file__).resolve().parents[2]
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "OPENCV_FOR_THREADS_NUM",
)
START_LIMIT_S = 300.0


class MethodFailed(RuntimeError):
    """A method did not give a fill: it raised, died or ran past its limit."""


def _installed() -> str:
    return sys.executable


def _after(check: Callable[[], object]) -> Callable[[], str]:
    def python() -> str:
        check()
        return sys.executable

    return python


@dataclass(frozen=True)
class Method:
    """One way to fill a hole: its name, what loads it, and which interpreter runs it."""

    name: str
    title: str
    entry: str
    ours: bool = False
    training_free: bool = True
    note: str = ""
    python: Callable[[], str] = field(default=_installed, repr=False)


_PEERS = "benchmarks.inpaint.peers"
_OURS = "benchmarks.inpaint.ours"
METHODS: tuple[Method, ...] = (
    Method("patch-draft", "Pentimento patch, draft", f"{_OURS}:patch_draft", ours=True),
    Method("patch-best", "Pentimento patch, best", f"{_OURS}:patch_best", ours=True),
    Method(
        "learned",
        "Pentimento learned",
        f"{_OURS}:learned",
        ours=True,
        training_free=False,
        python=_after(places.migan_path),
    ),
    Method(
        "auto",
        "Pentimento auto",
        f"{_OURS}:auto",
        ours=True,
        training_free=False,
        python=_after(places.migan_path),
    ),
    Method(
        "fourier",
        "Pentimento Fourier filler",
        "benchmarks.inpaint.fourier:fourier",
        ours=True,
        training_free=False,
        note="the network alone, at up to 512 px",
        python=_after(places.fourier_path),
    ),
    Method("telea", "OpenCV Telea, r=5", f"{_PEERS}.opencv:telea"),
    Method("ns", "OpenCV Navier-Stokes, r=5", f"{_PEERS}.opencv:navier_stokes"),
    Method(
        "pypatchmatch",
        "PyPatchMatch, p=3",
        f"{_PEERS}.pypatchmatch:pypatchmatch",
        python=places.patchmatch_python,
    ),
    Method(
        "gmic",
        "G'MIC matchpatch",
        f"{_PEERS}.gmic:gmic",
        note="kept inside the hole; its time includes the program's start",
        python=_after(places.gmic_program),
    ),
    Method(
        "resynthesizer",
        "GIMP Resynthesizer",
        f"{_PEERS}.gimp:resynthesizer",
        note="kept inside the hole; ring of 50 px; its time includes GIMP's start",
        python=_after(places.gimp_program),
    ),
    Method(
        "migan",
        "MI-GAN as it comes",
        f"{_PEERS}.migan:migan",
        training_free=False,
        note="blends about 4 px of the old content of the hole back in",
        python=_after(places.migan_path),
    ),
    Method(
        "migan-grown",
        "MI-GAN, hole grown by 5 px",
        f"{_PEERS}.migan:migan_grown",
        training_free=False,
        note="only the true hole is taken, so its old content cannot shine through",
        python=_after(places.migan_path),
    ),
)


@dataclass(frozen=True)
class Fill:
    """What one run gave: the picture, its CPU seconds, the process's peak memory so far."""

    picture: NDArray[np.uint8]
    cpu_s: float
    wall_s: float
    peak_mb: float


class WarmMethod:
    """A method in a process of its own, loaded and warmed once; use it as a context."""

    def __init__(self, method: Method, search: Sequence[Path] = ()) -> None:
        """`search`: more folders in which the method's entry is looked for."""
        self.method = method
        self._search = search
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> WarmMethod:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def is_running(self) -> bool:
        """True where the process is loaded and warm."""
        return self._process is not None

    def stop(self) -> None:
        """End the process; the next run starts a fresh one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def start(self, limit_s: float = START_LIMIT_S) -> None:
        """Load and warm the method; raises `PeerMissing` or `MethodFailed`."""
        environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}
        folders = [str(folder) for folder in (_REPOSITORY, *self._search)]
        environment["PYTHONPATH"] = os.pathsep.join(folders)
        self._process = subprocess.Popen(
            [self.method.python(), "-m", "benchmarks.inpaint.server", self.method.entry],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        try:
            self._answer(time.monotonic() + limit_s)
        except MethodFailed:
            self.stop()
            raise

    def run(
        self, picture: NDArray[np.uint8], hole: NDArray[np.bool_], limit_s: float = 900.0
    ) -> Fill:
        """Fill the hole of an HxWx3 picture; raises `MethodFailed` and stays usable."""
        if self._process is None:
            self.start()
        assert self._process is not None
        body = np.dstack([picture, hole.astype(np.uint8)]).tobytes()
        height, width = hole.shape
        started = time.monotonic()
        try:
            send(cast(BinaryIO, self._process.stdin), {"height": height, "width": width}, body)
        except BrokenPipeError as error:
            self.stop()
            raise MethodFailed(f"{self.method.title} died.") from error
        header, filled = self._answer(started + limit_s)
        if len(filled) != picture.nbytes:
            raise MethodFailed(f"{self.method.title} gave a picture of another size.")
        return Fill(
            np.frombuffer(filled, np.uint8).reshape(picture.shape),
            cpu_s=float(str(header["cpu_s"])),
            wall_s=time.monotonic() - started,
            peak_mb=float(str(header["peak_mb"])),
        )

    def _answer(self, deadline: float) -> tuple[dict[str, object], bytes]:
        assert self._process is not None
        stream = cast(BinaryIO, self._process.stdout)
        left_s = max(0.0, deadline - time.monotonic())
        if not select.select([stream], [], [], left_s)[0]:
            self.stop()
            raise MethodFailed(f"{self.method.title} ran past its time.")
        try:
            header, body = receive(stream)
        except EOFError as error:
            self.stop()
            raise MethodFailed(f"{self.method.title} died.") from error
        if "error" in header:
            last = str(header["error"]).strip().splitlines()[-1]
            raise MethodFailed(f"{self.method.title} failed: {last}")
        return header, body
