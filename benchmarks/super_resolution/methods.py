"""The ways to enlarge that are compared, and the process that runs one of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.super_resolution.worker import ANSWERS

Bytes = NDArray[np.uint8]

PEERS_PYTHON = "PENTIMENTO_PEERS_PYTHON"
LIMIT_S = 3 * 3600
_REPOSITORY = Path(__file__).resolve().parents[2]
_OURS, _PEERS = "benchmarks.super_resolution.ours", "benchmarks.super_resolution.peers"
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Method:
    """One way to enlarge: what loads it, by how much it can, and if it needs the peers' Python."""

    name: str
    entry: str
    factors: tuple[int, ...] = (2, 3, 4)
    is_peer: bool = False
    runs_outside: bool = False


METHODS: tuple[Method, ...] = (
    Method("bicubic", f"{_OURS}:bicubic"),
    Method("lanczos", f"{_OURS}:lanczos"),
    Method("compact", f"{_OURS}:compact"),
    Method("compact, crisp 0.5", f"{_OURS}:half_crisp"),
    Method("compact, crisp 1", f"{_OURS}:crisp"),
    Method("compact, worn", f"{_OURS}:worn"),
    Method("EDSR-LIIF", f"{_PEERS}.liif:edsr_liif", is_peer=True),
    Method(
        "Real-ESRGAN x4plus",
        f"{_PEERS}.ncnn_networks:real_esrgan",
        (4,),
        is_peer=True,
        runs_outside=True,
    ),
    Method(
        "Real-ESRGAN x2plus",
        f"{_PEERS}.onnx_networks:real_esrgan_x2",
        (2,),
        is_peer=True,
        runs_outside=True,
    ),
    Method(
        "UltraSharpV2 Lite (ESRGAN)",
        f"{_PEERS}.onnx_networks:ultra_sharp",
        (4,),
        is_peer=True,
        runs_outside=True,
    ),
)


@dataclass(frozen=True)
class Answer:
    """What a method made of many pictures, and what that took; or why it could not."""

    made: tuple[Bytes, ...] = ()
    cpu_s: tuple[float, ...] = ()
    peak_mb: float = 0.0
    problem: str = ""


def enlarge_all(method: Method, lows: Sequence[Bytes], factor: int) -> Answer:
    """Run a method on all pictures, one after the other, in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, low in enumerate(lows):
            np.save(folder / f"{number}.npy", low)
        tasks = [{"number": number, "factor": factor} for number in range(len(lows))]
        (folder / "tasks.json").write_text(json.dumps(tasks))
        python = os.environ.get(PEERS_PYTHON, "") if method.runs_outside else sys.executable
        if not python:
            return Answer(problem=f"{PEERS_PYTHON} names no interpreter")
        words = [python, "-m", "benchmarks.super_resolution.worker", method.entry, name]
        environment = {**os.environ, **dict.fromkeys(_ONE_THREAD, "1")}
        environment["PYTHONPATH"] = str(_REPOSITORY)
        subprocess.run(
            words, env=environment, cwd=_REPOSITORY, check=False, timeout=LIMIT_S, stdout=sys.stderr
        )
        return _answer(folder, len(lows))


def _answer(folder: Path, count: int) -> Answer:
    path = folder / ANSWERS
    if not path.is_file():
        return Answer(problem="its process died")
    told = json.loads(path.read_text())
    if "problem" in told:
        return Answer(problem=str(told["problem"]))
    made = tuple(np.load(folder / f"{number}-made.npy") for number in range(count))
    return Answer(made, tuple(told["cpu_s"]), float(told["peak_mb"]))
