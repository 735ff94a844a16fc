"""The cell file holds what it promises, and its masks come out the same everywhere."""

from __future__ import annotations

import io
from collections import Counter

import numpy as np
import pytest
from PIL import Image

from benchmarks.inpaint.cells import (
    Cell,
    data_folder,
    prepare,
    read_cells,
    write_cells,
)
from benchmarks.inpaint.drawing import COVERAGE, KINDS, draw_hole
from benchmarks.inpaint.failures import CellBroken
from benchmarks.inpaint.shapes import paint

CELLS = read_cells()


def test_each_half_is_balanced_and_covers_every_picture():
    assert len(CELLS) == 80
    for half in "AB":
        mine = [cell for cell in CELLS if cell.half == half]
        assert len(mine) == 40
        assert len({cell.picture for cell in mine}) == 40
        kinds = Counter((cell.size_px, cell.kind) for cell in mine)
        assert {size for size, _ in kinds} == {512, 2048}
        for size in (512, 2048):
            counts = [kinds[size, kind] for kind in KINDS]
            assert max(counts) - min(counts) <= 1
    assert len({cell.name for cell in CELLS}) == 80


@pytest.mark.parametrize("cell", CELLS[::7], ids=lambda cell: cell.name)
def test_masks_have_the_fingerprint_and_coverage_of_the_file(cell):
    hole = cell.hole()
    low, high = COVERAGE[cell.kind]
    assert low <= hole.mean() <= high
    assert draw_hole(cell.kind, cell.height_px, cell.width_px, cell.seed) == cell.shapes


def test_a_changed_mask_is_refused():
    cell = CELLS[0]
    changed = Cell(**{**vars(cell), "shapes": cell.shapes[1:]})
    with pytest.raises(CellBroken, match=cell.name):
        changed.hole()


def test_a_changed_picture_is_refused(tmp_path):
    cell = CELLS[0]
    target = tmp_path / cell.picture
    target.parent.mkdir(parents=True)
    target.write_bytes(b"not the picture")
    with pytest.raises(CellBroken, match="is not the picture"):
        cell.load(tmp_path)


def test_the_file_survives_a_round_trip(tmp_path):
    path = tmp_path / "cells.json"
    write_cells(CELLS, path)
    assert read_cells(path) == CELLS


@pytest.mark.parametrize("name", ["kodak24-01-strokes", "large-0001-strokes"])
def test_pictures_load_at_the_size_of_the_cell(name):
    cell = next(cell for cell in CELLS if cell.name == name)
    data = data_folder()
    if not (data / cell.picture).is_file():
        pytest.skip("the benchmark pictures are not beside the project")
    picture = cell.load(data)
    assert picture.shape == (cell.height_px, cell.width_px, 3)
    assert picture.dtype == np.uint8


def test_preparing_cuts_the_centre_of_the_original_pixels():

    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (600, 700, 3)).astype(np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    np.testing.assert_array_equal(prepare(stream.getvalue(), 512), pixels[44:556, 94:606])
    assert prepare(stream.getvalue(), 1400).shape == (1200, 1400, 3)


@pytest.mark.parametrize("kind", KINDS)
def test_another_seed_gives_another_hole_of_the_same_kind(kind):
    first, second = draw_hole(kind, 300, 400, 1), draw_hole(kind, 300, 400, 2)
    assert first != second
    low, high = COVERAGE[kind]
    assert low <= paint(second, 300, 400).mean() <= high
