"""No library that we load leaves a device id in the person's home, or reports to its maker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def left_in_home(home: Path, statement: str) -> list[str]:
    """Files that a fresh process leaves in an empty home after a statement."""
    # Nothing else of this session: onnxruntime keeps still where it sees `CI`, for one.
    environment = {"HOME": str(home), "PATH": os.defpath, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", statement], env=environment, cwd=ROOT, check=True)
    return [path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()]


@pytest.mark.parametrize("module", ["ml.systems.migan.runner", "benchmarks.inpaint.peers.migan"])
def test_learned_fills_leave_no_device_id(tmp_path: Path, module: str) -> None:
    assert left_in_home(tmp_path, f"import {module}, onnxruntime") == []


def test_the_variable_is_what_does_it(tmp_path: Path) -> None:
    left = left_in_home(tmp_path, "import onnxruntime")
    if not left:
        pytest.skip("this build of onnxruntime does not report anything")
    assert any("deviceid" in name for name in left)
