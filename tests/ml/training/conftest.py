"""The training commands in this process, with a small recipe that learns in no time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from dataset_files import write_split_set

from ml.training import catalog
from ml.training.commands.command import main

Answer = tuple[int, str, str]
SMALL = {"small_regression": "small_regression:SmallRegression"}


@pytest.fixture
def call(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Answer]:
    """Exit code, standard output and standard error of `python -m ml.training WORDS`."""
    monkeypatch.setattr(catalog, "RECIPES", SMALL)
    for module in ("places", "train", "pack"):
        monkeypatch.setattr(f"ml.training.commands.{module}.RECIPES", SMALL)
    for variable in ("PENTIMENTO_RUNS", "PENTIMENTO_COMMAND", "PENTIMENTO_TRAINING_CACHE"):
        monkeypatch.delenv(variable, raising=False)

    def answer(*words: object) -> Answer:
        code = main([str(word) for word in words])
        said = capfd.readouterr()
        return code, said.out, said.err

    return answer


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Eight pictures to train on, three of val and one of test."""
    return write_split_set(tmp_path / "photos")
