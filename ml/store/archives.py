"""Takes one named file out of an archive, and nothing else: no paths, no links, no surprises."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path
from typing import IO

from ml.store.failures import MemberMissing, TooLarge

BLOCK_BYTES = 1 << 20


def extract(archive: Path, member: str, target: Path, *, limit_bytes: int) -> None:
    """Write the member called `member` to `target`, at most `limit_bytes` of it.

    The name inside the archive is compared, never used as a path, so an archive cannot write
    elsewhere. Raises `MemberMissing` or `TooLarge`; a half-written target is removed.
    """
    try:
        if zipfile.is_zipfile(archive):
            _from_zip(archive, member, target, limit_bytes)
        else:
            _from_tar(archive, member, target, limit_bytes)
    except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError) as error:
        target.unlink(missing_ok=True)
        raise MemberMissing(f"{archive.name} is damaged: {error}.") from error
    except TooLarge:
        target.unlink(missing_ok=True)
        raise


def _from_zip(archive: Path, member: str, target: Path, limit_bytes: int) -> None:
    with zipfile.ZipFile(archive) as opened:
        if member not in opened.namelist():
            raise MemberMissing(f"{archive.name} does not hold {member}.")
        with opened.open(member) as source:
            _write(source, target, limit_bytes)


def _from_tar(archive: Path, member: str, target: Path, limit_bytes: int) -> None:
    # Read as a stream: nothing behind the wanted member is ever unpacked.
    with tarfile.open(archive, "r|*") as opened:
        for entry in opened:
            if entry.name == member and entry.isfile():
                source = opened.extractfile(entry)
                if source is not None:
                    _write(source, target, limit_bytes)
                    return
    raise MemberMissing(f"{archive.name} does not hold {member}.")


def _write(source: IO[bytes], target: Path, limit_bytes: int) -> None:
    written_bytes = 0
    with target.open("wb") as stream:
        while block := source.read(BLOCK_BYTES):
            written_bytes += len(block)
            if written_bytes > limit_bytes:
                raise TooLarge(f"{target.name} is larger than the {limit_bytes} bytes allowed.")
            stream.write(block)
