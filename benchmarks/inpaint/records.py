"""One line of JSON per method and cell, so that a run can stop anywhere and go on later."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.inpaint.score import Score


@dataclass(frozen=True)
class Record:
    """The outcome of one method on one cell: a score with its costs, or the reason for none."""

    method: str
    cell: str
    size_px: int
    kind: str
    revision: str
    failure: str = ""
    cpu_s: float | None = None
    wall_s: float | None = None
    peak_mb: float | None = None
    lpips_vgg: float | None = None
    lpips_alex: float | None = None
    psnr_db: float | None = None
    ssim: float | None = None
    gradient_emd: float | None = None
    changed_outside: int | None = None

    def with_score(self, score: Score) -> Record:
        """This record with the values of a score."""
        return Record(**{**asdict(self), **asdict(score)})


class ResultFile:
    """Appends records to a file; the last record of a method and cell is the one that counts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[Record]:
        """All records that count; a line cut off by a crash is left out."""
        found: dict[tuple[str, str], Record] = {}
        if self._path.is_file():
            for line in self._path.read_text(encoding="utf-8").splitlines():
                try:
                    record = Record(**json.loads(line))
                except (json.JSONDecodeError, TypeError):
                    continue
                found[record.method, record.cell] = record
        return list(found.values())

    def append(self, record: Record) -> None:
        """Add one record at once, on a line of its own even after a line that was cut off."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        before = self._path.read_bytes() if self._path.is_file() else b""
        cut_off = bool(before) and not before.endswith(b"\n")
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(("\n" if cut_off else "") + json.dumps(asdict(record)) + "\n")
            stream.flush()


def scored(records: Iterable[Record], method: str) -> dict[str, Record]:
    """Records of one method that have a fill, by cell."""
    return {r.cell: r for r in records if r.method == method and not r.failure}
