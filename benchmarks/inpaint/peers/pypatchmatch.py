"""PyPatchMatch; imported only in an interpreter that has it."""

from __future__ import annotations

import numpy as np
from patchmatch.patch_match import inpaint  # pyright: ignore[reportMissingImports]

from benchmarks.inpaint.peers.portable import Fill, Hole, Picture


def pypatchmatch() -> Fill:
    """PyPatchMatch with the patch radius 3 of its examples."""

    def fill(picture: Picture, hole: Hole) -> Picture:
        return inpaint(picture, hole.astype(np.uint8) * 255, patch_size=3)

    return fill
