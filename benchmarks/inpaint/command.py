"""`bench inpaint`: reads its arguments, runs the plan, prints tables or one JSON object."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.inpaint.cells import CellBroken, data_folder
from benchmarks.inpaint.methods import METHODS, Method
from benchmarks.inpaint.records import Record, ResultFile
from benchmarks.inpaint.report import cells_table, difference_table, means_table
from benchmarks.inpaint.run import Plan, Task, available, execute
from benchmarks.inpaint.score import Judge
from benchmarks.inpaint.summary import summarise
from benchmarks.inpaint.tasks import DataMissing, UnknownCells, full_tasks, quick_tasks

QUICK_S = 45.0
_WRONG = 2


class UnknownMethod(ValueError):
    """A name in `--methods` is no method of the bench."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the inpainting bench; 0 when it ran, 2 with one sentence when it could not."""
    started_s = time.monotonic()
    chosen = _parser().parse_args(argv)
    try:
        return _run(chosen, started_s)
    except (UnknownMethod, UnknownCells, DataMissing, CellBroken) as error:
        print(error, file=sys.stderr)
        return _WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench inpaint",
        description="Our fills beside their peers, on cells fixed before any method ran.",
    )
    add = parser.add_argument
    add("--quick", action="store_true", help="three cells, AlexNet only, within 60 s")
    add("--json", action="store_true", help="one JSON object as the last line")
    add("--methods", default="", help="names with commas; all that are installed by default")
    add("--cells", nargs="*", default=[], help="A, B, 512, 2048, a kind or part of a name")
    add("--data", type=Path, default=None, help="folder that holds bench/kodak24, bench/large")
    add("--results", type=Path, default=None, help="JSON lines to write and to go on from")
    add("--rerun", default="", help="methods with commas that run again despite --results")
    add("--pictures", type=Path, default=None, help="folder for the fills, to look at them")
    add("--no-vgg", action="store_true", help="LPIPS by AlexNet only, ten times cheaper")
    return parser


def _run(chosen: argparse.Namespace, started_s: float) -> int:
    tasks, note = _tasks(chosen)
    methods, absent = available(named_methods(chosen.methods))
    judge = Judge.load(with_vgg=not (chosen.quick or chosen.no_vgg))
    stored = ResultFile(chosen.results) if chosen.results else None
    again = {name for name in chosen.rerun.split(",") if name}
    names = {task.name for task in tasks}
    before = [
        r for r in (stored.read() if stored else []) if r.method not in again and r.cell in names
    ]
    records = list(before)

    def keep(record: Record) -> None:
        records.append(record)
        if stored:
            stored.append(record)
        print(progress_line(record), file=sys.stderr, flush=True)

    plan = Plan(
        tasks=tasks,
        methods=methods,
        judge=judge,
        done=frozenset((r.method, r.cell) for r in before if not r.failure),
        deadline_s=started_s + QUICK_S if chosen.quick else float("inf"),
        pictures=chosen.pictures,
    )
    complete = execute(plan, keep)
    if judge.missing:
        note = f"{note} {judge.missing}".strip()
    if not complete:
        note = f"{note} The time was up before every method had every cell.".strip()
    if chosen.json:
        print(json.dumps({**summarise(records, absent, note), "complete": complete}))
    else:
        print(tables(records, absent, note))
    return 0


def _tasks(chosen: argparse.Namespace) -> tuple[list[Task], str]:
    data = data_folder(chosen.data)
    if chosen.quick:
        return quick_tasks(data)
    return full_tasks(data, chosen.cells), ""


def named_methods(names: str) -> list[Method]:
    """Methods by comma-separated names, in the order of the registry; all for an empty string."""
    wanted = {name.strip() for name in names.split(",") if name.strip()}
    known = {method.name for method in METHODS}
    if wanted - known:
        raise UnknownMethod(
            f"There is no method {', '.join(sorted(wanted - known))}; "
            f"there are {', '.join(sorted(known))}."
        )
    return [method for method in METHODS if not wanted or method.name in wanted]


def progress_line(record: Record) -> str:
    """One line about a fill for somebody who watches."""
    if record.failure:
        return f"{record.cell:32} {record.method:14} {record.failure}"
    values = [("vgg", record.lpips_vgg), ("alex", record.lpips_alex), ("cpu s", record.cpu_s)]
    shown = "  ".join(f"{name} {value:.3f}" for name, value in values if value is not None)
    return f"{record.cell:32} {record.method:14} {shown}"


def tables(records: Sequence[Record], absent: dict[str, str], note: str) -> str:
    """All tables of a run as Markdown."""
    parts = [note] if note else []
    for size_px in sorted({r.size_px for r in records}):
        parts.append(f"### {size_px} px\n\n{means_table(records, size_px)}")
        for reference in ("auto", "patch-best"):
            if any(r.method == reference and not r.failure for r in records):
                parts.append(
                    f"Against {reference}:\n\n{difference_table(records, reference, size_px)}"
                )
        parts.append(f"Every cell:\n\n{cells_table(records, size_px)}")
    failures = sorted({f"{r.method}: {r.failure}" for r in records if r.failure})
    parts += [f"Not installed: {name}. {sentence}" for name, sentence in absent.items()]
    return "\n\n".join([*parts, *failures])
