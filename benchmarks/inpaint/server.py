"""Runs one method in a process of its own, warm, and says what each fill cost in CPU seconds.

It must start in interpreters that hold little more than numpy, so it imports nothing else.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import BinaryIO

import numpy as np

WARM_PX = 96


def cpu_s() -> float:
    """User and system seconds of this process and its finished children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def read_exactly(stream: BinaryIO, size_bytes: int) -> bytes:
    """Read that many bytes; raises `EOFError` where the other side is gone."""
    content = stream.read(size_bytes)
    if content is None or len(content) != size_bytes:
        raise EOFError("The other side closed the pipe.")
    return content


def send(stream: BinaryIO, header: dict[str, object], body: bytes = b"") -> None:
    """One message: a line of JSON with the size of the bytes that follow it."""
    stream.write(json.dumps({**header, "size": len(body)}).encode() + b"\n" + body)
    stream.flush()


def receive(stream: BinaryIO) -> tuple[dict[str, object], bytes]:
    """The next message; raises `EOFError` at the end."""
    line = stream.readline()
    if not line:
        raise EOFError("The other side closed the pipe.")
    header: dict[str, object] = json.loads(line)
    return header, read_exactly(stream, int(str(header["size"])))


def serve(entry: str, requests: BinaryIO, replies: BinaryIO) -> None:
    """Load the method `module:function`, warm it on a small picture, then answer until the end."""
    module, _, function = entry.partition(":")
    fill = getattr(importlib.import_module(module), function)()
    picture, hole = _warm_up()
    fill(picture, hole)
    send(replies, {"ready": True, "load_cpu_s": cpu_s()})
    while True:
        try:
            header, body = receive(requests)
        except EOFError:
            return
        height, width = int(str(header["height"])), int(str(header["width"]))
        pixels = np.frombuffer(body, np.uint8).reshape(height, width, 4)
        picture, hole = np.ascontiguousarray(pixels[..., :3]), pixels[..., 3] > 0
        try:
            started = cpu_s()
            filled = fill(picture, hole)
            spent = cpu_s() - started
            filled = np.ascontiguousarray(filled, np.uint8)
            send(replies, {"cpu_s": spent, "peak_mb": _peak_mb()}, filled.tobytes())
        except Exception:
            send(replies, {"error": traceback.format_exc()})


def _warm_up() -> tuple[np.ndarray, np.ndarray]:
    picture = np.random.default_rng(0).integers(0, 256, (WARM_PX, WARM_PX, 3)).astype(np.uint8)
    hole = np.zeros((WARM_PX, WARM_PX), bool)
    hole[WARM_PX // 3 : WARM_PX // 2, WARM_PX // 3 : WARM_PX // 2] = True
    return picture, hole


def _peak_mb() -> float:
    """High-water mark of this process or of its largest finished child.

    The process's own comes from the kernel's status: `ru_maxrss` starts with the parent's value.
    """
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status = Path("/proc/self/status")
    if status.is_file():
        marks = [s for s in status.read_text().splitlines() if s.startswith("VmHWM")]
        own = int(marks[0].split()[1]) if marks else own
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return max(own, children) / 1024


def main() -> int:
    """Answer on what was standard output; anything a library prints goes to standard error."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        serve(sys.argv[1], sys.stdin.buffer, replies)
    except Exception:
        send(replies, {"error": traceback.format_exc()})
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
