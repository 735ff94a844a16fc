"""Small files that would grow huge: refused before anything is decoded, and quickly."""

from __future__ import annotations

import gzip
import io
import os
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image

from editor.files.open import open_file
from editor.files.png_writer import chunk
from editor.files.problems import UnreadableFile

SIDE = 60_000
MOST_BYTES = 1 << 30


def png(side: int) -> bytes:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", body), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def archive(*members: tuple[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, data in members:
            file.writestr(name, data)
    return written.getvalue()


def stack(count: int = 1) -> bytes:
    layers = "".join('<layer name="a" src="data/a.png" x="0" y="0"/>' for _ in range(count))
    text = f'<image version="0.0.3" w="100" h="100"><stack>{layers}</stack></image>'
    return text.encode()


def psd(side: int) -> bytes:
    return b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, side, side, 8, 3) + bytes(400)


def gif(side: int) -> bytes:
    written = io.BytesIO()
    Image.new("P", (4, 4)).save(written, "GIF")
    data = bytearray(written.getvalue())
    data[6:10] = struct.pack("<HH", side, side)
    return bytes(data)


def svg(content: str, attributes: str = 'width="9" height="9"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{content}</svg>'.encode()


LAUGHS = b"<!DOCTYPE svg [" + b"".join(
    f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">'.encode() for n in range(12)
)
ORA_MIME = ("mimetype", b"image/openraster")
BOMBS = {
    "png": png(SIDE),
    "png in layers": archive(ORA_MIME, ("stack.xml", stack()), ("data/a.png", png(SIDE))),
    "one layer a thousand times": archive(
        ORA_MIME, ("stack.xml", stack(4000)), ("data/a.png", png(1000))
    ),
    "zip of zeros": archive(ORA_MIME, ("stack.xml", bytes(300 << 20))),
    "zip with a huge text": archive(ORA_MIME, ("stack.xml", b"<image>" + b" " * (40 << 20))),
    "psd": psd(29_999),
    "gif": gif(65_000),
    "svg size": svg("", 'width="900000" height="900000"'),
    "svg packed": gzip.compress(b"<svg " + bytes(400 << 20)),
    "svg laughs": LAUGHS + b"]>" + svg("&l12;"),
    "svg depth": svg("<g>" * 100_000 + "</g>" * 100_000),
    "bmp": b"BM"
    + struct.pack("<IHHIIiiHHIIiiII", 54, 0, 0, 54, 40, SIDE, SIDE, 1, 24, 0, 0, 0, 0, 0, 0),
}


def peak_bytes(pid: int) -> int:
    text = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in text.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) << 10


def cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_quickly_and_in_little_memory(decoder, tmp_path, name):
    (tmp_path / "warm.png").write_bytes(png(4)[:50])
    with pytest.raises(UnreadableFile):
        open_file(tmp_path / "warm.png", decoder)
    process = decoder._process
    path = tmp_path / "bomb"
    path.write_bytes(BOMBS[name])
    assert path.stat().st_size < 2 << 20
    before, ours = cpu_s(process.pid), time.process_time()
    with pytest.raises(UnreadableFile):
        open_file(path, decoder)
    assert process is decoder._process, "it took the decoder with it"
    if Path("/proc/self/stat").exists():
        assert peak_bytes(process.pid) < MOST_BYTES
        # The clock of the processor, so that other work on the machine is no failure.
        limit_s = 3.0 if name == "psd" else 1.0
        assert cpu_s(process.pid) - before + time.process_time() - ours < limit_s
