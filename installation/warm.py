"""Compiles modules and hot loops once for this machine: no start, stroke or fill waits for it."""

from __future__ import annotations

import compileall
import importlib
import importlib.util
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Where the loops are, and the function that runs each of them once.
LOOPS = (
    ("editor.document.engine", "warm", "Blending and painting"),
    ("ml.patch.warm", "warm", "Patch matching"),
)


MODULES = ("editor", "ml", "plugins", "resources")


def main() -> int:
    """Compile what there is; the machine code goes where `main.py` looks for it."""
    # Where Python may write nothing of its own, every start would read all sources anew.
    for folder in MODULES:
        compileall.compile_dir(ROOT / folder, quiet=2)
    sys.path.insert(0, str(ROOT))
    importlib.import_module("main").keep_compiled_loops()
    for module, function, title in LOOPS:
        if importlib.util.find_spec(module) is None:
            continue
        start_s = time.monotonic()
        print(f"Compiling for this machine: {title} ...", flush=True)
        getattr(importlib.import_module(module), function)()
        print(f"  done in {time.monotonic() - start_s:.0f} seconds", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
