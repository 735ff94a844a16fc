"""Vector layers: drawn at any scale, written as SVG, changed one at a time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from editor.document.commands import AddLayer, ReplaceLayer
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.errors import BadRecord
from editor.document.kinds.registry import layer_record, read_layer
from editor.document.kinds.vector.layer import VectorLayer, drawing_of, group_of
from editor.document.layers import GroupLayer, PixelLayer
from editor.document.record import decode, encode
from ml.api.regions import Box
from ml.vector.raster import render
from ml.vector.shapes import Contour, Drawing, Flat, Linear, Shape, Stop


def shapes() -> tuple[Shape, ...]:
    page = Contour.polygon([(0, 0), (60, 0), (60, 40), (0, 40)])
    paint = Linear((0, 0), (60, 30), (Stop(0, (0.2, 0.4, 0.8)), Stop(1, (0.9, 0.8, 0.1))))
    leaf = Contour(np.array([(10, 20), (20, 2), (40, 3), (50, 20.4), (40, 37), (20, 36)], float))
    return (
        Shape((page,), paint, name="Ground", group="Ground"),
        Shape((leaf,), Flat((0.8, 0.2, 0.2)), name="Leaf", group="Shapes"),
        Shape((leaf.moved(-18, 9),), Flat((0.1, 0.6, 0.2)), 0.6, name="Moss", group="Shapes"),
    )


def made(depth: str = "uint8") -> tuple[Document, GroupLayer]:
    document = Document(60, 40, depth=depth)
    group = group_of(Drawing(60, 40, shapes()), "Vector layers", depth)
    document.apply(AddLayer(group, None, "Vector layers"))
    return document, group


def leaf_of(group: GroupLayer) -> VectorLayer:
    found = group.children[1].children[0]
    assert isinstance(found, VectorLayer)
    return found


def test_each_shape_is_a_row_in_its_group() -> None:
    _, group = made()
    names = [[row.name for row in inner.children] for inner in group.children]
    assert names == [["Ground"], ["Leaf", "Moss"]]
    assert group.children[1].children[1].opacity == pytest.approx(0.6)


def test_the_picture_is_the_drawing() -> None:
    document, _ = made("uint16")
    seen = flatten(document, document.canvas) / 65535
    assert abs(seen - render(Drawing(60, 40, shapes()))).max() < 1 / 255


def test_it_is_written_as_svg_and_comes_back_the_same() -> None:
    _, group = made()
    again = read_layer(decode(encode(layer_record(group))))
    assert again.digest() == group.digest()
    assert "<svg" in layer_record(leaf_of(group)).text("svg")


def test_a_broken_record_is_refused() -> None:
    record = layer_record(leaf_of(made()[1]))
    broken = replace(record, fields={**record.fields, "svg": "<svg"})
    with pytest.raises(BadRecord):
        read_layer(broken)


def test_a_change_of_one_layer_changes_only_its_pixels() -> None:
    document, group = made()
    before = flatten(document, document.canvas).copy()
    leaf = leaf_of(group)
    twin = leaf.recoloured((0.1, 0.1, 0.9))
    document.apply(ReplaceLayer(leaf, twin, "Recolour"))
    after = flatten(document, document.canvas)
    changed = (before != after).any(axis=2)
    covered = leaf.render(document.canvas)[..., 3] > 0
    assert changed.any()
    assert not (changed & ~covered).any()
    document.history.undo()
    assert (flatten(document, document.canvas) == before).all()


def test_a_dragged_handle_moves_the_edge() -> None:
    leaf = leaf_of(made()[1])
    points = leaf.shape.points.copy()
    points[1] += (-8, -2)
    twin = leaf.with_points(points)
    box = Box(0, 0, 60, 40)
    assert (twin.render(box) != leaf.render(box)).any()
    assert twin.id == leaf.id


def test_it_is_sharp_at_eight_times_the_size() -> None:
    leaf = leaf_of(made()[1])
    large = leaf.render(Box(0, 0, 480, 320), -3)
    soft = ((large[..., 3] > 2) & (large[..., 3] < 253)).sum()
    assert 0 < soft < 480 * 4
    small = leaf.render(Box(0, 0, 30, 20), 1)
    assert small.shape == (20, 30, 4)


def test_moving_a_layer_moves_its_pixels() -> None:
    leaf = leaf_of(made()[1])
    here = leaf.render(Box(0, 0, 60, 40))
    leaf.position = (5, -3)
    assert (leaf.render(Box(5, -3, 65, 37)) == here).all()
    assert leaf.bounds.left == 15


def test_only_what_is_seen_goes_into_a_drawing() -> None:
    document, group = made()
    leaf_of(group).visible = False
    document.apply(
        AddLayer(PixelLayer.from_pixels("Photo", np.ones((4, 4, 4), np.uint8)), None, "x")
    )
    drawing, notices = drawing_of(document.layers, 60, 40)
    assert [shape.name for shape in drawing.shapes] == ["Ground", "Moss"]
    assert len(notices) == 1
    assert "pixel" in notices[0]
