"""Without a network, with a home that cannot be written, in a folder with spaces and letters."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from editor.files.decoder import decode
from editor.files.mask_file import write_mask
from editor.files.raster import Picture
from editor.files.writer import export

ROOT = Path(__file__).resolve().parents[3]
SIDE_PX = 48


def without_network() -> list[str]:
    """Words before a command that take its network away; none where that is not allowed."""
    words = ["unshare", "-rn"]
    if shutil.which(words[0]) is None:
        return []
    return words if subprocess.run([*words, "true"], capture_output=True).returncode == 0 else []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose name is hard to write."""
    folder = tmp_path / "my pictures \u00fc \u6771\u4eac \U0001f3a8"
    folder.mkdir()
    pixels = np.random.default_rng(1).integers(0, 256, (SIDE_PX, SIDE_PX, 3), np.uint8)
    export(Picture(pixels), folder / "photo 1.png")
    mask = np.zeros((SIDE_PX, SIDE_PX), np.uint8)
    mask[20:28, 20:28] = 255
    write_mask(mask, folder / "mask 1.png")
    return folder


def test_a_thing_is_removed_all_the_same(folder: Path, tmp_path: Path) -> None:
    # A file where the home should be: nobody can make folders there, not even root.
    home = tmp_path / "no home"
    home.write_text("")
    output = folder / "r\u00e9sultat.png"
    words = ["run", "inpaint", "--mode", "patch", "--image", str(folder / "photo 1.png")]
    words += ["--mask", str(folder / "mask 1.png"), "--output", str(output), "--feather", "2"]
    environment = os.environ | {"PENTIMENTO_HOME": str(home / "home")}
    done = subprocess.run(
        [*without_network(), sys.executable, str(ROOT / "main.py"), *words],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    before, after = decode(folder / "photo 1.png").pixels, decode(output).pixels
    assert after.shape == before.shape
    np.testing.assert_array_equal(after[:10], before[:10])
    assert (after[20:28, 20:28] != before[20:28, 20:28]).any()
