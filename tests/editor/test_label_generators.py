"""Generators of labels see the label layer, its palette and the shelf; maps come back as layers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from editor.document.commands import AddLayer
from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer, label_layer
from editor.document.layers import PixelLayer
from editor.files.label_file import write_label_map
from editor.files.png_writer import encode_png_pixels
from editor.generate import Request, place, prepare
from editor.label_results import label_pixels
from ml.api.errors import BadInput, GeneratorError
from ml.api.labels import LANDSCAPE, Label, Palette
from ml.api.palette_files import palette_of_text, palette_text
from ml.catalog import find
from ml.generators.label_to_photo.spec import LABEL_TO_PHOTO, LabelPhotoParams

SKY, GRASS = LANDSCAPE.named("sky").index, LANDSCAPE.named("grass").index
SIZE = (40, 30)


@dataclass(frozen=True)
class Outcome:
    image: np.ndarray
    coverage: np.ndarray | None = None
    texts: dict[str, str] = field(default_factory=dict)


def labels() -> np.ndarray:
    made = np.full((SIZE[1], SIZE[0]), SKY, np.uint8)
    made[15:] = GRASS
    return made


def document(*, photo: bool) -> Document:
    made = Document(*SIZE)
    if photo:
        pixels = np.full((SIZE[1], SIZE[0], 3), 90, np.uint8)
        made.apply(AddLayer(PixelLayer.from_pixels("Photo", pixels)))
    made.apply(AddLayer(LabelLayer.of_indices(labels(), LANDSCAPE)))
    return made


def request(*references: Path) -> Request:
    return Request(LABEL_TO_PHOTO, LabelPhotoParams(), references=references)


def reference(folder: Path) -> Path:
    path = folder / "lake.png"
    path.write_bytes(encode_png_pixels(np.full((8, 12, 3), 60, np.uint8)))
    return path


def test_numbers_and_palette_go_along_as_they_are() -> None:
    prepared = prepare(document(photo=False), request())
    np.testing.assert_array_equal(prepared.inputs["labels"][0], labels())
    assert palette_of_text(prepared.texts["palette"]) == LANDSCAPE
    assert "image" not in prepared.inputs


def test_the_picture_is_seen_without_the_labels_over_it() -> None:
    prepared = prepare(document(photo=True), request())
    assert (prepared.inputs["image"][0] == 90).all()
    assert "labels_before" not in prepared.inputs


def test_a_second_label_layer_says_how_it_was_before() -> None:
    made = document(photo=True)
    after = labels()
    after[20:, :10] = LANDSCAPE.named("water").index
    made.apply(AddLayer(LabelLayer.of_indices(after, LANDSCAPE)))
    prepared = prepare(made, request())
    np.testing.assert_array_equal(prepared.inputs["labels"][0], after)
    np.testing.assert_array_equal(prepared.inputs["labels_before"][0], labels())


def test_a_map_beside_a_reference_is_used_and_else_asked_for(tmp_path: Path) -> None:
    path = reference(tmp_path)
    guessed = prepare(document(photo=False), request(path)).inputs["reference_labels"][0]
    assert guessed.shape == (8, 12)
    assert (guessed == LANDSCAPE.unlabelled).all()
    write_label_map(np.full((8, 12), GRASS, np.uint8), LANDSCAPE, tmp_path / "lake.labels.png")
    known = prepare(document(photo=False), request(path)).inputs["reference_labels"][0]
    assert (known == GRASS).all()


def test_without_labels_one_sentence_says_so() -> None:
    with pytest.raises(BadInput, match="paint some on a label layer"):
        prepare(Document(*SIZE), request())


def test_a_guess_becomes_a_label_layer_in_one_step() -> None:
    spec = find("label_guess")
    assert spec is not None
    made = Document(*SIZE)
    made.apply(AddLayer(PixelLayer.from_pixels("P", np.zeros((SIZE[1], SIZE[0], 3), np.uint8))))
    prepared = prepare(made, Request(spec, spec.params()))
    palette = Palette(name="Mine", labels=(Label(index=300, name="far", colour=(1, 2, 3)),))
    numbers = np.full((SIZE[1], SIZE[0], 1), 300, np.uint16)
    numbers[:5] = palette.unlabelled
    outcome = Outcome(numbers, texts={"palette": palette_text(palette)})
    made.apply(place(made, prepared, outcome))
    layer = label_layer(made.layers[-1])
    assert layer is not None
    np.testing.assert_array_equal(layer.indices(made.canvas), numbers[..., 0])
    assert layer.palette == palette
    look = label_pixels(outcome)
    assert tuple(look[10, 10, :3]) == (1, 2, 3)
    assert look[0, 0, 3] == 0
    made.history.undo()
    assert len(made.layers) == 1


def test_what_is_no_label_map_changes_nothing() -> None:
    spec = find("label_guess")
    assert spec is not None
    made = document(photo=True)
    prepared = prepare(made, Request(spec, spec.params()))
    before = len(made.layers)
    for image in (
        np.zeros((SIZE[1], SIZE[0], 3), np.uint8),
        np.zeros((SIZE[1], SIZE[0], 1), np.float32),
        np.zeros((4, 4, 1), np.uint8),
    ):
        with pytest.raises(GeneratorError, match="nothing was changed"):
            place(made, prepared, Outcome(image))
    assert len(made.layers) == before
