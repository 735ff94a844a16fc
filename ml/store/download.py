"""Fetches one file so that a broken line, a full disk or a swapped file cannot do harm.

Standard library only: setting up uses it before anything is installed.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ml.store.failures import (
    DigestMismatch,
    DownloadCancelled,
    DownloadFailed,
    SourceUnreachable,
    TooLarge,
)

BLOCK_BYTES = 1 << 18
TRIES = 5
TIMEOUT_S = 60.0
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

# (bytes so far, bytes in all or None where the server does not say)
Report = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Remote:
    """A file elsewhere: where it is and what it must hash to.

    `digest` is "sha256:…" or "sha512:…" in hexadecimal, empty where nobody has said it.
    `cafile` are the certificates that the client who named the address trusts.
    """

    url: str
    digest: str = ""
    cafile: str | None = None


@dataclass(frozen=True)
class Watch:
    """Who is told how a download goes, and who may stop it."""

    report: Report = lambda done, total: None
    is_cancelled: Callable[[], bool] = lambda: False
    pause_s: float = 1.0


def download(remote: Remote, target: Path, *, limit_bytes: int, watch: Watch | None = None) -> None:
    """Bring `remote` to `target`, going on where an earlier try stopped.

    The file gets its name only when its digest is right. Raises `DownloadFailed`,
    `DigestMismatch`, `TooLarge`, `SourceUnreachable` or `DownloadCancelled`.
    """
    watch = watch or Watch()
    part = part_of(remote, target)
    resumed = part.exists()
    _fetch(remote, part, limit_bytes, watch)
    if remote.digest and not has_digest(part, remote.digest):
        part.unlink()
        if not resumed:
            raise DigestMismatch(
                f"{_name(remote)} is not the file that was meant; nothing is kept."
            )
        # The first half may have been of another file or a broken disk: once more from nothing.
        download(remote, target, limit_bytes=limit_bytes, watch=watch)
        return
    place(part, target)


def part_of(remote: Remote, target: Path) -> Path:
    """The unfinished file of a download; another digest has another one."""
    key = hashlib.sha256((remote.digest or remote.url).encode()).hexdigest()[:12]
    return target.with_name(f"{target.name}.{key}.part")


def place(part: Path, target: Path) -> None:
    """Give a complete file its name, so that after a power cut it is whole or absent."""
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())
    os.replace(part, target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def digest_of(path: Path, algorithm: str = "sha256") -> str:
    """The hash of a file's content, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest()


def has_digest(path: Path, digest: str) -> bool:
    """Whether a file hashes to `algorithm:hexadecimal`."""
    algorithm, _, expected = digest.partition(":")
    return digest_of(path, algorithm) == expected.lower()


def _fetch(remote: Remote, part: Path, limit_bytes: int, watch: Watch) -> None:
    last: Exception | None = None
    for attempt in range(TRIES):
        if attempt:
            time.sleep(watch.pause_s * 2 ** (attempt - 1))
        try:
            if _append(remote, part, limit_bytes, watch):
                return
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 416:  # The unfinished file is longer than the whole one.
                part.unlink(missing_ok=True)
            elif error.code < 500 and error.code != 429:
                raise SourceUnreachable(
                    f"{_name(remote)} is not there any more (answer {error.code})."
                ) from error
            last = error
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, OSError) as error:
            if remote.url.startswith("file:") and not part.exists():
                raise SourceUnreachable(f"{_name(remote)} is not there any more.") from error
            if isinstance(error, OSError) and error.errno in (28, 30, 13):
                raise DownloadFailed(f"{part} cannot be written: {error.strerror}.") from error
            last = error
    raise DownloadFailed(
        f"{_name(remote)} could not be fetched, though tried {TRIES} times ({last}). "
        "What has come is kept: check the network and try again."
    )


def _append(remote: Remote, part: Path, limit_bytes: int, watch: Watch) -> bool:
    """One try: add what is missing to the unfinished file; whether it is complete now."""
    have_bytes = part.stat().st_size if part.exists() else 0
    with _open(remote, have_bytes) as answer:
        goes_on = getattr(answer, "status", 200) == 206
        length = answer.headers.get("Content-Length")
        start_bytes = have_bytes if goes_on else 0
        total_bytes = start_bytes + int(length) if length is not None else None
        if (total_bytes or 0) > limit_bytes:
            raise TooLarge(
                f"{_name(remote)} is larger than the {limit_bytes} bytes allowed for it."
            )
        with part.open("ab" if goes_on else "wb") as stream:
            done_bytes = _copy(answer, stream, (start_bytes, total_bytes, limit_bytes), watch)
    return total_bytes is None or done_bytes == total_bytes


def _copy(
    source: http.client.HTTPResponse,
    stream: BinaryIO,
    sizes: tuple[int, int | None, int],
    watch: Watch,
) -> int:
    done_bytes, total_bytes, limit_bytes = sizes
    while block := source.read(BLOCK_BYTES):
        if watch.is_cancelled():
            raise DownloadCancelled("The download was stopped; what has come is kept.")
        done_bytes += len(block)
        if done_bytes > limit_bytes:
            raise TooLarge(f"The file is larger than the {limit_bytes} bytes allowed for it.")
        stream.write(block)
        watch.report(done_bytes, total_bytes)
    return done_bytes


def _open(remote: Remote, have_bytes: int) -> http.client.HTTPResponse:
    parts = urllib.parse.urlsplit(remote.url)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK and not remote.digest:
        raise SourceUnreachable(f"{_name(remote)} would come unprotected; only https is used.")
    if parts.scheme not in ("http", "https", "file"):
        raise SourceUnreachable(f"{parts.scheme}: is no address that files are fetched from.")
    headers = {"User-Agent": "pentimento", "Accept-Encoding": "identity"}
    if have_bytes and parts.scheme != "file":
        headers["Range"] = f"bytes={have_bytes}-"
    request = urllib.request.Request(remote.url, headers=headers)
    context = ssl.create_default_context(cafile=remote.cafile)
    return urllib.request.urlopen(request, timeout=TIMEOUT_S, context=context)


def _name(remote: Remote) -> str:
    # Never the whole address: it may hold a password.
    return urllib.parse.unquote(urllib.parse.urlsplit(remote.url).path.rsplit("/", 1)[-1])
