"""The pipeline file: a broken one is a sentence, a real one fills, scales and stops."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import numpy as np
import pytest

from ml.onnx.session import BrokenModel, Stopped
from ml.systems.migan.runner import MiganRunner

FILE = os.environ.get("PENTIMENTO_MIGAN", "")
needs_file = pytest.mark.skipif(
    not Path(FILE).is_file(), reason="PENTIMENTO_MIGAN names no installed MI-GAN file"
)


@pytest.mark.parametrize("content", [b"", b"this is text", bytes(1000)])
def test_a_file_that_is_no_model_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    with pytest.raises(
        BrokenModel, match=r"model\.onnx cannot be read: remove the model"
    ) as caught:
        MiganRunner(path)
    assert caught.value.details


def picture(rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    colours = np.full((rows, columns, 3), (90, 120, 200), np.uint8)
    hole = np.zeros((rows, columns), bool)
    hole[rows // 3 : rows // 2, columns // 3 : columns // 2] = True
    return colours, hole


@needs_file
@pytest.mark.parametrize("shape", [(512, 512), (300, 700), (64, 90)])
def test_a_plain_picture_stays_plain(shape: tuple[int, int]) -> None:
    colours, hole = picture(*shape)
    filled = MiganRunner(Path(FILE)).run(colours, hole)
    assert filled.shape == colours.shape
    assert filled.dtype == np.uint8
    assert np.abs(filled[hole].astype(int) - (90, 120, 200)).mean() < 12


def run_often(runner: MiganRunner, colours: np.ndarray, hole: np.ndarray) -> None:
    for _ in range(20):
        runner.run(colours, hole)


@needs_file
def test_a_run_can_be_stopped_from_another_thread_and_the_next_one_works() -> None:
    runner = MiganRunner(Path(FILE))
    colours, hole = picture(512, 512)
    timer = threading.Timer(0.05, runner.stop)
    timer.start()
    with pytest.raises(Stopped):
        run_often(runner, colours, hole)
    assert runner.run(colours, hole).shape == colours.shape
