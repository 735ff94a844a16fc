"""The built program leaves out what only tests and other displays need, and no more."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from installation.frozen_parts import EXCLUDED_MODULES, is_wanted, wanted

ROOT = Path(__file__).resolve().parents[2]
# `import torch` fails, or a job does, without these.
NEEDED = {"torch.distributed", "torch.testing", "torch.ao", "torch.export", "torch.fx", "unittest"}


@pytest.mark.parametrize(
    "name",
    [
        "torch/lib/libtorch_cpu.so",
        "torch/bin/torch_shm_manager",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "numpy.libs/libscipy_openblas.so",
        "resources/icons/brush.svg",
        "models/migan/model.onnx",
    ],
)
def test_kept(name: str) -> None:
    assert is_wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "torch/test/test_api",
        "torch/bin/protoc",
        "torch/lib/libtorchbind_test.so",
        "PySide6/Qt/translations/qt_de.qm",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6\\Qt\\plugins\\platforms\\libqeglfs.so",
        "libgtk-3.so.0",
    ],
)
def test_left_out(name: str) -> None:
    assert not is_wanted(name)


def test_links_go_with_what_they_point_to() -> None:
    rows = [
        ("torch/lib/liba.so", "/x/liba.so", "BINARY"),
        ("torch/bin/protoc", "/x/protoc", "BINARY"),
        ("lib/a.so", "../torch/lib/liba.so", "SYMLINK"),
        ("protoc", "torch/bin/protoc", "SYMLINK"),
    ]
    assert [row[0] for row in wanted(rows)] == ["torch/lib/liba.so", "lib/a.so"]


def test_nothing_that_torch_needs_is_excluded() -> None:
    assert not NEEDED & set(EXCLUDED_MODULES)
    assert len(set(EXCLUDED_MODULES)) == len(EXCLUDED_MODULES)


def test_the_build_description_is_python() -> None:
    ast.parse((ROOT / "build.spec").read_text(encoding="utf-8"))
