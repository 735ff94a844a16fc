"""G'MIC's patch fill, run as a program."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import numpy as np

from benchmarks.inpaint.peers.portable import (
    Fill,
    Hole,
    Picture,
    inside_only,
    read_ppm,
    write_ppm,
)
from benchmarks.inpaint.places import gmic_program


def gmic() -> Fill:
    """G'MIC's matchpatch with 0,9,10,5,1; its outer blending is then kept out of the picture."""
    program = gmic_program()

    def fill(picture: Picture, hole: Hole) -> Picture:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_ppm(folder / "picture.ppm", picture)
            write_ppm(folder / "hole.pgm", hole.astype(np.uint8) * 255)
            steps = "-inpaint_matchpatch[0] [1],0,9,10,5,1 -keep[0] -round -cut 0,255"
            subprocess.run(
                [program, "picture.ppm", "hole.pgm", *steps.split(), "-output", "filled.ppm"],
                cwd=folder,
                check=True,
                capture_output=True,
            )
            return inside_only(picture, hole, read_ppm(folder / "filled.ppm"))

    return fill
