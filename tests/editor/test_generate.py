"""A result changes nothing where it does not count, whatever the depth, profile and layers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from fake_catalog import CATALOG, FakeParams
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.colour.profiles import ADOBE_RGB, DISPLAY_P3, SRGB
from editor.document.blending import BlendMode
from editor.document.commands import AddLayer
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.mask import Mask
from editor.generate import Prepared, Request, in_depth, place, prepare
from ml.api.errors import BadInput, GeneratorError
from ml.api.regions import Box
from ml.generators.inpaint.spec import INPAINT, InpaintParams

FAKE = CATALOG[0]


@dataclass(frozen=True)
class Outcome:
    image: np.ndarray
    coverage: np.ndarray | None = None


def pixels_of(width: int, height: int, depth: str, channels: int = 4, seed: int = 0) -> np.ndarray:
    top = np.iinfo(depth).max
    made = np.random.default_rng(seed).integers(0, top + 1, (height, width, channels), depth)
    return made


def document_of(
    width: int = 300, height: int = 280, depth: str = "uint8", profile: bytes | None = None
) -> Document:
    document = Document(width, height, depth, profile)
    photo = PixelLayer.from_pixels("Photo", pixels_of(width, height, depth, 3))
    document.apply(AddLayer(photo))
    return document


def paint(document: Document, box: Box) -> None:
    document.selection.fill(box, 255)


def request(**changes: object) -> Request:
    return Request(**{"spec": FAKE, "params": FakeParams(), **changes})


def outcome_for(prepared: Prepared, depth: str = "uint16", seed: int = 9) -> Outcome:
    box = prepared.box
    image = pixels_of(box.width, box.height, depth, 3, seed)
    coverage = prepared.inputs["mask"][0]
    return Outcome(image, coverage)


def digest_of_run(document: Document, wish: Request, outcome: Outcome | None = None) -> None:
    prepared = prepare(document, wish)
    document.apply(place(document, prepared, outcome or outcome_for(prepared)))


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_flattened_document_keeps_every_byte_where_coverage_is_zero(
    depth: str, data: st.DataObject
) -> None:
    width, height = data.draw(st.integers(16, 300)), data.draw(st.integers(16, 300))
    profile = data.draw(st.sampled_from([None, SRGB, ADOBE_RGB, DISPLAY_P3]))
    document = document_of(width, height, depth, profile)
    if data.draw(st.booleans()):
        above = PixelLayer.from_pixels("Above", pixels_of(width, height, depth, 4, 3), (5, -7))
        above.opacity = data.draw(st.sampled_from([1.0, 0.4]))
        above.blend = data.draw(st.sampled_from([BlendMode.NORMAL, BlendMode.MULTIPLY]))
        document.apply(AddLayer(above))
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    painted = (rng.random((height, width)) < data.draw(st.floats(0.01, 0.9))).astype(np.uint8)
    painted[height // 2, width // 2] = 1
    document.selection.write(document.canvas, painted * 255)
    prepared = prepare(document, request(all_visible=data.draw(st.booleans())))
    box = prepared.box
    coverage = rng.integers(0, 256, (box.height, box.width), np.uint8)
    coverage[rng.random(coverage.shape) < 0.6] = 0
    coverage[0, 0] = 7
    image_depth = data.draw(st.sampled_from(["uint8", "uint16"]))
    image = pixels_of(box.width, box.height, image_depth, data.draw(st.sampled_from([1, 3, 4])))
    before, state = flatten(document), document.digest()

    document.apply(place(document, prepared, Outcome(image, coverage)))

    after = flatten(document)
    whole = np.zeros((height, width), np.uint8)
    whole[box.slices] = coverage
    np.testing.assert_array_equal(after[whole == 0], before[whole == 0])
    document.history.undo()
    assert document.digest() == state
    np.testing.assert_array_equal(flatten(document), before)


def test_full_coverage_shows_the_result_exactly() -> None:
    document = document_of()
    paint(document, Box(50, 60, 90, 100))
    prepared = prepare(document, request())
    outcome = outcome_for(prepared, "uint8")
    document.apply(place(document, prepared, outcome))
    shown = flatten(document)[60:100, 50:90, :3]
    inside = Box(50, 60, 90, 100).moved(-prepared.box.left, -prepared.box.top)
    np.testing.assert_array_equal(shown, outcome.image[inside.slices])


def test_a_result_is_one_step_and_one_layer_that_holds_only_what_counts() -> None:
    document = document_of()
    paint(document, Box(50, 60, 90, 100))
    steps = len(document.history.entries)
    digest_of_run(document, Request(INPAINT, InpaintParams()))
    assert len(document.history.entries) == steps + 1
    layer = document.active
    assert layer is not None
    assert layer.name == "Removed"
    assert layer.bounds == Box(50, 60, 90, 100)
    assert layer.mask is not None
    assert layer.mask.bounds.moved(*layer.position) == Box(50, 60, 90, 100)


def test_generators_see_srgb_and_the_result_returns_in_the_profile() -> None:
    document = Document(64, 64, "uint16", ADOBE_RGB)
    pixels = np.zeros((64, 64, 3), np.uint16)
    pixels[...] = (34_000, 40_000, 28_000)
    document.apply(AddLayer(PixelLayer.from_pixels("Photo", pixels)))
    paint(document, Box(20, 20, 40, 40))
    prepared = prepare(document, request())
    seen = prepared.inputs["image"][0]
    assert np.abs(seen[0, 0].astype(int) - pixels[0, 0]).max() > 200
    document.apply(place(document, prepared, Outcome(seen, prepared.inputs["mask"][0])))
    there = flatten(document)[30, 30, :3].astype(int)
    assert np.abs(there - pixels[30, 30]).max() <= 24


def test_the_context_box_follows_the_rule_and_what_the_result_may_reach() -> None:
    document = document_of(2000, 1500)
    paint(document, Box(900, 700, 1500, 800))
    box = prepare(document, Request(INPAINT, InpaintParams(grow=0, feather=0))).box
    # max(600 / 16, (600 + 100) / 4) = 175 on every side, then a multiple of 8, at least 512.
    assert (box.width, box.height) == (952, 512)
    assert box.left in (724, 725)
    wide = prepare(document, Request(INPAINT, InpaintParams(grow=100, feather=50))).box
    assert wide.contains(Box(750, 550, 1650, 950))


def test_an_own_context_box_is_kept_but_never_smaller_than_the_mask() -> None:
    document = document_of()
    paint(document, Box(100, 100, 140, 140))
    own = prepare(document, request(context_box=Box(90, 90, 200, 210))).box
    assert own == Box(90, 90, 200, 210)
    small = prepare(document, request(context_box=Box(120, 120, 500, 500))).box
    assert small == Box(100, 100, 300, 280)


def test_the_source_region_is_inside_what_the_generator_sees() -> None:
    document = document_of(3000, 600)
    paint(document, Box(100, 100, 140, 140))
    source = Mask.of_box(Box(2500, 300, 2600, 400))
    wish = Request(INPAINT, InpaintParams(), source=source)
    prepared = prepare(document, wish)
    assert prepared.box.contains(Box(2500, 300, 2600, 400))
    given = prepared.inputs["source"][0]
    assert int((given > 0).sum()) == 100 * 100


def test_the_active_layer_or_all_that_is_seen() -> None:
    document = document_of()
    above = np.zeros((280, 300, 4), np.uint8)
    above[:, :, 0] = 200
    above[:, :150, 3] = 255
    document.apply(AddLayer(PixelLayer.from_pixels("Above", above)))
    paint(document, Box(100, 100, 140, 140))
    own = prepare(document, request(all_visible=False)).inputs["image"][0]
    assert own.shape[2] == 4
    assert own[0, 299, 3] == 0
    seen = prepare(document, request(all_visible=True)).inputs["image"][0]
    assert seen.shape[2] == 3
    assert seen[0, 0].tolist() == [200, 0, 0]
    np.testing.assert_array_equal(seen[0, 299], flatten(document)[0, 299, :3])


def test_a_result_of_all_that_is_seen_lies_on_top() -> None:
    document = document_of()
    below = document.layers[0]
    document.apply(AddLayer(PixelLayer.from_pixels("Above", pixels_of(300, 280, "uint8"))))
    document.set_active(below)
    paint(document, Box(100, 100, 140, 140))
    digest_of_run(document, request(all_visible=True))
    assert document.layers[-1].name == "Result"
    document.history.undo()
    document.set_active(below)
    digest_of_run(document, request(all_visible=False))
    assert document.layers[1].name == "Result"


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_expanding_fills_the_new_canvas_and_moves_the_rest(depth: str) -> None:
    document = document_of(100, 80, depth)
    paint(document, Box(10, 10, 20, 20))
    before, state = flatten(document), document.digest()
    prepared = prepare(document, request(margins=(16, 0, 40, 8)))
    assert prepared.canvas == Box(-16, 0, 140, 88)
    mask, image = prepared.inputs["mask"][0], prepared.inputs["image"][0]
    assert prepared.box == prepared.canvas
    assert image.shape == (88, 156, 4)
    assert (image[:80, 16:116, 3] == np.iinfo(depth).max).all()
    assert (image[:80, :16, 3] == 0).all()
    # New area and a rim of the old; the painted selection has no part in it.
    assert (mask[:, :16] == 255).all()
    assert (mask[:72, 24:108] == 0).all()
    assert (mask[:72, 108:] == 255).all()
    document.apply(place(document, prepared, outcome_for(prepared)))
    assert (document.width, document.height) == (156, 88)
    after = flatten(document)
    assert (after[..., 3] == np.iinfo(depth).max).all()
    np.testing.assert_array_equal(after[:72, 24:108], before[:72, 8:92])
    document.history.undo()
    assert document.digest() == state
    np.testing.assert_array_equal(flatten(document), before)


def test_expanding_one_side_leaves_the_others_whole() -> None:
    document = document_of(100, 80)
    mask = prepare(document, request(margins=(0, 0, 0, 20))).inputs["mask"][0]
    assert (mask[:72] == 0).all()
    assert (mask[72:] == 255).all()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "The mask is empty"),
        ({"margins": (-5, 0, 0, 0)}, "margin must be 0 px or more"),
    ],
)
def test_what_cannot_be_prepared_is_a_sentence(changes: dict[str, object], words: str) -> None:
    with pytest.raises(BadInput, match=words):
        prepare(document_of(), request(**changes))


def test_a_selection_outside_the_canvas_or_too_faint_is_empty() -> None:
    document = document_of()
    paint(document, Box(400, 400, 500, 500))
    document.selection.fill(Box(0, 0, 50, 50), 100)
    with pytest.raises(BadInput, match="The mask is empty"):
        prepare(document, request())


def test_without_a_layer_there_is_nothing_to_work_on() -> None:
    document = Document(64, 64)
    paint(document, Box(10, 10, 20, 20))
    with pytest.raises(BadInput, match="no layer to work on"):
        prepare(document, request(all_visible=False))


def test_a_result_that_does_not_fit_changes_nothing() -> None:
    document = document_of()
    paint(document, Box(100, 100, 140, 140))
    prepared = prepare(document, request())
    state = document.digest()
    with pytest.raises(GeneratorError, match="another size"):
        place(document, prepared, Outcome(np.zeros((4, 4, 3), np.uint8)))
    empty = np.zeros((prepared.box.height, prepared.box.width), np.uint8)
    image = np.zeros((*empty.shape, 3), np.uint8)
    with pytest.raises(GeneratorError, match="empty"):
        place(document, prepared, Outcome(image, empty))
    assert document.digest() == state


def test_preparing_reads_and_never_writes() -> None:
    document = document_of()
    paint(document, Box(100, 100, 140, 140))
    state = document.digest()
    prepare(document.snapshot(), request())
    assert document.digest() == state


@settings(deadline=None)
@given(value=st.integers(0, 255))
def test_depth_up_and_down_is_the_same_value(value: int) -> None:
    eight = np.full((1, 1, 3), value, np.uint8)
    assert in_depth(in_depth(eight, "uint16"), "uint8")[0, 0, 0] == value
