"""Runs one method on many pictures in a process of its own and tells CPU seconds and memory.

It must start in interpreters that hold little more than numpy, so it imports nothing else.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import numpy as np

Bytes = np.ndarray
Enlarge = Callable[[Bytes, int], Bytes]
"""rows x columns x 3 of uint8 and a whole factor; the sides times that factor out."""

WARM_PX = 24
ANSWERS = "answers.json"


def main(words: list[str]) -> int:
    """`ENTRY FOLDER FACTORS`: every `N.npy` named in the folder's `tasks.json`, enlarged."""
    entry, folder = words[0], Path(words[1])
    tasks: list[dict[str, int]] = json.loads((folder / "tasks.json").read_text())
    answer: dict[str, object] = {}
    try:
        module, _, name = entry.partition(":")
        enlarge: Enlarge = getattr(importlib.import_module(module), name)()
        factor = tasks[0]["factor"]
        enlarge(np.zeros((WARM_PX, WARM_PX, 3), np.uint8), factor)
        answer["warm_mb"] = _peak_mb()
        answer["cpu_s"] = [_run(enlarge, task, folder) for task in tasks]
        answer["peak_mb"] = _peak_mb()
    except Exception as error:
        answer = {"problem": str(error) or repr(error), "details": traceback.format_exc()}
    (folder / ANSWERS).write_text(json.dumps(answer))
    # Some runtimes hang or crash while they are torn down; all is written.
    sys.stdout.flush()
    os._exit(0)


def _run(enlarge: Enlarge, task: dict[str, int], folder: Path) -> float:
    low = np.load(folder / f"{task['number']}.npy", allow_pickle=False)
    began_s = time.process_time()
    made = enlarge(low, task["factor"])
    spent_s = time.process_time() - began_s
    np.save(folder / f"{task['number']}-made.npy", np.ascontiguousarray(made, np.uint8))
    return spent_s


def _peak_mb() -> float:
    """The high-water mark of this process by the kernel's own account; 0 elsewhere."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0.0
    marks = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(marks[0].split()[1]) / 1024 if marks else 0.0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
