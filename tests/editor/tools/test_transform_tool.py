"""Free transform and measure as gestures on a document, without any window."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.document.document import Document, Metadata
from editor.document.geometry import PlaneMap
from editor.document.layers import PixelLayer
from editor.tools.crop_frame import HANDLES
from editor.tools.figure import Grip
from editor.tools.measure import Measure
from editor.tools.snapping import Aids
from editor.tools.standing import StandingTool
from editor.tools.tool import Modifiers, PointerEvent
from editor.tools.transform import Transform, TransformOptions
from editor.tools.transform_shape import Numbers, TransformShape
from ml.api.regions import Box

WIDTH, HEIGHT = 300, 200


def pixels(height: int, width: int, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    out = rng.integers(0, 255, (height, width, 4), np.uint8)
    out[..., 3] = 255
    return out


@pytest.fixture
def document() -> Document:
    document = Document(WIDTH, HEIGHT)
    document.insert_layer(PixelLayer.from_pixels("Photo", pixels(HEIGHT, WIDTH)))
    document.insert_layer(PixelLayer.from_pixels("Stamp", pixels(40, 60, 2), (100, 80)))
    return document


def event(x: float, y: float, keys: Modifiers = Modifiers.NONE, clicks: int = 1) -> PointerEvent:
    return PointerEvent(x, y, modifiers=keys, clicks=clicks)


def drag(
    tool: StandingTool,
    document: Document,
    *places: tuple[float, float],
    keys: Modifiers = Modifiers.NONE,
) -> None:
    tool.press(document, event(*places[0], keys))
    for place in places[1:]:
        tool.move(event(*place, keys))
    tool.release(event(*places[-1], keys))


def free() -> Aids:
    aids = Aids()
    aids.change(snap=False)
    return aids


@given(
    st.floats(-500, 500),
    st.floats(-500, 500),
    st.floats(5, 400),
    st.floats(-400, 400),
    st.floats(-179, 179),
    st.floats(-70, 70),
)
def test_numbers_describe_the_shape(
    x: float, y: float, width: float, height: float, angle: float, shear: float
) -> None:
    height = height if abs(height) > 5 else 5.0
    shape = TransformShape(Box(10, 20, 110, 90), PlaneMap.identity())
    told = shape.with_numbers(Numbers(x, y, width, height, angle, shear)).numbers()
    again = shape.with_numbers(told)
    expected = shape.with_numbers(Numbers(x, y, width, height, angle, shear))
    for one, two in zip(again.quad, expected.quad, strict=True):
        assert one == pytest.approx(two, abs=1e-5)


@given(st.sampled_from(HANDLES), st.floats(-60, 60), st.floats(-60, 60), st.booleans())
def test_a_handle_goes_where_it_is_dragged(
    sides: tuple[int, int], dx: float, dy: float, bent: bool
) -> None:
    shape = TransformShape(Box(0, 0, 100, 80), PlaneMap.turning(20).about(50, 40))
    x, y = shape.handle(sides)
    place = (x + dx, y + dy)
    if bent and 0 not in sides:
        after = shape.bent(sides, place, in_perspective=False)
        if after is not shape:
            assert after.handle(sides) == pytest.approx(place, abs=1e-6)
        return
    after = shape.scaled(sides, place, keeps_shape=False, about_middle=False)
    still = (-sides[0], -sides[1])
    assert after.handle(still) == pytest.approx(shape.handle(still), abs=1e-6)
    if 0 not in sides:
        assert after.handle(sides) == pytest.approx(place, abs=0.3)


def test_scaling_a_layer_by_its_corner(document: Document) -> None:
    tool, stamp = Transform(free()), document.layers[1]
    tool.take(document)
    assert tool.shape is not None
    drag(tool, document, (160, 120), (220, 160))
    assert tool.options.width == 200
    assert tool.options.height == 200
    assert tool.stand_in is not None
    assert document.history.position == 0
    assert tool.accept()
    assert tool.stand_in is None
    # The filter reaches a little beyond the sharp rim.
    assert Box(95, 75, 225, 165).contains(stamp.bounds)
    assert stamp.bounds.contains(Box(101, 81, 219, 159))
    assert document.history.position == 1
    document.history.undo()
    assert stamp.bounds == Box(100, 80, 160, 120)


def test_quarter_turn_by_number_loses_nothing(document: Document) -> None:
    tool, stamp = Transform(free()), document.layers[1]
    before = stamp.pixels.read(Box(0, 0, 60, 40))
    tool.take(document)
    tool.set_options(TransformOptions(angle=90))
    tool.accept()
    box = stamp.bounds
    assert (box.width, box.height) == (40, 60)
    assert np.array_equal(stamp.render(box), np.rot90(before, -1))


def test_moving_in_free_transform_is_whole_and_exact(document: Document) -> None:
    tool, stamp = Transform(free()), document.layers[1]
    digest = stamp.pixels.digest()
    tool.take(document)
    drag(tool, document, (130, 100), (143.4, 91.2))
    assert tool.grip_at(event(130, 100)) is Grip.MOVE
    tool.accept()
    assert stamp.position == (113, 71)
    assert stamp.pixels.digest() == digest


def test_steps_back_and_esc(document: Document) -> None:
    tool, before = Transform(free()), document.digest()
    tool.take(document)
    drag(tool, document, (130, 100), (150, 100))
    drag(tool, document, (180, 120), (200, 140))
    scaled = tool.shape
    assert tool.step_back()
    assert tool.shape != scaled
    assert tool.shape is not None
    assert tool.shape.numbers().x == 20
    assert tool.step_back()
    assert not tool.is_active
    assert not tool.step_back()
    drag(tool, document, (130, 100), (150, 100))
    tool.cancel()
    assert not tool.is_active
    assert tool.stand_in is None
    assert document.digest() == before


def test_perspective_bends_both_corners(document: Document) -> None:
    tool = Transform(free())
    tool.take(document)
    drag(tool, document, (160, 80), (150, 81), keys=Modifiers.CTRL | Modifiers.SHIFT)
    assert tool.shape is not None
    one, two, three, four = tool.shape.quad
    assert two == pytest.approx((150, 80))
    assert one == pytest.approx((110, 80))
    assert three == pytest.approx((160, 120))
    assert four == pytest.approx((100, 120))
    tool.accept()
    assert document.layers[1].bounds.width <= 66


def test_laying_the_tool_down_keeps_the_work(document: Document) -> None:
    tool, stamp = Transform(free()), document.layers[1]
    tool.take(document)
    drag(tool, document, (130, 100), (150, 100))
    tool.leave()
    assert stamp.position == (120, 80)
    assert tool.shape is None


def test_choosing_another_layer_takes_hold_of_it(document: Document) -> None:
    tool = Transform(free())
    tool.take(document)
    document.set_active(document.layers[0])
    assert tool.shape is not None
    assert tool.shape.box == document.canvas


# ---- measure


def test_the_measure_tells_length_angle_and_millimetres(document: Document) -> None:
    tool = Measure(free())
    tool.take(document)
    drag(tool, document, (10, 100), (110, 0))
    said = tool.said(document)
    assert "141.4 px" in said
    assert "45.0°" in said
    assert "mm" not in said
    document.metadata = Metadata(dpi=(254.0, 127.0))
    assert "10.0   ↕ 20.0" in tool.said(document)
    drag(tool, document, (110, 0), (60, 100))
    assert tool.line == ((10, 100), (60, 100))
    assert document.history.position == 0
