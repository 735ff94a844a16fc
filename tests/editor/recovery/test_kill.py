"""A program killed in the middle of its work loses none that was a second old."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from editor.recovery.restore import pending, restore

ROOT = Path(__file__).resolve().parents[3]

CHILD = """
import sys, time
from pathlib import Path
import numpy as np
from editor.document.brush import Brush
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.stroke import StrokeSession
from editor.document.targets import LayerPixels
from editor.recovery.journal import Journal

random = np.random.default_rng(0)
document = Document(700, 600)
pixels = random.integers(0, 256, (600, 700, 4), dtype=np.uint8)
document.insert_layer(PixelLayer.from_pixels("Background", pixels))
journal = Journal(document, Path(sys.argv[1]))
for number in range(10_000):
    stroke = StrokeSession(document, LayerPixels(document.active.id), Brush(90),
        colour=(*random.random(3), 1.0))
    for x, y in random.integers(0, 600, (4, 2)):
        stroke.add(float(x), float(y))
    document.history.push_done(stroke.finish())
    if number % 5 == 4:
        document.history.undo()
    if number == 12:
        journal.flush()
        safe = 1
    print(document.digest(), flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill like that")
@pytest.mark.parametrize("lines", [14, 17, 25, 40])
def test_a_killed_program_leaves_a_state_that_it_was_in(tmp_path, lines) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    states = [child.stdout.readline().strip() for _ in range(lines)]
    assert pending(tmp_path) == (), "a living program's journal was offered"
    child.send_signal(signal.SIGKILL)
    states += child.stdout.read().split()
    child.wait()
    child.stdout.close()

    (recovery,) = pending(tmp_path)
    back = restore(recovery, lambda path: pytest.fail(f"nothing should open {path}"))
    # Every step before the flush is there; after it, some last ones may still be under way.
    # The child may have been stopped between a step and its print.
    found = back.document.digest()
    back.document.history.undo()
    assert found in states[12:] or back.document.digest() in states[12:]
