"""Processes that save without end, each in its own way, until they are killed."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.torture.variants import variant
from editor.document.document import Document
from editor.files.native import save
from editor.files.openraster.archive import EncodedBefore
from editor.files.openraster.writer import OpenRasterWriter


def save_by_function(connection: Connection, path: Path, seed: int) -> None:
    """Through `editor.files.native.save`, as the command line does."""
    for number in range(seed, seed + 1_000_000):
        document = variant(number)
        tell(connection, "begun", document)
        save(document, path)
        tell(connection, "done", document)


def save_in_place(connection: Connection, path: Path, seed: int) -> None:
    """The control: the same bytes straight over the old file, as many programs write."""
    for number in range(seed, seed + 1_000_000):
        document = variant(number)
        tell(connection, "begun", document)
        with path.open("wb") as file:
            OpenRasterWriter(document, EncodedBefore()).write(file)
        tell(connection, "done", document)


def tell(connection: Connection, word: str, document: Document) -> None:
    connection.send_bytes(f"{word} {document.digest()}".encode("ascii"))
