"""The tree of layers: places, locks, what is painted on, and what merging makes."""

from __future__ import annotations

import numpy as np
import pytest

from editor.document.commands import (
    AddLayer,
    MoveLayers,
    ReplaceLayer,
    SetLayerMask,
    SetProperty,
    ShiftLayers,
    TileChange,
    duplicate_layers,
    flatten_document,
    group_layers,
    load_channel,
    merge_down,
    merge_layers,
    save_channel,
    stamp_visible,
    ungroup,
)
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.errors import Locked, NothingToMerge, NotPaintable, UnknownLayer, WrongPlace
from editor.document.kinds.adjustment.layer import AdjustmentLayer
from editor.document.layers import GroupLayer, Locks, PixelLayer, Spot
from editor.document.mask import Mask
from editor.document.targets import LayerMask, LayerPixels, SelectionTarget
from ml.api.regions import Box


def layer(name, seed=1, position=(0, 0), size=(90, 110)):
    pixels = np.random.default_rng(seed).integers(0, 256, (*size, 4), dtype=np.uint8)
    return PixelLayer.from_pixels(name, pixels, position)


@pytest.fixture
def document():
    """a, a group of b and c, and d."""
    made = Document(200, 150)
    made.insert_layer(layer("a", 1))
    group = GroupLayer("g", (layer("b", 2, (20, 10)), layer("c", 3, (50, 40))))
    made.insert_layer(group)
    made.insert_layer(layer("d", 4, (90, 60)))
    return made


def named(document, name):
    return next(one for one in document.walk() if one.name == name)


def shape(layers):
    """Names, groups as tuples with what is in them."""
    return [(x.name, shape(x.children)) if isinstance(x, GroupLayer) else x.name for x in layers]


def test_layers_are_found_at_any_depth(document) -> None:
    assert [one.name for one in document.walk()] == ["a", "g", "b", "c", "d"]
    group, inner = named(document, "g"), named(document, "c")
    assert document.layer(inner.id) is inner
    assert document.spot_of(inner.id) == Spot(group.id, 1)
    assert document.spot_of(group.id) == Spot(None, 1)
    assert document.parent_of(inner.id) is group
    assert document.parent_of(group.id) is None
    with pytest.raises(UnknownLayer):
        document.spot_of("nobody")


def test_several_layers_move_together_and_keep_their_order(document) -> None:
    ids = [named(document, name).id for name in ("d", "b", "a")]
    group = named(document, "g")
    document.apply(MoveLayers.of(document, ids, Spot(group.id, 2)))
    assert shape(document.layers) == [("g", ["c", "a", "b", "d"])]
    document.history.undo()
    assert shape(document.layers) == ["a", ("g", ["b", "c"]), "d"]
    document.history.redo()
    document.apply(MoveLayers.of(document, [ids[0]], Spot(None, 0)))
    assert shape(document.layers) == ["d", ("g", ["c", "a", "b"])]


def test_a_group_does_not_go_into_itself(document) -> None:
    group = named(document, "g")
    with pytest.raises(WrongPlace):
        MoveLayers.of(document, [group.id], Spot(group.id, 0))
    assert shape(document.layers) == ["a", ("g", ["b", "c"]), "d"]


def test_grouping_and_ungrouping_keep_the_picture(document) -> None:
    before = flatten(document)
    ids = [named(document, name).id for name in ("g", "d")]
    document.apply(group_layers(document, ids, "both"))
    assert shape(document.layers) == ["a", ("both", [("g", ["b", "c"]), "d"])]
    assert document.active.name == "both"
    assert np.array_equal(flatten(document), before)
    document.apply(ungroup(document, named(document, "g").id))
    assert shape(document.layers) == ["a", ("both", ["b", "c", "d"])]
    assert np.array_equal(flatten(document), before)
    document.history.undo()
    document.history.undo()
    assert shape(document.layers) == ["a", ("g", ["b", "c"]), "d"]


def test_a_group_moves_with_all_that_is_in_it(document) -> None:
    group = named(document, "g")
    document.apply(SetLayerMask.of(document, group.id, Mask.of_box(Box(30, 20, 90, 70))))
    before = group.render(document.canvas)
    document.apply(ShiftLayers.of(document, [group.id, named(document, "b").id], 7, -3))
    assert named(document, "b").position == (27, 7)
    after = group.render(document.canvas.moved(7, -3))
    assert np.array_equal(after, before)
    document.apply(ShiftLayers.of(document, [group.id], 1, 1))
    assert len(document.history.entries) == 2, "a drag is one step"
    assert named(document, "b").position == (28, 8)
    while document.history.can_undo:
        document.history.undo()
    assert named(document, "b").position == (20, 10)


def test_a_locked_position_holds_the_groups_around_too(document) -> None:
    inner, group = named(document, "b"), named(document, "g")
    document.apply(SetProperty.of(document, inner.id, "locks", Locks(position=True)))
    before = document.digest()
    for command in (
        ShiftLayers.of(document, [named(document, "a").id, group.id], 5, 5),
        SetProperty.of(document, inner.id, "position", (1, 1)),
        SetProperty.of(document, group.id, "position", (1, 1)),
    ):
        with pytest.raises(Locked, match="unlock it to move"):
            document.apply(command)
        assert document.digest() == before


def test_locked_pixels_refuse_every_step_that_paints(document) -> None:
    inner, group = named(document, "b"), named(document, "g")
    document.apply(SetProperty.of(document, group.id, "locks", Locks(pixels=True)))
    painted = inner.pixels.share()
    painted.fill(Box(0, 0, 9, 9), (1, 2, 3, 255))
    step = TileChange.between(LayerPixels(inner.id), inner.pixels, painted, "Fill")
    before = document.digest()
    with pytest.raises(Locked, match="unlock them"):
        document.apply(step)
    assert document.digest() == before


