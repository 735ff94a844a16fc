"""A result of another size takes the place of the picture, in one step that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from editor.colour.profiles import ADOBE_RGB
from editor.document.commands import AddLayer
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.generate import Request, place, prepare
from ml.api.errors import GeneratorError
from ml.api.regions import Box
from ml.generators.upscale.spec import UPSCALE, UpscaleParams


@dataclass(frozen=True)
class Outcome:
    image: np.ndarray
    coverage: np.ndarray | None = None


def pixels(rows: int, columns: int, depth: str, channels: int = 3) -> np.ndarray:
    top = np.iinfo(depth).max
    return np.random.default_rng(rows).integers(0, top + 1, (rows, columns, channels), depth)


def document_of(depth: str = "uint8", profile: bytes | None = None) -> Document:
    document = Document(60, 40, depth, profile)
    document.apply(AddLayer(PixelLayer.from_pixels("Photo", pixels(40, 60, depth))))
    document.apply(AddLayer(PixelLayer.from_pixels("Above", pixels(9, 9, depth, 4), (5, -3))))
    document.selection.fill(Box(3, 3, 20, 20), 255)
    return document


WISH = Request(UPSCALE, UpscaleParams())


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_it_is_one_step_to_one_layer_and_back(depth: str) -> None:
    document = document_of(depth)
    state, steps = document.digest(), len(document.history.entries)
    image = pixels(80, 120, depth)
    document.apply(place(document, prepare(document, WISH), Outcome(image)))
    assert len(document.history.entries) == steps + 1
    assert (document.width, document.height) == (120, 80)
    assert [layer.name for layer in document.layers] == ["Enlarged"]
    assert document.selection.is_empty
    np.testing.assert_array_equal(flatten(document)[..., :3], image)
    after = document.digest()
    document.history.undo()
    assert document.digest() == state
    document.history.redo()
    assert document.digest() == after


def test_a_selection_is_not_needed_and_all_of_the_picture_is_given() -> None:
    document = Document(60, 40, "uint8", None)
    document.apply(AddLayer(PixelLayer.from_pixels("Photo", pixels(40, 60, "uint8"))))
    given = prepare(document, WISH).inputs["image"][0]
    np.testing.assert_array_equal(given, flatten(document)[..., :3])


def test_transparency_and_profile_come_back() -> None:
    document = Document(10, 10, "uint16", ADOBE_RGB)
    half = np.full((10, 10, 4), 30_000, np.uint16)
    document.apply(AddLayer(PixelLayer.from_pixels("Half", half)))
    prepared = prepare(document, WISH)
    seen = prepared.inputs["image"][0]
    assert seen.shape == (10, 10, 4)
    twice = np.repeat(np.repeat(seen, 2, axis=0), 2, axis=1)
    document.apply(place(document, prepared, Outcome(twice)))
    there = flatten(document)
    assert there.shape == (20, 20, 4)
    assert np.abs(there[5, 5].astype(int) - 30_000).max() <= 24


def test_an_empty_result_changes_nothing() -> None:
    document = document_of()
    with pytest.raises(GeneratorError, match="empty"):
        place(document, prepare(document, WISH), Outcome(np.zeros((0, 5, 3), np.uint8)))
