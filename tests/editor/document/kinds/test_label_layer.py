"""Label layers: numbers that are never mixed, in strokes, fills, zooming, transforms and undo."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.document.brush import Touch
from editor.document.commands import AddLayer, replace_mask
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.errors import BadRecord, Locked, NotPaintable
from editor.document.geometry import PlaneMap
from editor.document.kinds.label import steps
from editor.document.kinds.label.counts import LabelCounts
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.plane import LabelPlane
from editor.document.kinds.label.pouring import connected, covered_by, poured
from editor.document.kinds.label.rules import LabelPaint, PaintRule, label_target
from editor.document.kinds.label.spans import Tip
from editor.document.kinds.label.stroke import LabelStroke
from editor.document.kinds.registry import layer_record, read_layer
from editor.document.layers import Locks
from editor.document.mask import Mask
from editor.document.mask_operations import polygon, rectangle
from editor.document.record import decode, encode
from editor.document.replay import from_record
from editor.document.resample_filters import Resampling
from editor.document.targets import SelectionTarget
from editor.document.transforms import Reshape, recut, transform_layers, transform_picture
from ml.api.labels import LANDSCAPE, Label, Palette
from ml.api.regions import Box

SKY, GRASS, WATER = 0, 9, 6
NONE = LANDSCAPE.unlabelled
WIDE = Palette(
    name="Wide",
    labels=tuple(
        Label(index=n, name=f"Thing {n}", colour=(n % 256, 40, 200)) for n in (0, 1, 181, 182, 4000)
    ),
    unlabelled=255,
)


def made(
    width: int = 300, height: int = 280, palette: Palette = LANDSCAPE
) -> tuple[Document, LabelLayer]:
    document = Document(width, height)
    layer = LabelLayer.blank(palette)
    document.apply(AddLayer(layer, None))
    return document, layer


def stroke(document: Document, index: int, *places: tuple[float, float], **how: object) -> None:
    layer = label_target(document)
    tip, rule = Tip(float(how.get("size", 20))), how.get("rule", PaintRule())
    drawn = LabelStroke(document, layer, LabelPaint(index, rule), tip)  # type: ignore[arg-type]
    drawn.touch(*(Touch(x, y) for x, y in places))
    step = drawn.finish()
    if step is not None:
        document.history.push_done(step)


def seen(document: Document) -> np.ndarray:
    return label_target(document).indices(document.canvas)


def test_nothing_is_labelled_at_first_and_a_stroke_leaves_only_its_number() -> None:
    document, _ = made()
    assert (seen(document) == NONE).all()
    stroke(document, GRASS, (40.3, 50.7), (250, 200), size=31)
    found = seen(document)
    assert set(np.unique(found)) == {GRASS, NONE}
    assert found[51, 40] == GRASS
    assert found[10, 290] == NONE
    document.history.undo()
    assert (seen(document) == NONE).all()
    document.history.redo()
    assert np.array_equal(seen(document), found)


@settings(max_examples=40, deadline=None)
@given(
    x0=st.floats(-30, 130),
    y0=st.floats(-30, 130),
    x1=st.floats(-30, 130),
    y1=st.floats(-30, 130),
    size=st.integers(1, 41),
)
def test_a_stroke_covers_exactly_the_pixels_whose_middle_it_reaches(
    x0: float, y0: float, x1: float, y1: float, size: int
) -> None:
    tip = Tip(size)
    one, other = np.array(tip.settled(x0, y0)), np.array(tip.settled(x1, y1))
    area = tip.sweep(tuple(one), tuple(other))
    first, last = area.runs(0, 100)
    columns = np.arange(100)
    found = (columns >= first[:, None]) & (columns < last[:, None])
    middles = np.stack(np.meshgrid(columns + 0.5, columns + 0.5), -1)
    way = other - one
    along = ((middles - one) @ way) / max(float(way @ way), 1e-12)
    near = one + np.clip(along, 0, 1)[..., None] * way
    away = np.linalg.norm(middles - near, axis=-1)
    assert (found[away < size / 2 - 1e-6]).all()
    assert not (found[away > size / 2 + 1e-6]).any()


def test_a_square_tip_covers_a_square() -> None:
    tip = Tip(6, is_square=True)
    first, last = tip.sweep((10.0, 10.0), (10.0, 10.0)).runs(0, 20)
    assert (last - first).tolist() == [0] * 7 + [6] * 6 + [0] * 7
    first, last = tip.sweep((10.0, 10.0), (14.0, 12.0)).runs(0, 20)
    assert first[first > 0].min() == 7
    assert last.max() == 17


def test_the_rim_of_the_tip_is_that_of_its_pixels() -> None:
    assert set(Tip(1).rim()) == {(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)}
    xs = [x for x, _ in Tip(7).rim()]
    assert (min(xs), max(xs)) == (-3.5, 3.5)


def test_the_rules_protect_what_they_say() -> None:
    document, _ = made()
    stroke(document, SKY, (100, 100), size=80)
    before = seen(document)
    stroke(document, WATER, (0, 100), (299, 100), rule=PaintRule(keeps_labels=True))
    found = seen(document)
    assert (found[before == SKY] == SKY).all()
    assert (found == WATER).any()
    stroke(document, GRASS, (0, 100), (299, 100), rule=PaintRule(only_over=SKY), size=10)
    assert (seen(document)[found == WATER] == WATER).all()
    assert set(np.unique(seen(document)[before == SKY])) == {SKY, GRASS}
    layer = label_target(document)
    document.apply(steps.locked(layer, GRASS, is_on=True))
    kept = seen(document) == GRASS
    stroke(document, NONE, (0, 100), (299, 100), size=200)
    assert np.array_equal(seen(document) == GRASS, kept)
    assert set(np.unique(seen(document))) == {GRASS, NONE}
    with pytest.raises(NotPaintable, match="grass"):
        stroke(document, GRASS, (5, 5))


def test_a_selection_limits_strokes_and_fills_without_soft_edges() -> None:
    document, layer = made()
    ramp = np.tile(np.linspace(0, 255, 300).astype(np.uint8), (280, 1))
    document.apply(
        replace_mask(document, SelectionTarget(), Mask.from_coverage(ramp), "Select")  # type: ignore[arg-type]
    )
    stroke(document, SKY, (0, 100), (299, 100), size=40)
    found = seen(document)
    assert (found[100] == SKY).tolist() == (ramp[100] >= 128).tolist()
    document.apply(poured(document, layer, LabelPaint(GRASS)))  # type: ignore[arg-type]
    assert ((seen(document) == GRASS) == (ramp >= 128)).all()


def test_figures_fill_whole_pixels_and_fills_stay_connected() -> None:
    document, layer = made()
    frame = rectangle(Box(20, 30, 200, 220), document.canvas)
    document.apply(poured(document, layer, LabelPaint(SKY), frame))  # type: ignore[arg-type]
    hole = polygon(((60.0, 60.0), (120.0, 65.0), (90.0, 130.0)), document.canvas)
    document.apply(poured(document, layer, LabelPaint(WATER), hole))  # type: ignore[arg-type]
    found = seen(document)
    assert set(np.unique(found)) == {SKY, WATER, NONE}
    assert (found[30:220, 20:200] != NONE).all()
    inside = connected(layer, 90, 80, document.canvas)
    document.apply(poured(document, layer, LabelPaint(GRASS), inside))  # type: ignore[arg-type]
    assert np.array_equal(seen(document) == GRASS, found == WATER)
    sky = covered_by(layer, SKY, document.canvas).coverage(document.canvas)
    assert np.array_equal(sky > 0, found == SKY)
    assert poured(document, layer, LabelPaint(GRASS), inside) is None


@pytest.mark.parametrize("index", [0, 1, 181, 182, 254, 4000])
def test_every_number_is_kept_by_tiles_records_and_the_journal(index: int) -> None:
    document, layer = made(palette=WIDE.with_label(Label(index=254, name="z", colour=(1, 2, 3))))
    drawn = LabelStroke(document, layer, LabelPaint(index), Tip(9))
    drawn.touch(Touch(30, 30))
    step = drawn.finish()
    assert step is not None
    assert layer.index_at(30, 30) == index
    again = read_layer(decode(encode(layer_record(layer))))
    assert isinstance(again, LabelLayer)
    assert again.digest() == layer.digest()
    written = decode(encode(step.to_record()))
    step.undo(document)
    from_record(written, document).do(document)
    assert layer.index_at(30, 30) == index
    assert layer.index_at(3, 3) == 255


def test_a_number_equal_to_the_largest_is_no_blank_pixel() -> None:
    plane = LabelPlane.from_indices(np.full((4, 4), 255, np.uint8), unlabelled=0)
    assert plane.index_at(2, 2) == 255
    assert plane.index_at(9, 9) == 0
    assert (plane.indices(Box(0, 0, 4, 4)) == 255).all()


def test_a_label_above_255_makes_room_and_can_be_undone() -> None:
    document, layer = made()
    stroke(document, SKY, (30, 30))
    before = seen(document)
    document.apply(steps.put_label(layer, Label(index=300, name="moss", colour=(9, 9, 9))))
    deep = label_target(document)
    assert deep.labels.depth == "uint16"
    assert np.array_equal(seen(document), before)
    stroke(document, 300, (200, 200))
    assert deep.index_at(200, 200) == 300
    document.history.undo()
    document.history.undo()
    assert label_target(document).palette.find(300) is None
    assert np.array_equal(seen(document), before)


def test_labels_are_shown_in_their_colours_hidden_or_as_rims() -> None:
    document, layer = made(64, 64)
    frame = rectangle(Box(10, 10, 50, 50), document.canvas)
    document.apply(poured(document, layer, LabelPaint(WATER), frame))  # type: ignore[arg-type]
    colour = (*LANDSCAPE.labels[WATER].colour, 255)
    shown = flatten(document, document.canvas)
    assert tuple(shown[30, 30]) == colour
    assert shown[5, 5, 3] == 0
    document.apply(steps.contoured(layer, 2))
    shown = flatten(document, document.canvas)
    assert tuple(shown[11, 30]) == colour
    assert shown[12, 30, 3] == 0
    assert shown[9, 30, 3] == 0
    document.apply(steps.contoured(layer, 0))
    document.apply(steps.hidden(layer, WATER, is_on=True))
    assert not flatten(document, document.canvas)[..., 3].any()


def test_far_zoomed_out_there_are_still_only_labels() -> None:
    document, layer = made(1000, 900)
    rng = np.random.default_rng(5)
    noise = rng.choice([SKY, GRASS, WATER], (900, 1000)).astype(np.uint8)
    layer.labels.write_indices(document.canvas, noise)
    for level in (1, 2, 3):
        small = layer.labels.indices(Box(0, 0, 1000 >> level, 900 >> level), level)
        assert np.array_equal(
            small, noise[:: 1 << level, :: 1 << level][: small.shape[0], : small.shape[1]]
        )


def test_transforms_take_numbers_and_never_mix_them() -> None:
    document, layer = made(120, 90)
    rng = np.random.default_rng(7)
    noise = rng.choice([SKY, GRASS, WATER], (90, 120)).astype(np.uint8)
    layer.labels.write_indices(document.canvas, noise)
    turn = PlaneMap.moving(90, 0) @ PlaneMap(((0.0, -1.0, 0.0), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0)))
    document.apply(transform_picture(document, (90, 120), Reshape(turn)))
    assert np.array_equal(seen(document), np.rot90(noise, -1))
    document.history.undo()
    twice = Reshape(PlaneMap.scaling(2, 2), Resampling.BICUBIC)
    document.apply(transform_layers(document, [layer.id], twice))  # type: ignore[arg-type]
    assert np.array_equal(seen(document)[::2, ::2], noise[:45, :60])
    assert set(np.unique(seen(document))) <= {SKY, GRASS, WATER}
    document.history.undo()
    document.apply(recut(document, Box(10, 10, 60, 60), deletes=True, title="Crop"))
    assert np.array_equal(seen(document), noise[10:60, 10:60])
    document.history.undo()
    assert np.array_equal(seen(document), noise)


def test_merge_swap_remove_rename_and_recolour_are_exact_steps() -> None:
    document, layer = made()
    stroke(document, SKY, (60, 60), size=60)
    stroke(document, WATER, (200, 60), size=60)
    before, start = seen(document), document.digest()
    document.apply(steps.swapped(layer, SKY, WATER))  # type: ignore[arg-type]
    assert np.array_equal(seen(document) == SKY, before == WATER)
    document.apply(steps.merged(layer, SKY, WATER))
    assert layer.palette.find(SKY) is None
    assert np.array_equal(seen(document) == WATER, before != NONE)
    document.apply(steps.renamed(layer, WATER, "  Lake "))
    document.apply(steps.recoloured(layer, WATER, (1, 2, 3)))
    label = layer.palette.find(WATER)
    assert label is not None
    assert (label.name, label.colour) == ("Lake", (1, 2, 3))
    document.apply(steps.removed(layer, WATER))
    assert (seen(document) == NONE).all()
    end = document.digest()
    written = [decode(encode(step.to_record())) for step in document.history.entries[3:]]
    for _ in range(5):
        document.history.undo()
    assert document.digest() == start
    assert np.array_equal(seen(document), before)
    for record in written:
        from_record(record, document).do(document)
    assert document.digest() == end


def test_what_is_locked_or_unknown_is_refused_and_nothing_changes() -> None:
    document, layer = made()
    stroke(document, SKY, (60, 60))
    state = document.digest()
    document.apply(steps.locked(layer, SKY, is_on=True))
    for wrong in (
        lambda: steps.merged(layer, SKY, WATER),
        lambda: steps.removed(layer, SKY),
        lambda: steps.renamed(layer, WATER, "grass"),
        lambda: steps.renamed(layer, 77, "new"),
        lambda: poured(document, layer, LabelPaint(77)),
        lambda: steps.swapped(layer, WATER, NONE),
    ):
        with pytest.raises(NotPaintable):
            wrong()
    document.history.undo()
    assert document.digest() == state
    layer.locks = Locks(pixels=True)
    with pytest.raises(Locked):
        stroke(document, WATER, (9, 9))


def test_a_stroke_touches_only_the_tiles_under_it() -> None:
    """However large the picture: what a frame of a stroke costs is bound by the brush."""
    document, layer = made(8192, 8192)
    layer.labels.fill(Box(0, 0, 8192, 8192), layer.labels.code(SKY))
    kept = {key: layer.labels.tile(*key) for key in layer.labels.keys()}
    drawn = LabelStroke(document, layer, LabelPaint(WATER), Tip(40))
    told: list[Box] = []
    document.pixels_changed.connect(told.append)
    box = drawn.touch(Touch(4000, 4000), Touch(4100, 4060))
    assert told == [box]
    assert box.width <= 142
    assert box.height <= 102
    after = layer.labels
    changed = [key for key, tile in kept.items() if after.tile(*key) is not tile]
    assert set(changed) <= {(15, 15), (15, 16), (16, 15), (16, 16)}
    step = drawn.finish()
    assert step is not None
    assert step.size_bytes < 5 * 256 * 256


def test_counts_hold_for_every_change_and_sum_up_to_the_canvas() -> None:
    document, layer = made()
    counts = LabelCounts()
    assert counts.of(layer, document.canvas) == {NONE: 300 * 280}
    stroke(document, SKY, (60, 60), size=33)
    stroke(document, WATER, (295, 270), size=90)
    found, canvas = counts.of(layer, document.canvas), seen(document)
    assert found == {int(i): int((canvas == i).sum()) for i in np.unique(canvas)}


def test_a_broken_record_is_refused() -> None:
    record = layer_record(made()[1])
    facts = record.fields["facts"]
    assert isinstance(facts, dict)
    for name, value in (("palette", "{"), ("contour_px", -1), ("locked", ["a"])):
        broken = replace(record, fields={**record.fields, "facts": {**facts, name: value}})
        with pytest.raises(BadRecord):
            read_layer(broken)
