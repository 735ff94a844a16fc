"""The small picture that clicks are answered from shows what is seen, where it is seen."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.seen_picture import small_twin


def _document(width: int, height: int, depth: str = "uint8") -> Document:
    """Smooth colours over the canvas and a red square in it."""
    most = 255 if depth == "uint8" else 65535
    pixels = np.zeros((height, width, 4), depth)
    pixels[..., 0] = np.linspace(0, most, width)[np.newaxis]
    pixels[..., 1] = np.linspace(0, most, height)[:, np.newaxis]
    pixels[..., 3] = most
    document = Document(width, height, depth)
    document.insert_layer(PixelLayer.from_pixels("Ground", pixels))
    return document


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@pytest.mark.parametrize("size", [(1201, 801), (799, 1203), (512, 300)])
def test_every_place_stays_where_it_is(size: tuple[int, int], depth: str) -> None:
    document = _document(*size, depth)
    twin = small_twin(document, 200)
    assert max(twin.width, twin.height) == 200
    seen = flatten(twin).astype(float)
    assert (seen[..., 3] == 255).all()
    across = (np.arange(twin.width) + 0.5) / twin.width * 255
    down = (np.arange(twin.height) + 0.5) / twin.height * 255
    assert np.abs(seen[..., 0] - across[np.newaxis]).max() < 2.5
    assert np.abs(seen[..., 1] - down[:, np.newaxis]).max() < 2.5


def test_a_small_picture_stays_as_it_is() -> None:
    document = _document(90, 60)
    assert np.array_equal(flatten(small_twin(document, 200)), flatten(document))


def test_little_is_made_of_a_large_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    document = _document(2400, 1600)
    asked: list[int] = []
    read = type(document.layers[0].pixels).level_tile

    def count(plane: object, level: int, row: int, col: int) -> object:
        asked.append(level)
        return read(plane, level, row, col)

    monkeypatch.setattr(type(document.layers[0].pixels), "level_tile", count)
    small_twin(document, 400)
    assert asked
    assert set(asked) == {2}
