"""MI-GAN's published pipeline, as it comes and with a grown hole."""

from __future__ import annotations

import cv2
import numpy as np
import onnxruntime

from benchmarks.inpaint.peers.portable import Fill, Hole, Picture, inside_only
from benchmarks.inpaint.places import migan_path

GROW_PX = 5


def migan() -> Fill:
    """MI-GAN's published pipeline on the whole picture, as it comes."""
    return _migan(0)


def migan_grown() -> Fill:
    """MI-GAN given a hole grown by 5 px, of which only the true hole is taken."""
    return _migan(GROW_PX)


def _migan(grow_px: int) -> Fill:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        migan_path().read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    image_name, mask_name = (port.name for port in session.get_inputs())
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * grow_px + 1, 2 * grow_px + 1))

    def fill(picture: Picture, hole: Hole) -> Picture:
        wide = cv2.dilate(hole.astype(np.uint8), brush) if grow_px else hole
        keep = np.where(wide, 0, 255).astype(np.uint8)
        given = np.ascontiguousarray(picture.transpose(2, 0, 1))[None]
        result = session.run(None, {image_name: given, mask_name: keep[None, None]})[0]
        filled = np.ascontiguousarray(np.asarray(result)[0].transpose(1, 2, 0))
        return inside_only(picture, hole, filled) if grow_px else filled

    return fill
