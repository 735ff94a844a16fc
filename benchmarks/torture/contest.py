"""Two processes save one file again and again: nobody's work is replaced without a word."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.torture.variants import small_variant
from editor.files.atomic import SaveOptions, Stamp
from editor.files.decoder import Decoder
from editor.files.native import load, save
from editor.files.problems import ChangedOnDisk

_LIMIT_S = 600.0


@dataclass
class ContestCount:
    """`unsaid`: saves that replaced what their process had not seen. `strange`: a file or version
    at the end that nobody saved."""

    tries: int = 0
    saved: int = 0
    refused: int = 0
    unsaid: int = 0
    strange: int = 0
    left: int = 0

    @property
    def is_safe(self) -> bool:
        return not (self.unsaid or self.strange or self.left)

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def contest(saves: int) -> ContestCount:
    """`saves` tries altogether, half of them by each process."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.ora"
        save(small_variant(0), path)
        pairs = [context.Pipe(duplex=False) for _ in range(2)]
        both = [
            context.Process(target=save_often, args=(theirs, path, seed, saves // 2))
            for seed, (_, theirs) in enumerate(pairs, 1)
        ]
        for process, (_, theirs) in zip(both, pairs, strict=True):
            process.start()
            theirs.close()
        told = [_heard(ours) for ours, _ in pairs]
        for process in both:
            process.join(_LIMIT_S)
        return _judged(told, path)


def save_often(connection: Connection, path: Path, seed: int, tries: int) -> None:
    """As an artist does: over what was last seen; where it changed, look again."""
    os.environ["PENTIMENTO_HOME"] = str(path.parent / "home")
    told: list[tuple[Stamp | None, Stamp | None, str]] = []
    seen = Stamp.of(path)
    for number in range(tries):
        document = small_variant(seed * 1_000_000 + number)
        try:
            options = SaveOptions(keep_previous=True, only_over=seen)
            after = save(document, path, options).stamp
            told.append((seen, after, document.digest()))
            seen = after
        except ChangedOnDisk:
            told.append((seen, None, ""))
            seen = Stamp.of(path)
    connection.send(told)
    connection.close()


Told = list[tuple[Stamp | None, Stamp | None, str]]


def _heard(connection: Connection) -> Told:
    if not connection.poll(_LIMIT_S):
        raise TimeoutError("a saving process did not end")
    with connection:
        return connection.recv()


def _judged(told: list[Told], path: Path) -> ContestCount:
    count = ContestCount(tries=sum(map(len, told)))
    done = [one for by_one in told for one in by_one if one[1] is not None]
    count.saved, count.refused = len(done), count.tries - len(done)
    # Each state of the file may be replaced once only: twice means that somebody did not look.
    replaced = [over for over, _, _ in done]
    # And each belongs to who saved it: a state that both call theirs hides one of the two.
    made = [after for _, after, _ in done]
    count.unsaid = len(replaced) - len(set(replaced)) + len(made) - len(set(made))
    digests = {digest for _, _, digest in done} | {small_variant(0).digest()}
    files = [path, *path.parent.glob("picture.ora~*")]
    with Decoder() as decoder:
        count.strange = sum(load(file, decoder).digest() not in digests for file in files)
    count.left = sum(1 for _ in path.parent.glob(".pentimento-*"))
    return count
