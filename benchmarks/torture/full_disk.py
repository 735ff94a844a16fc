"""A disk that is full at every possible moment: the old file must stay, and the artist be told."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest import mock

import numpy as np

from benchmarks.torture.variants import variant
from editor.document.document import Document
from editor.files import atomic
from editor.files.export import Export
from editor.files.mask_file import write_mask
from editor.files.native import save
from editor.files.problems import SaveFailed
from editor.files.versions import versions_of
from editor.files.writer import ExportOptions, export_suffixes

DISK_BYTES = 6 << 20
_PAGE_BYTES = 4096


@dataclass
class DiskCount:
    """`harmed`: the old file changed though saving failed. `untold`: no error, and no new file.
    `left`: temporary files that stayed."""

    tries: int = 0
    refused: int = 0
    saved: int = 0
    harmed: int = 0
    untold: int = 0
    left: int = 0
    real_disk: bool = False

    @property
    def is_safe(self) -> bool:
        return not (self.harmed or self.untold or self.left)

    def as_json(self) -> dict[str, int | bool]:
        return asdict(self)


def writers(
    make: Callable[[int], Document] = variant,
) -> dict[str, Callable[[Path, int], object]]:
    """Every kind of file that the program writes, by its ending; `make` numbers documents."""
    found: dict[str, Callable[[Path, int], object]] = {}

    def export(path: Path, number: int) -> object:
        return Export(make(number)).write(path, ExportOptions(), keep_layers=True)

    for suffix in (".png", ".jpg", ".tif", ".webp", ".avif", ".psd"):
        if suffix in export_suffixes():
            found[suffix] = export
    found[".ora"] = lambda path, number: save(make(number), path)
    found[".mask.png"] = lambda path, number: write_mask(_mask(number), path)
    return found


def fill_disk(sizes: int, make: Callable[[int], Document] = variant) -> DiskCount:
    """Each writer at `sizes` amounts of free space, from none to nearly enough."""
    count = DiskCount()
    with _small_disk() as (folder, leave_free):
        count.real_disk = folder.name == "disk"
        for suffix, write in writers(make).items():
            path = folder / f"picture{suffix}"
            write(path, 1)
            needed = path.stat().st_size
            for step in range(sizes):
                with leave_free(needed * step // sizes):
                    _one_try(count, path, write)
            path.unlink()
    return count


def _one_try(count: DiskCount, path: Path, write: Callable[[Path, int], object]) -> None:
    old = path.read_bytes()
    count.tries += 1
    # Every second time the check of the free space is led astray, so that the disk itself fails.
    lie = mock.patch.object(atomic, "free_bytes", return_value=1 << 40)
    with lie if count.tries % 2 else contextlib.nullcontext():
        try:
            write(path, 2)
        except SaveFailed:
            count.refused += 1
            count.harmed += path.read_bytes() != old
        else:
            count.saved += 1
            count.untold += path.read_bytes() == old
    count.left += sum(1 for _ in path.parent.glob(".pentimento-*"))
    for version in versions_of(path):
        version.path.unlink()


def _mask(number: int) -> np.ndarray:
    return np.random.default_rng(number).integers(0, 256, (300, 400), dtype=np.uint8)


LeaveFree = Callable[[int], contextlib.AbstractContextManager[None]]


@contextlib.contextmanager
def _small_disk() -> Iterator[tuple[Path, LeaveFree]]:
    """A small disk in memory where mounting is permitted; else writes that fail as on one."""
    with tempfile.TemporaryDirectory() as outer:
        disk = Path(outer) / "disk"
        disk.mkdir()
        options = f"size={DISK_BYTES}"
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)]
        mount = shutil.which("mount")
        if mount is None or subprocess.run(command, capture_output=True).returncode:
            folder = Path(outer) / "imagined"
            folder.mkdir()
            yield folder, _imagined_free
            return
        try:
            yield disk, lambda size: _really_free(disk, size)
        finally:
            subprocess.run(["umount", str(disk)], check=True)


@contextlib.contextmanager
def _really_free(disk: Path, size_bytes: int) -> Iterator[None]:
    ballast = disk / "ballast"
    free = shutil.disk_usage(disk).free
    with ballast.open("wb") as file:
        file.write(bytes(max(0, free - size_bytes - _PAGE_BYTES)))
    try:
        yield
    finally:
        ballast.unlink()


@contextlib.contextmanager
def _imagined_free(size_bytes: int) -> Iterator[None]:
    left = size_bytes
    real_write = os.write

    def write(descriptor: int, data: bytes) -> int:
        nonlocal left
        if len(data) > left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        left -= len(data)
        return real_write(descriptor, data)

    with mock.patch.object(atomic.os, "write", write):
        yield
