"""Transforms as steps: everything of the picture follows, and one undo brings all of it back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document.channels import save_channel
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.geometry import PlaneMap
from editor.document.guides import Guides
from editor.document.guides_step import SetGuides
from editor.document.layer_commands import SetProperty
from editor.document.layers import GroupLayer, Locks, PixelLayer
from editor.document.mask import Mask
from editor.document.record import decode, encode
from editor.document.replay import from_record
from editor.document.transforms import (
    Reshape,
    content_box,
    recut,
    transform_layers,
    transform_picture,
)
from editor.document.transforms_floating import FloatingLayer, transform_selected
from ml.api.regions import Box

WIDTH, HEIGHT = 300, 200


def pixels(height: int = HEIGHT, width: int = WIDTH, seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    out = rng.integers(0, 255, (height, width, 4), np.uint8)
    out[..., 3] = 255
    return out


@pytest.fixture
def document() -> Document:
    """A photo, and a group with a small masked layer that reaches beyond the canvas."""
    document = Document(WIDTH, HEIGHT)
    document.insert_layer(PixelLayer.from_pixels("Photo", pixels()))
    small = PixelLayer.from_pixels("Small", pixels(90, 80, 5), (250, 150))
    small.mask = Mask.of_box(Box(10, 10, 60, 70))
    document.insert_layer(GroupLayer("Group", (small,)))
    document.selection.fill(Box(40, 30, 120, 90), 255)
    document.apply(save_channel(document, "kept"))
    document.apply(SetGuides(document.guides, Guides((50.0,), (75.0, 150.0))))
    return document


def find(document: Document, name: str) -> PixelLayer:
    found = next(layer for layer in document.walk() if layer.name == name)
    assert isinstance(found, PixelLayer)
    return found


def half_turn() -> Reshape:
    return Reshape(PlaneMap.moving(WIDTH, HEIGHT) @ PlaneMap.turning(180))


EXACT = ("quarter", "flip")
WAYS = {
    "quarter": ((HEIGHT, WIDTH), PlaneMap.moving(HEIGHT, 0) @ PlaneMap.turning(90)),
    "flip": ((WIDTH, HEIGHT), PlaneMap.moving(WIDTH, 0) @ PlaneMap.scaling(-1, 1)),
    "half": ((150, 100), PlaneMap.scaling(0.5, 0.5)),
    "large": ((450, 260), PlaneMap.scaling(1.5, 1.3)),
    "slant": ((360, 300), PlaneMap.moving(30, 50) @ PlaneMap.turning(10)),
}


@pytest.mark.parametrize("name", WAYS)
def test_the_picture_and_all_on_it_goes_and_comes_back(document: Document, name: str) -> None:
    size, way = WAYS[name]
    before = document.digest()
    document.apply(transform_picture(document.snapshot(), size, Reshape(way)))
    after = document.digest()
    assert (document.width, document.height) == size
    assert document.selection.bounds == way.box(Box(40, 30, 120, 90)) or name not in EXACT
    assert document.channels[0].mask.digest() == document.selection.digest()
    document.history.undo()
    assert document.digest() == before
    document.history.redo()
    assert document.digest() == after


@pytest.mark.parametrize("name", ["quarter", "flip"])
def test_turns_of_the_picture_lose_nothing(document: Document, name: str) -> None:
    size, way = WAYS[name]
    flat = flatten(document)
    document.apply(transform_picture(document.snapshot(), size, Reshape(way)))
    expected = np.rot90(flat, -1) if name == "quarter" else flat[:, ::-1]
    assert np.array_equal(flatten(document), expected)


def test_four_quarters_are_the_same_document(document: Document) -> None:
    flat, selected = flatten(document), document.selection.digest()
    guides = document.guides
    for _ in range(4):
        width, height = document.width, document.height
        way = PlaneMap.moving(height, 0) @ PlaneMap.turning(90)
        document.apply(transform_picture(document.snapshot(), (height, width), Reshape(way)))
    assert np.array_equal(flatten(document), flat)
    assert document.selection.digest() == selected
    assert document.guides == guides
    assert find(document, "Small").bounds == Box(250, 150, 330, 240)


def test_guides_follow(document: Document) -> None:
    size, way = WAYS["half"]
    document.apply(transform_picture(document, size, Reshape(way)))
    assert document.guides == Guides((25.0,), (37.5, 75.0))


@given(
    st.integers(-50, 200),
    st.integers(-50, 150),
    st.integers(20, 400),
    st.integers(20, 300),
    st.booleans(),
)
@settings(max_examples=30, deadline=None)
def test_a_crop_shows_exactly_what_was_there(
    left: int, top: int, width: int, height: int, deletes: bool
) -> None:
    document = Document(WIDTH, HEIGHT)
    document.insert_layer(PixelLayer.from_pixels("Photo", pixels(), (0, 0)))
    document.selection.fill(Box(40, 30, 120, 90), 255)
    box = Box(left, top, left + width, top + height)
    expected = flatten(document, box)
    before = document.digest()
    document.apply(recut(document, box, deletes=deletes, title="Crop"))
    assert np.array_equal(flatten(document), expected)
    inside = Box(40, 30, 120, 90).intersection(box).moved(-left, -top)
    assert document.selection.bounds == (inside if not inside.is_empty else Box(0, 0, 0, 0))
    layer = document.layers[0]
    if deletes:
        assert document.canvas.contains(layer.bounds)
    else:
        assert layer.bounds == Box(0, 0, WIDTH, HEIGHT).moved(-left, -top)
    document.history.undo()
    assert document.digest() == before


def test_deleting_outside_keeps_inner_tiles_as_they_are() -> None:
    document = Document(1200, 900)
    document.insert_layer(PixelLayer.from_pixels("Photo", pixels(900, 1200)))
    layer = document.layers[0]
    inner = layer.pixels.tile(1, 1)
    step = recut(document, Box(100, 100, 1100, 800), deletes=True, title="Crop")
    document.apply(step)
    assert layer.pixels.tile(1, 1) is inner
    # Only the rim is remembered, not the picture.
    assert step.size_bytes < 900 * 1200 * 4


def test_whole_moves_only_set_positions(document: Document) -> None:
    small = find(document, "Small")
    tiles = small.pixels.share()
    step = transform_layers(document, [small.id], Reshape(PlaneMap.moving(7, -3)))
    assert step is not None
    document.apply(step)
    assert small.position == (257, 147)
    assert small.pixels.digest() == tiles.digest()
    assert step.size_bytes < 1000


def test_a_layer_turns_with_its_mask_inside_its_group(document: Document) -> None:
    group = document.layers[1]
    shown = flatten(document)
    photo = document.layers[0].digest()
    step = transform_layers(document.snapshot(), [group.id], half_turn())
    assert step is not None
    document.apply(step)
    assert document.layers[0].digest() == photo
    small = find(document, "Small")
    assert small.bounds == Box(WIDTH - 330, HEIGHT - 240, WIDTH - 250, HEIGHT - 150)
    document.history.undo()
    assert np.array_equal(flatten(document), shown)


def test_a_locked_layer_stays(document: Document) -> None:
    small = find(document, "Small")
    document.apply(SetProperty.of(document, small.id, "locks", Locks(position=True)))
    before = document.digest()
    with pytest.raises(DocumentError):
        transform_layers(document, [small.id], half_turn())
    assert document.digest() == before


def test_selected_pixels_move_as_they_are(document: Document) -> None:
    photo = find(document, "Photo")
    flat = photo.pixels.read(document.canvas)
    how = Reshape(PlaneMap.moving(60, 20))
    step = transform_selected(document.snapshot(), photo.id, how)
    assert step is not None
    before = document.digest()
    document.apply(step)
    now = photo.pixels.read(document.canvas)
    assert np.array_equal(now[50:110, 100:180], flat[30:90, 40:120])
    assert not now[30:50, 40:100].any()
    assert document.selection.bounds == Box(100, 50, 180, 110)
    document.history.undo()
    assert document.digest() == before


def test_a_copy_leaves_the_original(document: Document) -> None:
    photo = find(document, "Photo")
    flat = photo.pixels.read(document.canvas)
    step = transform_selected(document, photo.id, Reshape(PlaneMap.moving(150, 90)), copies=True)
    assert step is not None
    document.apply(step)
    now = photo.pixels.read(document.canvas)
    assert np.array_equal(now[30:90, 40:120], flat[30:90, 40:120])
    assert np.array_equal(now[120:180, 190:270], flat[30:90, 40:120])


def test_steps_can_be_done_again_from_their_records(document: Document) -> None:
    other = document.snapshot()
    steps = [
        transform_picture(document.snapshot(), *WAYS["slant"][:1], Reshape(WAYS["slant"][1])),
    ]
    document.apply(steps[0])
    steps.append(recut(document, Box(20, 20, 200, 180), deletes=True, title="Crop"))
    records = [encode(steps[0].to_record())]
    document.apply(steps[1])
    records.append(encode(steps[1].to_record()))
    for record in records:
        other.apply(from_record(decode(record), other))
    assert other.digest() == document.digest()


def test_trim_finds_the_content() -> None:
    document = Document(100, 80)
    document.insert_layer(PixelLayer.from_pixels("a", pixels(20, 30), (-10, 40)))
    assert content_box(document) == Box(0, 40, 20, 60)


@pytest.mark.parametrize("level", [0, 1])
@pytest.mark.parametrize("chosen", [False, True])
def test_the_stand_in_shows_what_will_be(document: Document, level: int, chosen: bool) -> None:
    photo = find(document, "Photo")
    selection = document.selection.share()
    how = Reshape(PlaneMap.turning(20).about(80, 60) @ PlaneMap.scaling(1.2, 0.9))
    stand_in = FloatingLayer(photo.share(), selection if chosen else None)
    stand_in.go(how.way)
    make = (
        transform_selected if chosen else lambda one, name, way: transform_layers(one, [name], way)
    )
    step = make(document, photo.id, how)
    assert step is not None
    box = Box(0, 0, WIDTH >> level, HEIGHT >> level)
    preview = stand_in.render(box, level).astype(float)
    step.do(document)
    final = photo.render(box, level).astype(float)
    # Bilinear against bicubic, on noise: alike, not equal.
    assert np.abs(preview[..., 3] - final[..., 3]).mean() < 6
    assert np.abs(preview - final).mean() < 40
    ways = np.corrcoef(preview[..., 0].ravel(), final[..., 0].ravel())
    assert ways[0, 1] > 0.8
