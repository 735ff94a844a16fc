"""Keeps decoded pictures in one memory-mapped file, so that training does not wait for JPEG."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import numpy as np
import PIL
from numpy.typing import NDArray

from ml.training.data.decoding import Pixels
from ml.training.data.index import Tell, threads_of
from ml.training.data.options import DataOptions
from ml.training.data.planning import Plan
from ml.training.writing import alone, whole_file

VARIABLE = "PENTIMENTO_TRAINING_CACHE"
HOME_VARIABLE = "PENTIMENTO_HOME"
VERSION = 1
LEFT_FREE_BYTES = 1 << 30
SAY_EVERY = 500
TORN_AFTER_S = 3600

Decode = Callable[[Plan], Pixels]


def cache_folder(options: DataOptions) -> Path:
    """The stated one, or the user's own; `PENTIMENTO_TRAINING_CACHE` names another."""
    if options.cache or os.environ.get(VARIABLE):
        return Path(options.cache or os.environ[VARIABLE]).expanduser().absolute()
    if os.environ.get(HOME_VARIABLE):
        return Path(os.environ[HOME_VARIABLE]).expanduser().absolute() / "cache" / "training"
    if sys.platform == "win32":
        usual = os.environ.get("LOCALAPPDATA", "~/AppData/Local")
    elif sys.platform == "darwin":
        usual = "~/Library/Caches"
    else:
        usual = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(usual).expanduser() / "pentimento" / "training"


class Decoded:
    """Arrays by number, the first ones from the cache, the others decoded each time.

    Safe in threads; arrays cannot be written to. Equal with and without a cache.
    """

    def __init__(self, plans: Sequence[Plan], decode: Decode) -> None:
        self._plans, self._decode = plans, decode
        sizes = [plan.size_bytes for plan in plans]
        self._starts = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
        self._cached = 0
        self._mapped: NDArray[np.uint8] = np.empty(0, np.uint8)

    def __len__(self) -> int:
        return len(self._plans)

    @property
    def cached(self) -> int:
        """How many arrays come from the cache."""
        return self._cached

    def array(self, number: int) -> Pixels:
        """The array of a plan."""
        plan = self._plans[number]
        if number < self._cached:
            start, stop = self._starts[number], self._starts[number + 1]
            return self._mapped[start:stop].reshape(plan.shape)
        array = self._decode(plan)
        array.setflags(write=False)
        return array

    def use(self, path: Path, count: int) -> None:
        """Take the first `count` arrays from a complete cache file."""
        whole = np.memmap(path, np.uint8, "r", shape=(int(self._starts[count]),))
        # Plain arrays: those of the subclass cost more at every crop.
        self._mapped, self._cached = whole.view(np.ndarray), count

    def fitting(self, budget_bytes: int) -> int:
        """How many of the first arrays fit."""
        return int(np.searchsorted(self._starts, budget_bytes, side="right")) - 1

    def bytes_of(self, count: int) -> int:
        """Of the first so many arrays."""
        return int(self._starts[count])


def key_of(plans: Sequence[Plan], fingerprint: str, preparation: str) -> str:
    """What a cache file is named after: contents, sizes, options and the decoder's version."""
    sizes = [(plan.part.name, plan.part.side.value, plan.shape) for plan in plans]
    said = f"{VERSION} {PIL.__version__} {fingerprint} {preparation} {sizes}"
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def fill(decoded: Decoded, key: str, options: DataOptions, tell: Tell) -> None:
    """Use the cache file of this key, made now where there is none; without space: no cache."""
    folder = cache_folder(options)
    wanted = decoded.fitting(options.cache_bytes)
    if wanted < 1:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder / f"{key}.lock"):
            _remove_torn(folder)
            existing = _existing(decoded, folder, key)
            count = wanted if existing >= wanted else _affordable(decoded, folder, options)
            if count > existing:
                path = _path(folder, key, count)
                _write(path, decoded, count, options, tell)
                _remove(folder, key, below=count)
            elif existing:
                count = existing
            else:
                tell(f"The disk of {folder} is full: pictures are decoded each time instead.")
                return
            os.utime(_path(folder, key, count))
            decoded.use(_path(folder, key, count), count)
    except OSError as failure:
        tell(f"No decoded pictures are kept in {folder}: {failure.strerror or failure}.")


def _path(folder: Path, key: str, count: int) -> Path:
    return folder / f"decoded-{key}-{count}.u8"


def _existing(decoded: Decoded, folder: Path, key: str) -> int:
    """How many arrays the best cache of this key holds; 0 for none.

    A file under its name was written whole; the size guards against anything else.
    """
    counts = [0]
    for path in folder.glob(f"decoded-{key}-*.u8"):
        count = int(path.stem.rsplit("-", 1)[1])
        if count <= len(decoded) and path.stat().st_size == decoded.bytes_of(count):
            counts.append(count)
        else:
            path.unlink()
    return max(counts)


def _affordable(decoded: Decoded, folder: Path, options: DataOptions) -> int:
    """How many arrays there is space for, once older caches made room."""
    wanted = decoded.fitting(options.cache_bytes)
    _make_room(folder, options.cache_bytes - decoded.bytes_of(wanted))
    free = shutil.disk_usage(folder).free - LEFT_FREE_BYTES
    return min(wanted, decoded.fitting(max(0, free)))


def _remove(folder: Path, key: str, below: int) -> None:
    """Smaller caches of the same arrays are of no use any more."""
    for path in folder.glob(f"decoded-{key}-*.u8"):
        if int(path.stem.rsplit("-", 1)[1]) < below:
            with suppress(OSError):
                path.unlink()


def _write(path: Path, decoded: Decoded, count: int, options: DataOptions, tell: Tell) -> None:
    threads = threads_of(options)
    with whole_file(path) as opened, ThreadPoolExecutor(threads) as pool:
        for start in range(0, count, 4 * threads):  # bounded, or all would wait in memory
            numbers = range(start, min(count, start + 4 * threads))
            for number, array in zip(numbers, pool.map(decoded.array, numbers), strict=True):
                opened.write(array.data)
                if (number + 1) % SAY_EVERY == 0:
                    tell(f"Decoded {number + 1} of {count} pictures into the cache.")


def _make_room(folder: Path, budget_bytes: int) -> None:
    """Remove the caches that were not used for longest, until the others fit."""
    kept = sorted(folder.glob("decoded-*.u8"), key=lambda path: path.stat().st_mtime, reverse=True)
    total = 0
    for path in kept:
        total += path.stat().st_size
        if total > budget_bytes:
            with suppress(OSError):  # Windows keeps files that are in use
                path.unlink()


def _remove_torn(folder: Path) -> None:
    """A part file that nothing wrote to for an hour belongs to nobody any more."""
    for torn in folder.glob(".decoded-*.part"):
        with suppress(OSError):
            if torn.stat().st_mtime < time.time() - TORN_AFTER_S:
                torn.unlink()
