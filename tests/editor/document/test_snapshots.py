"""Named states: they share tiles, keep their names apart, and come back as one small step."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.commands import AddLayer, RemoveLayer, SetProperty, resize_canvas
from editor.document.document import Document
from editor.document.layers import GroupLayer, Locks, PixelLayer, Spot
from editor.document.restoring import restore
from editor.document.tiles import TILE_PX
from ml.api.regions import Box


@pytest.fixture
def document() -> Document:
    made = Document(4 * TILE_PX, 2 * TILE_PX)
    pixels = np.full((2 * TILE_PX, 4 * TILE_PX, 3), 90, np.uint8)
    made.insert_layer(PixelLayer.from_pixels("Photo", pixels))
    return made


def dot(document: Document, value: int) -> None:
    """One changed pixel, as a step of the history."""
    layer = document.layers[0]
    twin = layer.share()
    twin.pixels.write(Box(5, 5, 6, 6), np.full((1, 1, 4), value, np.uint8))
    changed = document.snapshot()
    changed.replace_layer(twin)
    document.apply(restore(document, changed, "Dot"))


def test_it_shares_all_tiles_with_the_document(document: Document) -> None:
    kept = document.snapshots.keep(document, "Before")
    mine, theirs = document.layers[0].pixels, kept.state.layers[0].pixels
    assert all(mine.tile(*key) is theirs.tile(*key) for key in mine.keys())
    assert list(mine.keys())


def test_a_step_back_holds_only_what_differs(document: Document) -> None:
    kept = document.snapshots.keep(document, "Before")
    dot(document, 200)
    step = restore(document, kept.state, "Restore")
    assert step is not None
    assert step.size_bytes < 3 * TILE_PX * TILE_PX * 4
    before = document.digest()
    document.apply(step)
    assert document.digest() == kept.state.digest() != before
    document.history.undo()
    assert document.digest() == before


def test_the_same_state_needs_no_step(document: Document) -> None:
    kept = document.snapshots.keep(document, "Before")
    assert restore(document, kept.state, "Restore") is None
    dot(document, 200)
    document.history.undo()
    assert restore(document, kept.state, "Restore") is None


def test_it_comes_back_more_than_once_and_stays_as_it_was(document: Document) -> None:
    kept = document.snapshots.keep(document, "Before")
    was = kept.state.digest()
    for value in (10, 20):
        document.apply(RemoveLayer.of(document, document.layers[0].id))
        document.apply(AddLayer(PixelLayer.from_pixels("New", np.full((9, 9, 3), value, np.uint8))))
        document.apply(restore(document, kept.state, "Restore"))
        assert document.digest() == was
        dot(document, value)
        assert kept.state.digest() == was


def test_size_locks_groups_and_resolution_come_back(document: Document) -> None:
    photo = document.layers[0]
    group = GroupLayer("Group", depth=document.depth)
    document.insert_layer(group, Spot(None, 1))
    document.apply(SetProperty.of(document, photo.id, "locks", Locks(True, True, True)))
    kept = document.snapshots.keep(document, "Locked")
    document.apply(SetProperty.of(document, photo.id, "locks", Locks()))
    document.apply(SetProperty.of(document, photo.id, "position", (7, 8)))
    document.apply(AddLayer(PixelLayer("Inside", photo.pixels.share()), Spot(group.id, 0)))
    document.apply(resize_canvas(document, Box(-10, -10, 100, 100)))
    document.apply(restore(document, kept.state, "Restore"))
    assert (document.width, document.height) == (kept.state.width, kept.state.height)
    assert document.digest() == kept.state.digest()


def test_names_stay_apart(document: Document) -> None:
    heard: list[int] = []
    document.snapshots.changed.connect(lambda: heard.append(1))
    first = document.snapshots.keep(document, "State")
    second = document.snapshots.keep(document, "State")
    assert [one.name for one in document.snapshots.all] == ["State", "State 2"]
    document.snapshots.rename(second, "Clouds")
    document.snapshots.remove(first)
    assert [one.name for one in document.snapshots.all] == ["Clouds"]
    document.snapshots.rename(first, "Gone")
    assert [one.name for one in document.snapshots.all] == ["Clouds"]
    assert len(heard) == 4


def test_dropped_steps_are_counted(document: Document) -> None:
    document.history.set_budget(2 * TILE_PX * TILE_PX * 4)
    for value in range(1, 6):
        dot(document, value)
    assert document.history.dropped > 0
    assert document.history.dropped + len(document.history.entries) == 5
    document.history.clear()
    assert document.history.dropped == 0
