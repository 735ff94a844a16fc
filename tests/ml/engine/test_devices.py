"""Devices are found without torch, named in words, and chosen by name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ml.api.errors import BadInput
from ml.engine import devices
from ml.engine.devices import Device, available, choose, cpu

CARD = Device("cuda:0", "Some Card", 1 << 33)


def test_the_cpu_says_its_cores() -> None:
    assert cpu(2).title == "CPU, 2 cores"
    assert cpu(1).title == "CPU, 1 core"
    assert cpu(2).memory_bytes > 1 << 28


def test_auto_takes_the_best() -> None:
    both = (CARD, cpu(2))
    assert choose("auto", both) is CARD
    assert choose("", both) is CARD
    assert choose("cuda", both) is CARD
    assert choose("cpu", both).name == "cpu"


def test_a_device_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(BadInput, match="choose auto or one of: cuda:0, cpu"):
        choose("cuda:3", (CARD, cpu(2)))


@pytest.mark.parametrize(
    ("text", "build"),
    [
        ("__version__ = '2.13.0'\ncuda: Optional[str] = '12.9'\n", "cuda"),
        ("cuda = '13.0'\n", "cuda"),
        ("cuda: Optional[str] = None\nhip: Optional[str] = None\n", "cpu"),
    ],
)
def test_the_build_of_torch_is_read_from_its_version_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, build: str
) -> None:
    package = tmp_path / "torch"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('must not be imported')")
    (package / "version.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    assert devices._torch_build() == build


def test_without_a_driver_there_is_only_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_torch_build", lambda: "cuda")
    monkeypatch.setattr(devices, "CUDA_LIBRARIES", ("no-such-library.so",))
    assert [device.name for device in available(2)] == ["cpu"]


def test_looking_for_devices_does_not_load_torch() -> None:
    program = (
        "import sys; from ml.engine.worker import serve; from ml.engine.devices import available;"
        "available(2); print('torch' in sys.modules, 'cv2' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "False False"
