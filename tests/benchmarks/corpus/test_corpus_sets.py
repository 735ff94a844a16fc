"""The judge of `bench corpus` sees a wrong pixel, and a picture that was not refused."""

from __future__ import annotations

import json

import numpy as np
import pytest

from benchmarks.corpus.command import main
from benchmarks.corpus.sets import judge
from editor.files.decoder import Decoder
from editor.files.png_writer import encode_png
from editor.files.raster import Picture


@pytest.fixture(scope="module")
def shared():
    with Decoder() as decoder:
        yield decoder


def suite(folder, *, reference_shift: int = 0, corrupt: bool = True):
    pixels = np.arange(4 * 4 * 4, dtype=np.uint8).reshape(4, 4, 4) | 1
    data = encode_png(Picture(pixels))
    for name in ("png", "json"):
        (folder / "pngsuite" / name).mkdir(parents=True)
    (folder / "pngsuite" / "png" / "good.png").write_bytes(data)
    (folder / "pngsuite" / "png" / "xbad.png").write_bytes(data[:-20] if corrupt else data)
    said = (pixels.astype(int).ravel() + reference_shift).tolist()
    (folder / "pngsuite" / "json" / "good.json").write_text(json.dumps(said))


def test_right_pixels_and_refusals_are_counted(tmp_path, shared):
    suite(tmp_path)
    counts = judge(tmp_path, shared).values()
    assert [(count.right, count.files) for count in counts] == [(1, 1), (1, 1)]


def test_a_pixel_off_by_one_and_an_accepted_corrupt_file_are_wrong(tmp_path, shared, capsys):
    suite(tmp_path, reference_shift=1, corrupt=False)
    counts = judge(tmp_path, shared)
    assert [count.wrong for count in counts.values()] == [["good"], ["xbad"]]
    assert main(["--data", str(tmp_path), "--json"]) == 1
    assert '"wrong": ["xbad"]' in capsys.readouterr().out


def test_a_missing_corpus_is_said(tmp_path, capsys):
    assert main(["--data", str(tmp_path / "none")]) == 2
    assert "--data" in capsys.readouterr().out
