"""`run` on a folder: all pictures, whatever becomes of one, and an exit code that says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from editor.files.decoder import decode
from editor.files.raster import Picture
from editor.files.writer import export

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pictures, one that cannot be written as it was read, and what is none."""
    made = tmp_path / "in"
    made.mkdir()
    colours = np.random.default_rng(5).integers(0, 256, (40, 60, 3), np.uint8)
    export(Picture(colours), made / "a.png")
    export(Picture(colours), made / "b.tif")
    (made / "c.gif").write_bytes((made / "a.png").read_bytes())
    (made / "notes.txt").write_text("no picture")
    (made / ".hidden.png").write_text("no picture")
    return made


def test_every_picture_is_made(call: Call, folder: Path, mask: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "deep"
    words = ("run", "fake", "--image", folder, "--mask", mask, "--output", out, "--json")
    code, said, err = call(*words, "--colour", "1")
    assert code == 0
    assert sorted(path.name for path in out.iterdir()) == ["a.png", "b.tif", "c.png"]
    report = json.loads(said.splitlines()[-1])
    assert len(report["made"]) == 3
    assert report["failed"] == {}
    assert "1 of 3 a.png" in err
    assert "3 pictures made, 0 failed" in err
    np.testing.assert_array_equal(decode(out / "a.png").pixels, decode(out / "b.tif").pixels)


def test_a_bad_file_stops_nothing_but_itself(
    call: Call, folder: Path, mask: Path, tmp_path: Path
) -> None:
    (folder / "aa.png").write_bytes(b"no picture at all")
    (folder / "a.gif").write_bytes((folder / "a.png").read_bytes())
    out = tmp_path / "out"
    words = ("run", "fake", "--image", folder, "--mask", mask, "--output", out, "--json", "--quiet")
    code, said, err = call(*words)
    assert code == 1
    assert sorted(path.name for path in out.iterdir()) == ["a.png", "b.tif", "c.png"]
    failed = json.loads(said.splitlines()[-1])["failed"]
    assert {Path(name).name for name in failed} == {"aa.png", "a.png"}
    assert "became a.png already" in failed[str(folder / "a.png")]
    assert len(err.strip().splitlines()) == 2, "quiet still says what is missing"


@pytest.mark.parametrize("kind", ["file", "same", "empty"])
def test_wrong_folders_are_one_sentence(
    call: Call, folder: Path, mask: Path, tmp_path: Path, kind: str
) -> None:
    out, words = tmp_path / "out", {"file": "is a file", "same": "another", "empty": "no picture"}
    if kind == "file":
        out.write_text("x")
    elif kind == "same":
        out = folder
    else:
        folder = tmp_path / "empty"
        folder.mkdir()
    before = sorted(folder.iterdir())
    code, _, err = call("run", "fake", "--image", folder, "--mask", mask, "--output", out)
    assert code == 2
    assert words[kind] in err
    assert len(err.strip().splitlines()) == 1
    assert sorted(folder.iterdir()) == before
