"""Where trained networks of others are looked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ml.training.teachers import FOLDERS_VARIABLE, TeacherMissing, teacher_file


def test_both_layouts_are_found_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    (second / "net").mkdir(parents=True)
    first.mkdir()
    (second / "net" / "weights.safetensors").touch()
    monkeypatch.setenv(FOLDERS_VARIABLE, os.pathsep.join([str(first), str(second)]))
    assert teacher_file("net") == second / "net" / "weights.safetensors"
    (first / "net.safetensors").touch()
    assert teacher_file("net") == first / "net.safetensors"


@pytest.mark.parametrize("folders", ["", os.pathsep])
def test_a_missing_teacher_names_the_command(
    folders: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "net.safetensors").touch()  # an empty entry must not mean the current folder
    monkeypatch.setenv(FOLDERS_VARIABLE, folders)
    with pytest.raises(TeacherMissing, match="pentimento models install net"):
        teacher_file("net")
