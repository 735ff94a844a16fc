"""A download goes on where it stopped, and never gives a wrong file a name."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ml.store.download import Remote, Watch, download, part_of
from ml.store.failures import (
    DigestMismatch,
    DownloadCancelled,
    DownloadFailed,
    SourceUnreachable,
    TooLarge,
)

CONTENT = bytes(range(256)) * 4000
DIGEST = f"sha256:{hashlib.sha256(CONTENT).hexdigest()}"
QUICK = Watch(pause_s=0.0)


class Server(ThreadingHTTPServer):
    """A loopback server whose line breaks as often as the test wants."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.breaks_left = 0
        self.takes_ranges = True
        self.status = 0
        self.ranges: list[str | None] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/model.bin"


class Answer(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        self.server.ranges.append(asked)
        if self.server.status:
            self.send_error(self.server.status)
            return
        start = int(asked[6:-1]) if asked and self.server.takes_ranges else 0
        if start >= len(CONTENT):
            self.send_error(416)
            return
        body = CONTENT[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.server.breaks_left:
            self.server.breaks_left -= 1
            body = body[: len(body) // 2]
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def test_whole_file(server: Server, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    watch = Watch(report=lambda done, total: seen.append((done, total)))
    target = tmp_path / "model.bin"
    download(Remote(server.url, DIGEST), target, limit_bytes=len(CONTENT), watch=watch)
    assert target.read_bytes() == CONTENT
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert [path.name for path in tmp_path.iterdir()] == ["model.bin"]


def test_broken_line_goes_on(server: Server, tmp_path: Path) -> None:
    server.breaks_left = 3
    target = tmp_path / "model.bin"
    download(Remote(server.url, DIGEST), target, limit_bytes=len(CONTENT), watch=QUICK)
    assert target.read_bytes() == CONTENT
    half = len(CONTENT) // 2
    assert server.ranges[:2] == [None, f"bytes={half}-"]
    assert len(server.ranges) == 4


def test_next_call_goes_on(server: Server, tmp_path: Path) -> None:
    server.breaks_left = 5
    remote, target = Remote(server.url, DIGEST), tmp_path / "model.bin"
    with pytest.raises(DownloadFailed, match="kept"):
        download(remote, target, limit_bytes=len(CONTENT), watch=QUICK)
    have = part_of(remote, target).stat().st_size
    assert 0 < have < len(CONTENT)
    assert not target.exists()
    download(remote, target, limit_bytes=len(CONTENT), watch=QUICK)
    assert server.ranges[-1] == f"bytes={have}-"
    assert target.read_bytes() == CONTENT


def test_server_without_ranges_starts_anew(server: Server, tmp_path: Path) -> None:
    server.takes_ranges, server.breaks_left = False, 1
    target = tmp_path / "model.bin"
    download(Remote(server.url, DIGEST), target, limit_bytes=len(CONTENT), watch=QUICK)
    assert target.read_bytes() == CONTENT


@pytest.mark.parametrize("left", [b"not the first half", CONTENT + b"too long"])
def test_spoilt_beginning_is_fetched_again(server: Server, tmp_path: Path, left: bytes) -> None:
    remote, target = Remote(server.url, DIGEST), tmp_path / "model.bin"
    part_of(remote, target).write_bytes(left)
    download(remote, target, limit_bytes=2 * len(CONTENT), watch=QUICK)
    assert target.read_bytes() == CONTENT


def test_swapped_file_is_refused(server: Server, tmp_path: Path) -> None:
    other = f"sha256:{'0' * 64}"
    with pytest.raises(DigestMismatch, match="nothing is kept"):
        download(Remote(server.url, other), tmp_path / "m", limit_bytes=len(CONTENT), watch=QUICK)
    assert list(tmp_path.iterdir()) == []


def test_too_large_is_refused_before_it_comes(server: Server, tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        download(Remote(server.url, DIGEST), tmp_path / "m", limit_bytes=1000, watch=QUICK)
    assert not (tmp_path / "m").exists()


def test_gone_file_is_not_asked_for_again(server: Server, tmp_path: Path) -> None:
    server.status = 404
    with pytest.raises(SourceUnreachable, match="404"):
        download(Remote(server.url, DIGEST), tmp_path / "m", limit_bytes=9, watch=QUICK)
    assert len(server.ranges) == 1


def test_cancel_keeps_what_has_come(server: Server, tmp_path: Path) -> None:
    blocks: list[int] = []
    watch = Watch(
        report=lambda done, total: blocks.append(done), is_cancelled=lambda: len(blocks) == 2
    )
    remote, target = Remote(server.url, DIGEST), tmp_path / "m"
    with pytest.raises(DownloadCancelled):
        download(remote, target, limit_bytes=len(CONTENT), watch=watch)
    assert part_of(remote, target).stat().st_size == blocks[-1]
    assert not target.exists()


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/m", "http://192.0.2.1/m"])
def test_unprotected_addresses_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SourceUnreachable):
        download(Remote(url), tmp_path / "m", limit_bytes=9, watch=QUICK)


def test_file_address(tmp_path: Path) -> None:
    source = tmp_path / "ein Pfad mit Ümlaut.bin"
    source.write_bytes(CONTENT)
    target = tmp_path / "copy"
    download(Remote(source.as_uri(), DIGEST), target, limit_bytes=len(CONTENT), watch=QUICK)
    assert target.read_bytes() == CONTENT
