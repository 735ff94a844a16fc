"""Writes the results of a run into docs/benchmarks.md, between two marks, with its machine."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from benchmarks.inpaint.methods import METHODS
from benchmarks.inpaint.records import Record, ResultFile
from benchmarks.inpaint.report import REFERENCES, cells_table, difference_table, means_table
from benchmarks.inpaint.run import available

BEGIN, END = "<!-- inpaint: begin -->", "<!-- inpaint: end -->"
_DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"


class MarksMissing(ValueError):
    """The document has no place for the results."""


def machine() -> str:
    """Processor, cores and memory of this machine in one line."""
    name = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        lines = information.read_text(encoding="utf-8").splitlines()
        names = [s.partition(":")[2].strip() for s in lines if s.startswith("model name")]
        name = names[0] if names else name
    memory_bytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{name}, {os.cpu_count()} cores, {memory_bytes / 2**30:.0f} GB"


def results_section(records: Sequence[Record], absent: dict[str, str]) -> str:
    """The tables of a run with what they were taken on."""
    revisions = sorted({r.revision for r in records if _is_ours(r)})
    parts = [
        f"Taken on {date.today().isoformat()} on {machine()}; our fills at revision "
        f"{', '.join(revisions) or 'unknown'}.",
    ]
    for size_px in sorted({r.size_px for r in records}):
        parts.append(f"### {size_px} px\n\n{means_table(records, size_px)}")
        for reference in REFERENCES:
            parts.append(
                f"Every other method less {_title(reference)}, paired by cell; above zero it is "
                f"worse:\n\n{difference_table(records, reference, size_px)}"
            )
    for reference in REFERENCES:
        parts.append(
            f"### Both sizes together, less {_title(reference)}\n\n"
            f"{difference_table(records, reference, None)}"
        )
    for size_px in sorted({r.size_px for r in records}):
        parts.append(
            f"### Every cell at {size_px} px\n\nLPIPS with VGG16 / AlexNet.\n\n"
            f"{cells_table(records, size_px)}"
        )
    failures = sorted({f"{r.cell}, {r.method}: {r.failure}" for r in records if r.failure})
    parts += [f"Not installed on this machine: {_title(name)}." for name in absent]
    return "\n\n".join([*parts, *failures])


def write_section(document: Path, section: str) -> None:
    """Put the section between the marks of the document; raises `MarksMissing`."""
    text = document.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise MarksMissing(f"{document.name} has no {BEGIN} and {END}.")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    document.write_text(f"{before}{BEGIN}\n\n{section}\n\n{END}{after}", encoding="utf-8")


def _is_ours(record: Record) -> bool:
    return any(method.ours and method.name == record.method for method in METHODS)


def _title(name: str) -> str:
    return next(method.title for method in METHODS if method.name == name)


def main(argv: Sequence[str] | None = None) -> int:
    """Write the results of a run into the document."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("--document", type=Path, default=_DOCUMENT)
    chosen = parser.parse_args(argv)
    _, absent = available(METHODS)
    write_section(chosen.document, results_section(ResultFile(chosen.results).read(), absent))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
