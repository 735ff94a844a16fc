"""The cells and points of `bench labels` are there, and wrong words are one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.labels.command import main
from benchmarks.labels.frames import points_of
from ml.api.labels import LANDSCAPE


def test_every_point_lies_inside_and_has_a_label_of_the_palette() -> None:
    points = points_of()
    assert len(points) == 30
    assert sum(len(rows) for rows in points.values()) > 500
    for rows in points.values():
        for x, y, accepted in rows:
            assert 0 <= x < 1
            assert 0 <= y < 1
            assert all(LANDSCAPE.named(name) for name in accepted)


def test_without_data_or_with_a_strange_method_one_sentence_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--quick", "--data", str(tmp_path), "--methods", "copy"]) == 2
    assert "name the folder of the data" in capsys.readouterr().err
    assert main(["--methods", "paint"]) == 2
    assert "There is no method 'paint'" in capsys.readouterr().err
