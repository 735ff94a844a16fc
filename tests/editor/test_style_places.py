"""Parts of a picture that have styles of their own: selections, layers, labels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.layer_commands import AddLayer
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.generate import Request, place, prepare
from editor.style_places import (
    NothingThere,
    StylePlace,
    of_label,
    of_layer,
    of_selection,
    place_at,
    region_at,
    regions_of,
    run_of,
    with_place,
)
from ml import catalog
from ml.api.labels import Label, Palette
from ml.api.regions import Box

ONE, TWO = Path("one.png"), Path("two.png")
PALETTE = Palette(
    labels=(
        Label(index=1, name="sky", colour=(90, 150, 220)),
        Label(index=2, name="sea", colour=(20, 60, 120)),
    )
)


def labelled() -> Document:
    """40 x 30: grey below, labels above it; sky at the top, sea on the lower left."""
    document = Document(40, 30)
    ground = np.full((30, 40, 4), (120, 120, 120, 255), np.uint8)
    document.apply(AddLayer.of(document, PixelLayer.from_pixels("ground", ground)))
    indices = np.full((30, 40), PALETTE.unlabelled, np.uint8)
    indices[:10] = 1
    indices[20:, :15] = 2
    document.apply(AddLayer.of(document, LabelLayer.of_indices(indices, PALETTE)))
    return document


def covered(part: StylePlace, document: Document) -> np.ndarray:
    return part.mask.coverage(document.canvas)


def test_a_labels_region_is_what_it_covers() -> None:
    document = labelled()
    found = regions_of(document)
    assert [region.name for region in found] == ["sky", "sea"]
    sea = covered(of_label(document, found[1], [ONE]), document)
    expected = np.zeros((30, 40), np.uint8)
    expected[20:, :15] = 255
    np.testing.assert_array_equal(sea, expected)


def test_a_drop_finds_the_label_then_the_selection_then_nothing() -> None:
    document = labelled()
    region = region_at(document, 3, 25)
    assert region is not None
    assert region.name == "sea"
    assert region_at(document, 30, 25) is None
    dropped = place_at(document, (30, 2), [TWO])
    assert dropped is not None
    assert dropped.name == "sky"
    assert place_at(document, (30, 25), [TWO]) is None
    document.selection.fill(Box(28, 22, 36, 28), 255)
    selected = place_at(document, (30, 25), [TWO])
    assert selected is not None
    np.testing.assert_array_equal(
        covered(selected, document), document.selection.coverage(document.canvas)
    )


def test_a_layer_is_where_it_shows_and_its_mask_lets_it() -> None:
    document = Document(20, 10)
    pixels = np.zeros((4, 6, 4), np.uint8)
    pixels[:, 1:] = (10, 20, 30, 200)
    layer = PixelLayer.from_pixels("patch", pixels, (3, 2))
    layer.mask = Mask.of_box(Box(0, 0, 6, 10))
    document.apply(AddLayer.of(document, layer))
    shown = covered(of_layer(document, document.layers[-1], [ONE]), document)
    expected = np.zeros((10, 20), np.uint8)
    expected[2:6, 4:6] = 200
    np.testing.assert_array_equal(shown, expected)


def test_what_is_empty_is_refused_with_a_way_out() -> None:
    document = labelled()
    with pytest.raises(NothingThere, match="select something first"):
        of_selection(document, [ONE])
    bare = PixelLayer.from_pixels("bare", np.zeros((5, 5, 4), np.uint8))
    with pytest.raises(NothingThere, match="bare"):
        of_layer(document, bare, [ONE])


def test_another_style_for_the_same_part_takes_the_place_of_the_first() -> None:
    document = labelled()
    sky, sea = regions_of(document)
    parts = with_place((), of_label(document, sky, [ONE]))
    parts = with_place(parts, of_label(document, sea, [ONE]))
    parts = with_place(parts, of_label(document, sky, [TWO]))
    assert [(part.name, part.styles) for part in parts] == [("sea", (ONE,)), ("sky", (TWO,))]
    masks, styles = run_of((*parts, of_label(document, sea, [ONE, TWO])))
    assert styles == (ONE, TWO, ONE, TWO)
    assert masks[2].digest() == masks[3].digest()


def test_parts_go_to_the_generator_and_come_back_as_one_layer_with_a_mask() -> None:
    document = labelled()
    parts = [of_label(document, region, [ONE]) for region in regions_of(document)]
    spec = catalog.find("style")
    assert spec is not None
    document.selection.fill(Box(0, 0, 2, 2), 255)
    ready = prepare(document, Request(spec, spec.params(), places=run_of(parts)[0]))
    given = ready.inputs["mask"]
    np.testing.assert_array_equal(given[0], covered(parts[0], document))
    np.testing.assert_array_equal(given[1], covered(parts[1], document))

    class Painted:
        image = np.full((30, 40, 3), 200, np.uint8)
        coverage = np.maximum(given[0], given[1])

    before = len(document.layers)
    document.apply(place(document, ready, Painted()))
    assert len(document.layers) == before + 1
    made = document.layers[-1]
    assert made.mask is not None
    np.testing.assert_array_equal(made.mask.coverage(document.canvas), Painted.coverage)
