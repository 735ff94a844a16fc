"""PDF files hold one path for each shape; a reader, where one is installed, draws them the same."""

from __future__ import annotations

import re
import zlib

import numpy as np
import pytest

from ml.vector.pdf_writer import POINTS_PER_PX, write_pdf
from ml.vector.raster import render
from ml.vector.shapes import Contour, Drawing, Flat, Linear, Shape, Stop

LEAF = Contour(np.array([(20, 40), (30, 5), (70, 5), (80, 40), (70, 75), (30, 75)], float))


def drawing() -> Drawing:
    page = Contour.polygon([(0, 0), (100, 0), (100, 80), (0, 80)])
    slanted = Linear(
        (10, 5), (90, 60), (Stop(0.1, (0.2, 0.4, 1)), Stop(0.4, (1, 0.8, 0)), Stop(0.9, (0, 0, 0)))
    )
    plain = Linear((20, 0), (80, 0), (Stop(0, (1, 1, 1)), Stop(1, (0, 0.5, 0))))
    return Drawing(
        100,
        80,
        (
            Shape((page,), slanted, name="Ground"),
            Shape((LEAF,), Flat((1, 0, 0.2)), 0.5, "Leaf", group="Blätter"),
            Shape((LEAF.moved(9, 4),), plain, 1.0, "Leaf", group="Blätter"),
        ),
    )


def content(data: bytes) -> str:
    stream = data[data.index(b"stream\n") + 7 : data.index(b"\nendstream")]
    return zlib.decompress(stream).decode("ascii")


def test_every_object_is_where_the_table_says() -> None:
    data = write_pdf(drawing())
    start = int(data.split(b"startxref\n")[1].split(b"\n")[0])
    assert data[start:].startswith(b"xref")
    places = [int(found) for found in re.findall(rb"(\d{10}) 00000 n", data)]
    for number, place in enumerate(places, 1):
        assert data[place:].startswith(b"%d 0 obj" % number)


def test_one_path_a_shape_and_gradients_as_shadings() -> None:
    data = write_pdf(drawing())
    words = content(data)
    assert len(re.findall(r" m$", words, re.M)) == 3
    assert len(re.findall(r" sh$", words, re.M)) == data.count(b"/ShadingType 2") == 2
    assert words.count(" BDC") == data.count(b"/Type/OCG") == 1
    assert "Blätter".encode("utf-16-be").hex().upper().encode() in data
    assert b"/Image" not in data


def test_a_clip_holds_for_all() -> None:
    clipped = Drawing(100, 80, drawing().shapes, (LEAF,))
    words = content(write_pdf(clipped))
    assert words.index("W* n") < words.index("BDC")


@pytest.mark.parametrize("scale", [1, 4])
def test_a_reader_draws_the_same(scale: int) -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="no reader of PDF is installed")
    page = pdfium.PdfDocument(write_pdf(drawing()))[0]
    theirs = page.render(scale=scale / POINTS_PER_PX).to_numpy()[..., 2::-1] / 255.0
    ours = render(drawing(), scale)[..., :3]
    apart = abs(theirs - ours).max(axis=2)
    assert theirs.shape == ours.shape
    assert np.quantile(apart, 0.95) < 4 / 255
    assert apart.mean() < 0.01