def test_a_locked_alpha_stays_whatever_is_painted(document) -> None:
    one = named(document, "a")
    one.pixels.fill(Box(0, 0, 20, 20), (9, 9, 9, 0))
    document.apply(SetProperty.of(document, one.id, "locks", Locks(alpha=True)))
    before = one.render(document.canvas)
    painted = one.pixels.share()
    painted.fill(Box(5, 5, 150, 60), (200, 100, 50, 255))
    painted.fill(Box(30, 30, 40, 40), (0, 0, 0, 0))
    document.apply(TileChange.between(LayerPixels(one.id), one.pixels, painted, "Fill"))
    after = one.render(document.canvas)
    assert np.array_equal(after[..., 3], before[..., 3])
    assert tuple(after[25, 25, :3]) == (200, 100, 50)
    assert np.array_equal(after[:20, :20], before[:20, :20])
    assert np.array_equal(after[30:40, 30:40], before[30:40, 30:40])
    document.history.undo()
    assert np.array_equal(one.render(document.canvas), before)


def test_where_painting_goes_and_why_it_does_not(document) -> None:
    one, group = named(document, "b"), named(document, "g")
    document.set_active(one)
    assert document.paint_target() == LayerPixels(one.id)
    document.set_edits_mask(True)
    assert document.paint_target() == LayerPixels(one.id)
    document.apply(SetLayerMask.of(document, one.id, Mask.of_box(Box(0, 0, 9, 9))))
    assert document.paint_target() == LayerMask(one.id)
    document.apply(SetProperty.of(document, group.id, "visible", False))
    with pytest.raises(NotPaintable, match="hidden"):
        document.paint_target()
    document.set_quick_mask(True)
    assert document.paint_target() == SelectionTarget()
    document.set_quick_mask(False)
    document.set_active(group)
    group.visible = True
    with pytest.raises(NotPaintable, match="choose a pixel layer"):
        document.paint_target()
    document.set_active(None)
    with pytest.raises(NotPaintable, match="choose one"):
        document.paint_target()


def test_several_layers_are_chosen_and_one_is_active(document) -> None:
    told = []
    document.active_changed.connect(lambda: told.append(1))
    a, c = named(document, "a"), named(document, "c")
    document.set_chosen([c], a)
    assert (document.active, document.chosen) == (a, (a, c))
    document.set_active(c)
    assert document.chosen == (c,)
    document.set_active(c)
    assert len(told) == 2


@pytest.mark.parametrize("how", ["down", "layers", "flat"])
def test_merging_keeps_what_is_seen(document, how) -> None:
    document.insert_layer(AdjustmentLayer.of("invert"))
    before = flatten(document)
    top = document.layers[-1]
    commands = {
        "down": lambda: merge_down(document, top.id),
        "layers": lambda: merge_layers(document, [one.id for one in document.layers]),
        "flat": lambda: flatten_document(document),
    }
    if how == "down":
        # An adjustment that is merged down reaches only the layer below it.
        for one in document.layers[:2]:
            document.apply(SetProperty.of(document, one.id, "visible", False))
        before = flatten(document)
    document.apply(commands[how]())
    seen = before[..., 3] > 0
    assert np.array_equal(flatten(document)[seen], before[seen])
    assert len(document.layers) == {"down": 3, "layers": 1, "flat": 1}[how]
    document.history.undo()
    assert np.array_equal(flatten(document), before)


def test_a_stamp_is_the_whole_picture_on_top(document) -> None:
    before = flatten(document)
    document.apply(stamp_visible(document))
    assert np.array_equal(document.layers[-1].render(document.canvas), before)
    assert document.active is document.layers[-1]


def test_there_must_be_something_to_merge(document) -> None:
    for make in (
        lambda: merge_down(document, document.layers[0].id),
        lambda: merge_layers(document, [document.layers[0].id]),
        lambda: flatten_document(Document(5, 5)),
        lambda: ungroup(document, document.layers[0].id),
    ):
        with pytest.raises(NothingToMerge):
            make()


def test_copies_of_groups_have_ids_of_their_own(document) -> None:
    group = named(document, "g")
    document.apply(duplicate_layers(document, [group.id, named(document, "a").id]))
    assert shape(document.layers) == ["a", "a copy", ("g", ["b", "c"]), ("g copy", ["b", "c"]), "d"]
    ids = [one.id for one in document.walk()]
    assert len(ids) == len(set(ids)) == 9


def test_a_drag_of_an_adjustment_is_one_step(document) -> None:
    document.apply(AddLayer(AdjustmentLayer.of("blur"), None))
    first = document.active
    before = document.digest()
    for radius in (1.0, 3.0, 9.0):
        old = document.layer(first.id)
        new = old.share()
        new.params = old.params.model_copy(update={"radius_px": radius})
        document.apply(ReplaceLayer(old, new, "Change blur"))
    assert len(document.history.entries) == 2
    assert document.active is document.layer(first.id)
    assert document.active.params.radius_px == 9.0
    document.history.undo()
    assert document.digest() == before
    assert document.active is first


def test_a_kept_selection_comes_back(document) -> None:
    document.selection.fill(Box(3, 4, 50, 60), 255)
    kept = document.selection.digest()
    document.apply(save_channel(document, "Sky"))
    document.apply(save_channel(document, "Sky"))
    assert [one.name for one in document.channels] == ["Sky", "Sky 2"]
    document.selection.fill(Box(0, 0, 200, 150), 0)
    document.apply(load_channel(document, "Sky"))
    assert document.selection.digest() == kept
