"""Profile and depth of a whole document: the same to the eye, and back to the last bit."""

from __future__ import annotations

import numpy as np
import pytest

from editor.colour.profiles import ADOBE_RGB, DISPLAY_P3, Intent, ProfileUnusable, check_target
from editor.colour.recolour import ColourWish, assign_profile, convert_colours
from editor.colour.screen import ToScreen
from editor.document.composite import flatten
from editor.document.document import Document
from editor.document.kinds.fill.layer import FillLayer
from editor.document.kinds.fill.params import ColourFill
from editor.document.layers import GroupLayer, PixelLayer
from editor.document.mask import Mask
from editor.document.replay import from_record

RNG = np.random.default_rng(8)


def tree(depth: str = "uint8") -> Document:
    """Gentle colours, which every profile holds, in layers at two depths of the tree."""
    top = 255 if depth == "uint8" else 65535
    document = Document(50, 40, depth)
    for number in range(2):
        colours = RNG.integers(top // 4, 3 * top // 4, (40, 50, 3)).astype(depth)
        layer = PixelLayer.from_pixels(f"Layer {number}", colours)
        layer.mask = Mask.from_coverage(RNG.integers(1, 256, (30, 30), dtype=np.uint8))
        layer.opacity = 0.7 if number else 1.0
        if number:
            group = GroupLayer("Group", (layer,), depth=depth)
            group.passes_through = False
            document.insert_layer(group)
        else:
            document.insert_layer(layer)
    return document


def on_screen(document: Document) -> np.ndarray:
    layers = [ToScreen(document)(layer.render(document.canvas)) for layer in document.layers]
    return np.stack(layers).astype(float) / np.iinfo(document.depth).max


@pytest.mark.parametrize("profile", [DISPLAY_P3, ADOBE_RGB])
@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_converting_keeps_what_the_screen_shows_and_undo_every_bit(profile, depth):
    document = tree(depth)
    digest, before = document.digest(), on_screen(document)
    document.apply(convert_colours(document, ColourWish(profile, depth)))
    assert document.profile == profile
    assert not np.array_equal(document.layers[0].render(document.canvas)[:, :, :3] / 1, before[0])
    # Rounded on the way there, and once more on the way to the screen.
    most = 2.1 / 255 if depth == "uint8" else 4 / 65535
    assert np.abs(on_screen(document) - before).max() < most
    document.history.undo()
    assert (document.digest(), document.profile) == (digest, None)
    document.history.redo()
    assert document.profile == profile


def test_assigning_keeps_the_numbers_and_changes_what_is_seen():
    document = tree()
    numbers, seen = flatten(document), on_screen(document)
    document.apply(assign_profile(document, ADOBE_RGB))
    np.testing.assert_array_equal(flatten(document), numbers)
    assert np.abs(on_screen(document) - seen).max() > 0.02
    document.history.undo()
    assert document.profile is None


def test_sixteen_bits_and_back_lose_nothing():
    document = tree()
    before = flatten(document)
    document.apply(convert_colours(document, ColourWish(None, "uint16")))
    assert document.depth == "uint16"
    assert {layer.depth for layer in document.walk()} == {"uint16"}
    document.apply(convert_colours(document, ColourWish(None, "uint8")))
    np.testing.assert_array_equal(flatten(document), before)
    document.history.undo()
    document.history.undo()
    assert document.depth == "uint8"


def test_colours_of_fills_go_along():
    document = Document(4, 4)
    document.insert_layer(FillLayer(ColourFill(colour="#a06030")))
    before = on_screen(document)
    document.apply(convert_colours(document, ColourWish(DISPLAY_P3, "uint16")))
    fill = document.layers[0]
    assert fill.depth == "uint16"
    assert fill.params.colour != "#a06030"
    assert np.abs(on_screen(document) - before).max() < 1.6 / 255


def test_the_step_comes_back_from_its_record():
    document, twin = tree(), tree()
    twin = document.snapshot()
    command = convert_colours(document, ColourWish(DISPLAY_P3, "uint16"))
    document.apply(command)
    from_record(command.to_record(), twin).do(twin)
    assert (twin.profile, twin.depth) == (document.profile, document.depth)
    assert twin.digest() == document.digest()


def test_a_green_that_srgb_lacks_comes_as_near_as_it_can():
    document = Document(2, 1, "uint8", DISPLAY_P3)
    document.insert_layer(PixelLayer.from_pixels("a", np.full((1, 2, 3), (0, 255, 0), np.uint8)))
    for intent in Intent:
        wish = ColourWish(None, "uint8", intent)
        changed = convert_colours(document.snapshot(), wish)
        assert changed.commands[1].new.render(document.canvas)[0, 0, 1] == 255


@pytest.mark.parametrize("data", [b"", b"x" * 500, DISPLAY_P3[:200]])
def test_what_is_no_profile_is_refused_in_a_sentence(data):
    with pytest.raises(ProfileUnusable, match=r"\.$"):
        check_target(data)
