"""One run of the inpainting bench: from chosen words to tables or one JSON object."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from benchmarks.inpaint.cells import data_folder
from benchmarks.inpaint.failures import UnknownMethod
from benchmarks.inpaint.methods import METHODS, Method
from benchmarks.inpaint.records import Record, ResultFile
from benchmarks.inpaint.report import REFERENCES, cells_table, difference_table, means_table
from benchmarks.inpaint.run import Plan, Task, available, execute
from benchmarks.inpaint.score import Judge
from benchmarks.inpaint.summary import summarise
from benchmarks.inpaint.tasks import full_tasks, quick_tasks

QUICK_S = 45.0
QUICK_METHODS = "patch-draft,patch-best,auto,telea,pypatchmatch,migan-grown"


def run(chosen: argparse.Namespace, started_s: float) -> int:
    """Run what was chosen; `started_s` on the monotonic clock is when the person began to wait."""
    wanted = chosen.methods or (QUICK_METHODS if chosen.quick else "")
    named = named_methods(wanted)
    tasks, note = _tasks(chosen)
    methods, absent = available(named)
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
        for reference in REFERENCES:
            if any(r.method == reference and not r.failure for r in records):
                parts.append(
                    f"Against {reference}:\n\n{difference_table(records, reference, size_px)}"
                )
        parts.append(f"Every cell:\n\n{cells_table(records, size_px)}")
    failures = sorted({f"{r.method}: {r.failure}" for r in records if r.failure})
    parts += [f"Not installed: {name}. {sentence}" for name, sentence in absent.items()]
    return "\n\n".join([*parts, *failures])
