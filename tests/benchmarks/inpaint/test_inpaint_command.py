"""`bench inpaint` end to end, without the benchmark pictures and with wrong arguments."""

from __future__ import annotations

import json

import numpy as np
import pytest

from benchmarks.catalog import BENCHMARKS, UnknownBenchmark, find
from benchmarks.inpaint import tasks
from benchmarks.inpaint.command import main
from benchmarks.inpaint.records import ResultFile
from benchmarks.inpaint.score import Judge, Truth


def last_object(capsys):
    return json.loads(capsys.readouterr().out.strip().splitlines()[-1])


def test_quick_works_without_the_pictures(capsys, tmp_path):
    assert main(["--quick", "--json", "--methods", "telea", "--data", str(tmp_path)]) == 0
    summary = last_object(capsys)
    assert summary["bench"] == "inpaint"
    assert summary["complete"]
    assert summary["cells"] == 3
    assert "not here" in summary["note"]
    assert summary["sizes"]["512"]["telea"]["psnr_db"] > 5


def test_quick_makes_pictures_where_there_are_no_samples(monkeypatch, tmp_path):
    monkeypatch.setattr(tasks, "_SAMPLES", tmp_path)
    made, note = tasks.quick_tasks(tmp_path)
    assert "made by the bench" in note
    picture, hole = made[0].load()
    assert picture.shape == (512, 512, 3)
    assert hole.any()
    assert picture.std() > 5
    assert np.array_equal(picture, made[0].load()[0])


def test_results_are_taken_up_again(capsys, tmp_path):
    results = tmp_path / "results.jsonl"
    arguments = ["--quick", "--json", "--methods", "ns", "--data", str(tmp_path)]
    arguments += ["--results", str(results)]
    assert main(arguments) == 0
    first = results.read_text()
    assert main(arguments) == 0
    assert results.read_text() == first
    assert main([*arguments, "--rerun", "ns"]) == 0
    assert len(results.read_text().splitlines()) == 6
    assert len(ResultFile(results).read()) == 3
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--methods", "nobody"], "no method nobody"),
        (["--cells", "nowhere"], "No cell fits"),
        (["--cells", "A", "--data", "/nonexistent"], "--data"),
    ],
)
def test_wrong_arguments_give_one_sentence(capsys, arguments, sentence):
    assert main(arguments) == 2
    errors = capsys.readouterr().err.strip().splitlines()
    assert len(errors) == 1
    assert sentence in errors[0]


def test_scores_know_a_perfect_fill_and_a_touched_outside():
    picture = tasks.made_picture(3)
    hole = np.zeros((512, 512), bool)
    hole[100:200, 100:200] = True
    truth = Truth(Judge(None, None), picture, hole)
    perfect = truth.score(picture)
    assert perfect.psnr_db == 100
    assert perfect.changed_outside == 0
    touched = picture.copy()
    touched[0, 0] ^= 128
    assert truth.score(touched).changed_outside == 128


def test_the_catalog_finds_its_benchmarks():
    assert find("inpaint").load() is main
    assert len({benchmark.name for benchmark in BENCHMARKS}) == len(BENCHMARKS)
    with pytest.raises(UnknownBenchmark, match="inpaint, super_resolution, .*torture"):
        find("nothing")
