"""Sums rows up: means for each set and count, and at which points a tracer came nearer."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]
_OURS = "ours"


def summary(rows: list[Row]) -> str:
    """A table in Markdown, and below it every point that was lost."""
    lines = [
        "| set | shapes | pictures | method | dB | LPIPS | paths | bytes | CPU s |",
        "|---|---:|---:|---|---:|---:|---:|---:|---:|",
    ]
    for key in dict.fromkeys((r["set"], r["shapes"]) for r in _sorted(rows)):
        here = [row for row in rows if (row["set"], row["shapes"]) == key]
        for method in dict.fromkeys(row["method"] for row in here):
            lines.append(_mean([row for row in here if row["method"] == method]))
    return "\n".join([*lines, "", *_lost(rows)])


def _sorted(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["set"], row["shapes"]))


def _mean(rows: list[Row]) -> str:
    found = [row for row in rows if "psnr" in row]
    first = rows[0]
    cells = [first["set"], str(first["shapes"]), f"{len(found)}/{len(rows)}", first["method"]]
    for name, digits in (("psnr", 2), ("lpips", 3), ("paths", 0), ("bytes", 0), ("cpu_s", 2)):
        values = [row[name] for row in found if name in row]
        mean = sum(values) / len(values) if values else None
        cells.append("–" if mean is None else f"{mean:,.{digits}f}")
    return f"| {' | '.join(cells)} |"


def _lost(rows: list[Row]) -> list[str]:
    """Every point at which a tracer is nearer than ours, or as near."""
    own = {_place(row): row for row in rows if row["method"] == _OURS}
    others = [row for row in rows if row["method"] != _OURS and "psnr" in row]
    lost = [row for row in others if row["psnr"] >= own[_place(row)]["psnr"]]
    lines = [f"{len(others) - len(lost)} of {len(others)} points won."]
    for row in lost:
        step = row["psnr"] - own[_place(row)]["psnr"]
        lines.append(
            f"- {row['set']} {row['picture']}, {row['shapes']}: {row['method']} +{step:.2f} dB"
        )
    return lines


def _place(row: Row) -> tuple[str, str, int]:
    return row["set"], row["picture"], row["shapes"]
