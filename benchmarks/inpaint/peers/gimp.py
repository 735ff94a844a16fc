"""GIMP's Resynthesizer, driven through GIMP's console."""

from __future__ import annotations

import os
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
from benchmarks.inpaint.places import gimp_program

RING_PX = 50


def resynthesizer() -> Fill:
    """GIMP's Resynthesizer driven like its Heal Selection: a ring of 50 px as the source."""
    program = gimp_program()

    def fill(picture: Picture, hole: Hole) -> Picture:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_ppm(folder / "picture.ppm", picture)
            write_ppm(folder / "hole.ppm", np.repeat(hole.astype(np.uint8)[..., None] * 255, 3, 2))
            subprocess.run(
                [program, "-i", "-d", "-f", "-b", _script(folder), "-b", "(gimp-quit 0)"],
                check=True,
                capture_output=True,
                env={**os.environ, "GEGL_THREADS": "1"},
            )
            return inside_only(picture, hole, read_ppm(folder / "filled.ppm"))

    return fill


def _script(folder: Path) -> str:
    """Script-Fu for one fill: the source is the ring around the hole in a copy of the picture."""
    return f"""
(let* ((image (car (gimp-file-load RUN-NONINTERACTIVE "{folder}/picture.ppm" "p")))
       (target (car (gimp-image-get-active-layer image)))
       (holes (car (gimp-file-load-layer RUN-NONINTERACTIVE image "{folder}/hole.ppm")))
       (white '(255 255 255)))
  (gimp-context-set-sample-threshold-int 10)
  (gimp-image-insert-layer image holes 0 0)
  (let* ((copy (car (gimp-image-duplicate image)))
         (copied-holes (aref (cadr (gimp-image-get-layers copy)) 0)))
    (gimp-image-select-color copy CHANNEL-OP-REPLACE copied-holes white)
    (gimp-selection-grow copy {RING_PX})
    (gimp-image-select-color copy CHANNEL-OP-SUBTRACT copied-holes white)
    (gimp-image-remove-layer copy copied-holes)
    (gimp-image-select-color image CHANNEL-OP-REPLACE holes white)
    (gimp-image-remove-layer image holes)
    (plug-in-resynthesizer RUN-NONINTERACTIVE image target 0 0 TRUE
                           (car (gimp-image-get-active-layer copy)) -1 -1 0.0 0.117 16 500)
    (gimp-image-delete copy))
  (gimp-selection-none image)
  (file-ppm-save RUN-NONINTERACTIVE image target "{folder}/filled.ppm" "f" 1))
"""
