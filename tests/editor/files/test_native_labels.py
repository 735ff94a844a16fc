"""Label layers in the native file: read back exactly, and as numbers that other programs find."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from editor.document.commands import AddLayer
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.kinds.label import steps
from editor.document.kinds.label.colours import distinct_colour
from editor.document.kinds.label.layer import LabelLayer
from editor.files.decoder import Decoder
from editor.files.native import load, save
from ml.api.labels import Label, Palette
from ml.api.palette_files import palette_of_text


@pytest.mark.parametrize("numbers", [(0, 1, 181, 182, 255), (0, 255, 256, 40000)])
def test_labels_come_back_exactly_and_others_find_numbers_and_colours(
    decoder: Decoder, tmp_path: Path, numbers: tuple[int, ...]
) -> None:
    labels = tuple(Label(index=n, name=f"Thing {n}", colour=distinct_colour(n)) for n in numbers)
    palette = Palette(name="Things", labels=labels, unlabelled=7)
    kind = np.uint16 if max(numbers) > 255 else np.uint8
    indices = np.random.default_rng(2).choice((*numbers, 7), (300, 270)).astype(kind)
    document = Document(270, 300)
    layer = LabelLayer.of_indices(indices, palette)
    document.apply(AddLayer(layer, None))
    document.apply(steps.locked(layer, numbers[1], is_on=True))
    document.apply(steps.hidden(layer, numbers[2], is_on=True))
    path = tmp_path / "labels.ora"
    save(document, path)
    again = load(path, decoder)
    read = again.layers[0]
    assert isinstance(read, LabelLayer)
    assert again.digest() == document.digest()
    assert np.array_equal(read.indices(again.canvas), indices)
    with zipfile.ZipFile(path) as archive:
        with archive.open("pentimento/labels/0000.png") as member:
            assert np.array_equal(np.asarray(Image.open(member)), indices)
        text = archive.read("pentimento/labels/0000.palette.json").decode()
        assert palette_of_text(text) == palette
        with archive.open("data/layer0000.png") as member:
            shown = np.asarray(Image.open(member).convert("RGBA"))
    assert np.array_equal(shown, flatten(document, layer.bounds))
