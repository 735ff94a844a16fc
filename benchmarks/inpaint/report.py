"""Tables of the inpainting bench in Markdown: means, paired differences, every single cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean, median

from benchmarks.inpaint.bootstrap import Interval, paired_difference
from benchmarks.inpaint.methods import METHODS, Method
from benchmarks.inpaint.records import Record, scored

REFERENCES = ("auto", "patch-best")


def means_table(records: Sequence[Record], size_px: int) -> str:
    """One row a method: means over the cells that every listed method filled."""
    here = [r for r in records if r.size_px == size_px]
    methods = _present(here)
    shared = shared_cells(here, [m.name for m in methods])
    head = (
        "method",
        "LPIPS VGG",
        "LPIPS Alex",
        "PSNR dB",
        "SSIM",
        "gradient EMD",
        "CPU s mean",
        "CPU s median",
        "peak MB",
        "failed",
    )
    rows = [_means_row(here, method, shared) for method in methods]
    caption = f"{len(shared)} cells at {size_px} px that every method filled."
    return caption + "\n\n" + _markdown(head, rows)


def _means_row(records: Sequence[Record], method: Method, shared: set[str]) -> list[str]:
    mine = [r for cell, r in scored(records, method.name).items() if cell in shared]
    failed = sum(1 for r in records if r.method == method.name and r.failure)

    def mean(read: Callable[[Record], float | None], digits: int) -> str:
        values = [value for r in mine if (value := read(r)) is not None]
        return f"{fmean(values):.{digits}f}" if values else "–"

    cpu = [r.cpu_s for r in mine if r.cpu_s is not None]
    peak = [r.peak_mb for r in mine if r.peak_mb is not None]
    return [
        f"**{method.title}**" if method.ours else method.title,
        mean(lambda r: r.lpips_vgg, 4),
        mean(lambda r: r.lpips_alex, 4),
        mean(lambda r: r.psnr_db, 2),
        mean(lambda r: r.ssim, 3),
        mean(lambda r: r.gradient_emd, 2),
        mean(lambda r: r.cpu_s, 2),
        f"{median(cpu):.2f}" if cpu else "–",
        f"{max(peak):.0f}" if peak else "–",
        str(failed),
    ]


def difference_table(records: Sequence[Record], reference: str, size_px: int | None) -> str:
    """Paired LPIPS differences of every other method to one of ours; above zero it is worse."""
    here = [r for r in records if size_px is None or r.size_px == size_px]
    ours = scored(here, reference)
    rows: list[list[str]] = []
    for method in _present(here):
        theirs = scored(here, method.name)
        cells = sorted(set(ours) & set(theirs))
        if method.name == reference or not cells:
            continue
        pairs = [(theirs[cell], ours[cell]) for cell in cells]
        vgg = _interval(pairs, lambda r: r.lpips_vgg)
        alex = _interval(pairs, lambda r: r.lpips_alex)
        if vgg or alex:
            rows.append([method.title, str(len(cells)), _shown(vgg), _shown(alex)])
    head = ("method", "cells", "LPIPS VGG, difference [95 %]", "LPIPS Alex, difference [95 %]")
    return _markdown(head, rows)


def _interval(
    pairs: Iterable[tuple[Record, Record]], read: Callable[[Record], float | None]
) -> Interval | None:
    values = [(read(theirs), read(ours)) for theirs, ours in pairs]
    known = [(a, b) for a, b in values if a is not None and b is not None]
    if not known:
        return None
    return paired_difference([a for a, _ in known], [b for _, b in known])


def _shown(interval: Interval | None) -> str:
    if interval is None:
        return "–"
    verdict = "tie"
    if interval.is_clear:
        verdict = "worse" if interval.mean > 0 else "**better**"
    return f"{interval.mean:+.4f} [{interval.low:+.4f}, {interval.high:+.4f}] {verdict}"


def cells_table(records: Sequence[Record], size_px: int) -> str:
    """LPIPS (VGG16 / AlexNet) of every method on every cell, failures included."""
    here = [r for r in records if r.size_px == size_px]
    methods = _present(here)
    found = {(r.method, r.cell): r for r in here}
    rows = [
        [cell, *(_cell_entry(found.get((method.name, cell))) for method in methods)]
        for cell in sorted({r.cell for r in here})
    ]
    return _markdown(("cell", *(m.name for m in methods)), rows)


def _cell_entry(record: Record | None) -> str:
    if record is None:
        return ""
    if record.failure:
        return "failed"
    values = (record.lpips_vgg, record.lpips_alex)
    return " / ".join("–" if v is None else f"{v:.3f}".lstrip("0") for v in values)


def shared_cells(records: Sequence[Record], methods: Iterable[str]) -> set[str]:
    """Cells that every one of the methods filled."""
    filled = [set(scored(records, name)) for name in methods]
    return set.intersection(*filled) if filled else set()


def _present(records: Sequence[Record]) -> list[Method]:
    names = {r.method for r in records if not r.failure}
    return [method for method in METHODS if method.name in names]


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"
