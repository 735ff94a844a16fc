"""The document gets the results between its marks and keeps every other word."""

from __future__ import annotations

import pytest

from benchmarks.inpaint.document import BEGIN, END, MarksMissing, results_section, write_section
from benchmarks.inpaint.records import Record


def test_a_section_replaces_only_the_old_one(tmp_path):
    document = tmp_path / "benchmarks.md"
    document.write_text(f"# Before\n\n{BEGIN}\nold\n{END}\n\nAfter\n")
    write_section(document, "first")
    write_section(document, "second")
    text = document.read_text()
    assert text.startswith("# Before\n")
    assert text.endswith("After\n")
    assert "second" in text
    assert "first" not in text
    assert "old" not in text


def test_a_document_without_marks_is_left_alone(tmp_path):
    document = tmp_path / "benchmarks.md"
    document.write_text("nothing here")
    with pytest.raises(MarksMissing):
        write_section(document, "text")
    assert document.read_text() == "nothing here"


def test_the_section_shows_sizes_failures_and_what_is_absent():
    good = {"cpu_s": 1.0, "lpips_vgg": 0.2, "lpips_alex": 0.1}
    records = [
        Record("auto", "one", 512, "box", "abc123", **good),
        Record("telea", "one", 512, "box", "abc123", **{**good, "lpips_vgg": 0.3}),
        Record("gmic", "one", 512, "box", "abc123", failure="G'MIC died."),
    ]
    section = results_section(records, {"resynthesizer": "GIMP is not installed."})
    assert "abc123" in section
    assert "### 512 px" in section
    assert "one, gmic: G'MIC died." in section
    assert "Not installed on this machine: GIMP Resynthesizer." in section
    assert "| OpenCV Telea, r=5 | 1 | +0.1000" in section
