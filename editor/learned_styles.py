"""Keeps a style that was learned: a small file beside the artist's other models."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Mapping
from pathlib import Path

from ml.api.errors import GeneratorError
from ml.store.download import place

LEARNED_STYLE = "learned_style"
"""The output of the style generator that holds the file."""
LARGEST_BYTES = 1 << 20
SUFFIX = ".safetensors"
DAMAGED = "The learned style came back damaged; nothing was kept. Learn it again."


def learned_in(texts: Mapping[str, str]) -> bytes | None:
    """The file in a result, or None where nothing was learned. Raises `GeneratorError`."""
    words = texts.get(LEARNED_STYLE, "")
    if not words:
        return None
    try:
        content = base64.b64decode(words, validate=True)
    except binascii.Error as error:
        raise GeneratorError(DAMAGED, str(error)) from error
    # A file of safetensors begins with the length of its header, and the header with a brace.
    header = int.from_bytes(content[:8], "little")
    if not 8 < len(content) <= LARGEST_BYTES or content[8:9] != b"{" or header > len(content) - 8:
        raise GeneratorError(DAMAGED)
    return content


def keep_learned(content: bytes, title: str, folder: Path) -> Path:
    """Write the file under a name that is free; returns its path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = free_path(title, folder)
    part = folder / f".{path.name}.{os.getpid()}.part"
    try:
        part.write_bytes(content)
        if part.read_bytes() != content:
            raise OSError(f"{path.name} could not be written whole.")
        place(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path


def free_path(title: str, folder: Path) -> Path:
    """A file's name made of a title; with a number where there is such a file."""
    stem = re.sub(r"[^\w \-]+", "", title).strip()[:60] or "style"
    names = (f"{stem}{'' if number == 1 else f' {number}'}{SUFFIX}" for number in range(1, 10_000))
    return next(folder / name for name in names if not (folder / name).exists())
