"""The deck's uses of layers: colours of one shape, objects that go, the picture that is nearest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from editor.document.commands import AddLayer
from editor.document.document import Document
from editor.document.kinds.vector.layer import VectorLayer, group_of
from editor.plugin_host import PluginHost
from editor.session import Session
from ml.api.regions import Box
from ml.vector.shapes import Contour, Drawing, Flat, Shape
from plugins.api import Editor, NotPossible
from plugins.builtin.vector import shapes as deck
from plugins.loader import Loader

LEAF = Contour.polygon([(5, 5), (25, 5), (25, 25), (5, 25)])


class Desk:
    """A session with its host, as a plug-in sees it."""

    def __init__(self) -> None:
        self.session = Session()
        self.said: list[str] = []
        self.host = PluginHost(
            self.session,
            Loader(builtin=(), folder=None),
            launch=lambda *_: 0,
            open_now=lambda _: None,
            tell=self.said.append,
        )
        self.editor = Editor(self.host)

    def add(self, name: str, colour: tuple[float, float, float], *, dx: float = 0) -> Document:
        page = Contour.polygon([(0, 0), (60, 0), (60, 40), (0, 40)])
        rows = (
            Shape((page,), Flat((0.5, 0.5, 0.5)), name="Ground"),
            Shape((LEAF.moved(dx, 0),), Flat(colour), name="Leaf"),
            Shape((LEAF.moved(30, 10),), Flat((0.1, 0.1, 0.9)), name="Other"),
        )
        document = Document(60, 40)
        document.apply(AddLayer(group_of(Drawing(60, 40, rows), "Vector layers"), None, "Shapes"))
        document.set_active(shape(document, "Leaf"))
        self.session.add(document, name)
        return document


def shape(document: Document, name: str) -> VectorLayer:
    found = next(layer for layer in document.walk() if layer.name == name)
    assert isinstance(found, VectorLayer)
    return found


def test_one_shape_is_lighter_darker_and_of_another_hue() -> None:
    desk = Desk()
    document = desk.add("one", (0.8, 0.2, 0.2))
    deck.lighten(desk.editor)
    assert sum(shape(document, "Leaf").colour) > 1.2
    document.history.undo()
    deck.darken(desk.editor)
    assert sum(shape(document, "Leaf").colour) < 1.2
    document.history.undo()
    deck.turn_hue(desk.editor)
    red, green, blue = shape(document, "Leaf").colour
    assert red > green > blue + 0.1
    assert shape(document, "Other").colour == pytest.approx((0.1, 0.1, 0.9), abs=0.01)


def test_an_object_goes_and_what_lies_beneath_comes_to_light() -> None:
    desk = Desk()
    document = desk.add("one", (0.8, 0.2, 0.2))
    with pytest.raises(NotPossible):
        deck.remove_object(desk.editor)
    document.selection.write(Box(2, 2, 28, 28), np.full((26, 26), 255, np.uint8))
    deck.remove_object(desk.editor)
    assert [layer.name for layer in document.walk() if isinstance(layer, VectorLayer)] == [
        "Ground",
        "Other",
    ]
    document.history.undo()
    assert shape(document, "Leaf").visible


def test_the_picture_with_the_nearest_shapes_is_named() -> None:
    desk = Desk()
    desk.add("far", (0.1, 0.9, 0.2), dx=30)
    desk.add("near", (0.75, 0.25, 0.2), dx=1)
    desk.add("front", (0.8, 0.2, 0.2))
    deck.find_similar(desk.editor)
    assert "near" in desk.said[-1]


def test_without_shapes_it_says_so() -> None:
    desk = Desk()
    desk.session.add(Document(10, 10), "plain")
    for act in (deck.lighten, deck.find_similar):
        with pytest.raises(NotPossible):
            act(desk.editor)


def test_the_distance_of_a_picture_to_itself_is_none() -> None:
    desk = Desk()
    desk.add("front", (0.8, 0.2, 0.2))
    rows = [layer for layer in desk.editor.document().layers if layer.parameters]
    moved = [replace(row, parameters=tuple(v + 0.1 for v in row.parameters)) for row in rows]
    assert deck.distance(rows, rows) == 0
    assert deck.distance(rows, moved) > 0.05
