"""A generator's mask in the document: resized, joined with the selection, or hiding a layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from PIL import Image

from editor.document.commands import SelectionTarget, replace_mask
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.document.mask_operations import Combine
from editor.generate import Request, place, prepare
from editor.generated_masks import coverage_of, mask_of, mask_step
from ml.api.errors import BadInput, GeneratorError
from ml.api.regions import Box
from ml.api.spec import GeneratorSpec
from ml.catalog import find


@dataclass
class Answer:
    """A result of the worker."""

    image: np.ndarray
    coverage: np.ndarray | None = None


def spec(name: str) -> GeneratorSpec:
    found = find(name)
    assert found is not None
    return found


def document() -> Document:
    made = Document(40, 30)
    made.insert_layer(PixelLayer.from_pixels("Photo", np.full((30, 40, 3), 90, np.uint8)))
    return made


def left_half(value: int = 255, dtype: type = np.uint8) -> np.ndarray:
    mask = np.zeros((30, 40, 1), dtype)
    mask[:, :20] = value
    return mask


@pytest.mark.parametrize(
    "image", [left_half(), left_half(65535, np.uint16), left_half(1, np.float32)]
)
def test_every_depth_becomes_the_same_coverage(image: np.ndarray) -> None:
    np.testing.assert_array_equal(coverage_of(image), left_half()[..., 0])


def test_a_small_mask_is_enlarged_where_it_belongs() -> None:
    small = np.zeros((15, 20, 1), np.uint8)
    small[:, :10] = 255
    mask = mask_of(type("Place", (), {"box": Box(5, 7, 45, 37)})(), Answer(small))
    found = mask.coverage(Box(0, 0, 60, 40))
    assert found[7:37, 5:22].min() > 250
    assert found[:, :5].max() == found[:7].max() == 0
    assert found[7:37, 30:].max() == 0


def test_a_part_is_enlarged_as_the_whole_would_be() -> None:
    small = np.zeros((60, 80), np.uint8)
    small[20:33, 41:60] = np.random.default_rng(3).integers(1, 255, (13, 19), np.uint8)
    mask = mask_of(type("Place", (), {"box": Box(0, 0, 200, 141)})(), Answer(small[..., None]))
    whole = np.asarray(Image.fromarray(small).resize((200, 141), Image.Resampling.BICUBIC))
    found = mask.coverage(Box(0, 0, 200, 141)).astype(int)
    assert np.abs(found - whole).max() <= 1


def test_the_whole_picture_is_given_and_the_selection_is_one_step() -> None:
    picture = document()
    prepared = prepare(picture, Request(spec("select_subject"), spec("select_subject").params()))
    assert prepared.box == picture.canvas
    assert set(prepared.inputs) == {"image"}
    before = flatten(picture)
    picture.apply(place(picture, prepared, Answer(left_half())))
    assert picture.history.position == 1
    np.testing.assert_array_equal(picture.selection.coverage(picture.canvas), left_half()[..., 0])
    np.testing.assert_array_equal(flatten(picture), before)
    with pytest.raises(GeneratorError, match="already exactly that"):
        place(picture, prepared, Answer(left_half()))
    with pytest.raises(GeneratorError, match="Nothing was found"):
        place(picture, prepared, Answer(np.zeros((30, 40, 1), np.uint8)))


@pytest.mark.parametrize(
    ("how", "left", "middle", "right"),
    [
        (Combine.REPLACE, 255, 255, 0),
        (Combine.ADD, 255, 255, 255),
        (Combine.SUBTRACT, 0, 0, 255),
        (Combine.INTERSECT, 0, 255, 0),
    ],
)
def test_it_joins_as_was_asked(how: Combine, left: int, middle: int, right: int) -> None:
    picture = document()
    old = replace_mask(picture, SelectionTarget(), Mask.of_box(Box(10, 0, 40, 30)), "Old")
    assert old is not None
    picture.apply(old)
    mask = Mask.from_coverage(left_half()[..., 0])
    step = mask_step(picture, spec("select_object"), mask, how)
    if step is not None:
        picture.apply(step)
    found = picture.selection.coverage(picture.canvas)[15]
    # Under the old selection from 10 on, under the new one up to 20.
    expected = {Combine.SUBTRACT: (0, 0, 255)}.get(how, (left, middle, right))
    assert (found[5], found[15], found[30]) == expected


def test_a_layer_keeps_hidden_what_it_hid_and_undo_brings_it_back() -> None:
    picture = document()
    layer = picture.layers[0]
    layer.position = (4, 2)
    layer.mask = Mask.of_box(Box(10, 0, 40, 30))
    step = mask_step(picture, spec("remove_background"), Mask.from_coverage(left_half()[..., 0]))
    assert step is not None
    picture.apply(step)
    assert picture.history.undo_title == "Remove background"
    alpha = flatten(picture)[..., 3]
    # In the layer's own frame the old mask begins at 10, so at 14 on the canvas.
    assert alpha[20, 13] == 0
    assert alpha[20, 14:20].min() == 255
    assert alpha[20, 20:].max() == 0
    picture.history.undo()
    assert flatten(picture)[20, 30, 3] == 255


def test_without_a_layer_it_says_what_to_do() -> None:
    with pytest.raises(BadInput, match="Choose the layer"):
        mask_step(Document(4, 4), spec("remove_background"), Mask.of_box(Box(0, 0, 4, 4)))
