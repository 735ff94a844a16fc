"""The region that is foretold is the region that is cut out, and words say what is known."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.estimates import UNKNOWN, estimate_words, region_of
from editor.generate import Request, prepare
from editor.paces import Estimate
from ml.api.regions import Box
from ml.catalog import find

INPAINT, UPSCALE = find("inpaint"), find("upscale")


@pytest.fixture
def document() -> Document:
    made = Document(1800, 1400)
    made.insert_layer(PixelLayer.from_pixels("Photo", np.full((1400, 1800, 3), 90, np.uint8)))
    return made


@pytest.mark.parametrize(
    "painted", [Box(10, 10, 60, 60), Box(700, 600, 1100, 640), Box(0, 0, 1800, 1400)]
)
@pytest.mark.parametrize("dragged", [None, Box(500, 400, 1000, 900)])
def test_a_painted_region_is_what_the_worker_sees(
    document: Document, painted: Box, dragged: Box | None
) -> None:
    document.selection.fill(painted, 255)
    params = INPAINT.params(grow=5, feather=9)
    ready = prepare(document, Request(INPAINT, params, context_box=dragged))
    assert region_of(document, INPAINT, params, own={}, dragged=dragged) == ready.box


@pytest.mark.parametrize("margins", [(300, 0, 0, 0), (0, 100, 40, 0), (50, 50, 50, 50)])
def test_a_grown_region_is_about_what_the_worker_sees(
    document: Document, margins: tuple[int, int, int, int]
) -> None:
    own = dict(zip(("left", "top", "right", "bottom"), margins, strict=True))
    params = INPAINT.params()
    box = prepare(document, Request(INPAINT, params, margins=margins)).box
    found = region_of(document, INPAINT, params, own=own)
    assert found.width * found.height == pytest.approx(box.width * box.height, rel=0.1)


def test_nothing_painted_or_grown_is_no_region(document: Document) -> None:
    assert region_of(document, INPAINT, INPAINT.params(), own={}).is_empty
    sides = dict.fromkeys(("left", "top", "right", "bottom"), 0)
    document.selection.fill(Box(10, 10, 60, 60), 255)
    assert region_of(document, INPAINT, INPAINT.params(), own=sides).is_empty


def test_a_larger_picture_is_made_of_all_of_it(document: Document) -> None:
    assert region_of(document, UPSCALE, UPSCALE.params(), own={}) == document.canvas


def test_words() -> None:
    assert estimate_words(None) == UNKNOWN
    assert estimate_words(Estimate(6.2)) == "About 6 s"
    assert estimate_words(Estimate(6.2, 400e6)) == "About 6 s, 400 MB"
    assert estimate_words(Estimate(130.0, 3.14e9)) == "About 2 min, 3.1 GB"
