"""Reads every file of a data set once, remembers what it found, and lists what is broken."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from ml.training.data.decoding import as_labels, as_picture, load
from ml.training.data.entries import Facts, Listing, Palette, Part, fact_key
from ml.training.data.failures import LabelOutOfRange, TooManyBroken, Unreadable
from ml.training.data.looks import look_of
from ml.training.data.options import DataOptions
from ml.training.writing import whole_file

VERSION = 1
MOST_BROKEN = 0.01
SHOWN = 3
SAY_EVERY = 500

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Broken:
    """A file that cannot be used, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Seen:
    """What is remembered of a file: its size and time on disk then, and facts or a reason."""

    size: int
    mtime_ns: int
    facts: Facts | None = None
    reason: str = ""


def inspect(data: bytes, part: Part, palette: Palette, max_megapixels: int) -> Facts:
    """Decode completely; raises `Unreadable`, or `LabelOutOfRange` for unknown colours."""
    image = load(data, max_megapixels)
    digest = hashlib.sha256(data).hexdigest()
    if part.is_labels:
        labels = as_labels(image, palette, part.name)
        values = tuple(int(value) for value in np.unique(np.asarray(labels)))
        return Facts(digest, labels.height, labels.width, values=values)
    picture = as_picture(image)
    return Facts(digest, picture.height, picture.width, look_of(picture))


def verify(listing: Listing, options: DataOptions, cache: Path, tell: Tell) -> list[Broken]:
    """Fill `listing.facts`, drop entries with broken files; raises `TooManyBroken`."""
    palette = hashlib.sha256(listing.palette.told.encode()).hexdigest()[:12]
    memory = Memory(cache, f"{options.max_megapixels} {palette}")
    parts = {
        fact_key(part): part
        for entry in listing.entries
        for part in entry.parts
        if fact_key(part) not in listing.facts
    }
    broken = _read_all(list(parts.values()), listing, options, (memory, tell))
    memory.save()
    if len(broken) > MOST_BROKEN * max(1, len(parts)):
        shown = "; ".join(f"{b.name} {b.reason}" for b in broken[:SHOWN])
        raise TooManyBroken(
            f"{len(broken)} of {len(parts)} files cannot be read, more than one in a hundred: "
            f"{shown}{'; …' if len(broken) > SHOWN else ''}. Repair or remove them."
        )
    bad = {item.name for item in broken}
    listing.entries = [
        entry for entry in listing.entries if not any(part.name in bad for part in entry.parts)
    ]
    return broken


def _read_all(
    parts: Sequence[Part], listing: Listing, options: DataOptions, told: tuple[Memory, Tell]
) -> list[Broken]:
    memory, tell = told

    def read(part: Part) -> Seen | LabelOutOfRange:
        try:
            return memory.seen(part) or _read(part, listing.palette, options.max_megapixels)
        except LabelOutOfRange as failure:
            return failure

    broken: list[Broken] = []
    with ThreadPoolExecutor(threads_of(options)) as pool:
        for count, (part, seen) in enumerate(zip(parts, pool.map(read, parts), strict=True), 1):
            if isinstance(seen, LabelOutOfRange):
                pool.shutdown(wait=False, cancel_futures=True)
                raise seen
            memory.remember(part, seen)
            if seen.facts is None:
                broken.append(Broken(part.name, seen.reason))
            else:
                listing.facts[fact_key(part)] = seen.facts
            if count % SAY_EVERY == 0 and memory.is_new:
                tell(f"Checked {count} of {len(parts)} files.")
    return broken


def _read(part: Part, palette: Palette, max_megapixels: int) -> Seen:
    try:
        stat = part.blob.path.stat()
        data = part.blob.read()
    except OSError as failure:
        return Seen(-1, -1, reason=f"cannot be opened ({failure.strerror})")
    try:
        facts = inspect(data, part, palette, max_megapixels)
    except Unreadable as failure:
        return Seen(stat.st_size, stat.st_mtime_ns, reason=str(failure))
    return Seen(stat.st_size, stat.st_mtime_ns, facts)


def threads_of(options: DataOptions) -> int:
    """How many threads read and decode."""
    return options.threads or min(8, os.cpu_count() or 1)


class Memory:
    """Files that were checked before, by folder; a file that changed since is checked again."""

    def __init__(self, cache: Path, reading: str) -> None:
        self._cache, self._reading = cache, reading
        self._folders: dict[Path, dict[str, Seen]] = {}
        self._changed: set[Path] = set()

    @property
    def is_new(self) -> bool:
        """Whether anything was read that was not remembered."""
        return bool(self._changed)

    def seen(self, part: Part) -> Seen | None:
        """What was found, if the file is as it was."""
        path = part.blob.path
        seen = self._folder(path.parent).get(_key(part))
        if seen is None:
            return None
        try:
            stat = path.stat()
        except OSError:
            return None
        return seen if (seen.size, seen.mtime_ns) == (stat.st_size, stat.st_mtime_ns) else None

    def remember(self, part: Part, seen: Seen) -> None:
        """Keep until `save`; reasons of files that could not even be opened are not kept."""
        folder = self._folder(part.blob.path.parent)
        if seen.size >= 0 and folder.get(_key(part)) != seen:
            folder[_key(part)] = seen
            self._changed.add(part.blob.path.parent)

    def save(self) -> None:
        """Write the indexes of folders in which something is new."""
        for folder in self._changed:
            files = {key: asdict(seen) for key, seen in self._folders[folder].items()}
            said = {"version": VERSION, "folder": str(folder), "files": files}
            with whole_file(self._path(folder)) as opened:
                opened.write(json.dumps(said).encode())
        self._changed.clear()

    def _folder(self, folder: Path) -> dict[str, Seen]:
        if folder not in self._folders:
            # Two threads may both read it: the last one wins, and both read the same.
            self._folders.setdefault(folder, dict(_read_index(self._path(folder))))
        return self._folders[folder]

    def _path(self, folder: Path) -> Path:
        key = hashlib.sha256(f"{folder}\n{self._reading}".encode()).hexdigest()[:24]
        return self._cache / f"index-{key}.json"


def _key(part: Part) -> str:
    return f"{'labels' if part.is_labels else 'picture'} {part.blob.path.name}"


def _read_index(path: Path) -> Iterable[tuple[str, Seen]]:
    try:
        said = json.loads(path.read_bytes())
        if said["version"] != VERSION:
            return []
        return [(key, _seen(kept)) for key, kept in said["files"].items()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []  # no index, or one that something else wrote: everything is checked again


def _seen(kept: dict[str, object]) -> Seen:
    facts = kept.pop("facts")
    if not isinstance(facts, dict):
        return Seen(**kept)  # type: ignore[arg-type]
    facts["values"] = tuple(facts["values"])
    return Seen(facts=Facts(**facts), **kept)  # type: ignore[arg-type]
