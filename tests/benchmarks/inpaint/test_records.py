"""Results survive a stop at any moment, and tables say what they hold."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.inpaint.records import Record, ResultFile
from benchmarks.inpaint.report import cells_table, difference_table, means_table
from benchmarks.inpaint.summary import summarise


def record(method, cell, lpips, **more):
    values = {"cpu_s": 1.0, "lpips_vgg": lpips, "lpips_alex": lpips / 2, "psnr_db": 20.0}
    return Record(method, cell, 512, "box", "r1", **{**values, **more})


def test_the_last_record_counts_and_a_cut_line_is_skipped(tmp_path):
    stored = ResultFile(tmp_path / "deep" / "results.jsonl")
    assert stored.read() == []
    stored.append(record("telea", "one", 0.5))
    stored.append(record("telea", "one", 0.4))
    with (tmp_path / "deep" / "results.jsonl").open("a") as stream:
        stream.write('{"method": "telea", "ce')
    stored.append(record("telea", "two", 0.3))
    found = {r.cell: r.lpips_vgg for r in stored.read()}
    assert found == {"one": 0.4, "two": 0.3}


def results():
    records = []
    for index in range(12):
        cell = f"cell-{index}"
        records.append(record("auto", cell, 0.2 + index / 100))
        records.append(record("telea", cell, 0.3 + index / 100))
        records.append(record("gmic", cell, 0.2 + index / 100 + (-1) ** index * 0.01))
    failed = replace(record("gmic", "cell-12", 0.1), failure="G'MIC died.", lpips_vgg=None)
    return [*records, failed, record("auto", "cell-12", 0.9), record("telea", "cell-12", 0.9)]


def test_means_are_over_the_cells_that_all_filled():
    table = means_table(results(), 512)
    assert "12 cells at 512 px" in table
    assert "| **Pentimento auto** | 0.2550 | 0.1275 |" in table
    assert "| OpenCV Telea, r=5 | 0.3550 |" in table
    assert table.splitlines()[-1].startswith("| G'MIC")
    assert table.splitlines()[-1].endswith("| 1 |")


def test_differences_are_called_only_where_they_are_clear():
    table = difference_table(results(), "auto", 512)
    telea, gmic = table.splitlines()[-2:]
    assert "worse" in telea
    assert telea.startswith("| OpenCV Telea, r=5 | 13 |")
    assert "tie" in gmic
    better = difference_table(results(), "telea", 512)
    assert "**better**" in better.splitlines()[2]


def test_every_cell_stands_in_the_table_even_a_failed_one():
    table = cells_table(results(), 512)
    assert len(table.splitlines()) == 2 + 13
    assert "failed" in table
    assert ".200 / .100" in table


def test_the_summary_names_what_failed_and_what_is_absent():
    summary = summarise(results(), {"resynthesizer": "GIMP is not installed."}, "a note")
    assert summary["cells"] == 13
    assert summary["absent"] == {"resynthesizer": "GIMP is not installed."}
    assert summary["failed"][0]["method"] == "gmic"
    assert summary["sizes"]["512"]["auto"]["lpips_vgg"] == 0.255
