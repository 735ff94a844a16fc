"""The viewport keeps what the artist points at under the pointer and the picture in reach."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.canvas.viewport import KEPT_IN_VIEW_PX, MAXIMUM_SCALE, Viewport
from ml.api.regions import Box

PHOTO = Viewport(1920, 1080, 6000, 4000).fitted()


def test_fit_shows_the_whole_picture_in_the_middle() -> None:
    seen = PHOTO.picture_box
    assert seen.top > 0
    assert seen.left > 0
    assert seen.bottom < 1080
    assert abs((seen.top + seen.bottom) / 2 - 540) <= 1
    assert abs((seen.left + seen.right) / 2 - 960) <= 1
    assert PHOTO.visible_box == Box(0, 0, 6000, 4000)


def test_fit_enlarges_only_when_asked() -> None:
    icon = Viewport(1000, 1000, 64, 64)
    assert icon.fitted(enlarge=False).scale == 1.0
    assert icon.fitted().scale > 10


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_hundred_per_cent_is_one_device_pixel_on_every_screen(ratio: float) -> None:
    view = Viewport(800, 600, 4000, 3000, ratio=ratio).zoomed_to(1.0)
    x, _ = view.to_document(100, 100)
    further, _ = view.to_document(101, 100)
    assert further - x == pytest.approx(ratio)
    assert view.level == 0


def test_steps_reach_hundred_and_fifty_per_cent_exactly() -> None:
    view = PHOTO
    scales = []
    for _ in range(20):
        view = view.stepped(1)
        scales.append(view.scale)
    assert 1.0 in scales
    assert 0.5 in scales
    assert 2.0 in scales
    assert scales == sorted(scales)


def test_a_step_from_between_two_rungs_goes_to_the_next_rung() -> None:
    view = PHOTO.zoomed_to(0.55)
    assert view.stepped(1).scale == pytest.approx(2 ** (-2 / 3))
    assert view.stepped(-1).scale == pytest.approx(0.5)


def test_levels_halve_with_the_scale() -> None:
    assert [PHOTO.zoomed_to(s).level for s in (4.0, 1.0, 0.75, 0.5, 0.3, 0.25, 0.1)] == [
        0,
        0,
        0,
        1,
        1,
        2,
        3,
    ]


def test_panning_by_whole_pixels_moves_the_picture_by_exactly_that() -> None:
    view = PHOTO.zoomed_to(0.37).panned(-3, 5)
    further = view.panned(-11, 7)
    assert further.origin_px == (view.origin_px[0] - 11, view.origin_px[1] + 7)


def test_the_picture_cannot_be_lost() -> None:
    for dx, dy in ((-1e6, 0), (1e6, 0), (0, -1e6), (0, 1e6), (1e6, 1e6)):
        seen = PHOTO.panned(dx, dy).picture_box
        screen = Box.of_size(1920, 1080)
        kept = seen.intersection(screen)
        assert kept.width >= KEPT_IN_VIEW_PX - 1
        assert kept.height >= KEPT_IN_VIEW_PX - 1


def test_a_resized_view_keeps_what_was_in_its_middle() -> None:
    view = PHOTO.zoomed_to(1.0, (700, 300))
    before = view.to_document(960, 540)
    after = view.resized(1000, 700, 2.0)
    assert after.to_document(500, 350) == pytest.approx(before, abs=1.0)


@given(
    scale=st.floats(0.01, 64),
    x=st.floats(0, 1919),
    y=st.floats(0, 1079),
    factor=st.floats(0.2, 5),
)
def test_zooming_at_the_pointer_keeps_the_place_under_it(
    scale: float, x: float, y: float, factor: float
) -> None:
    view = PHOTO.zoomed_to(scale, (960, 540))
    box = view.visible_box
    # Where clamping must act the picture has to move; look only at places on the picture.
    place = view.to_document(x, y)
    if not (box.left <= place[0] <= box.right and box.top <= place[1] <= box.bottom):
        return
    after = view.zoomed(factor, (x, y))
    px, py = after.to_view(*place)
    room = KEPT_IN_VIEW_PX
    if min(after.picture_box.width, after.picture_box.height) < room * 2:
        return
    if not (room < px < 1920 - room and room < py < 1080 - room):
        return
    # Both views are painted at whole device pixels: half a pixel each, enlarged by the factor.
    assert math.hypot(px - x, py - y) <= 0.75 * (1 + factor)


@given(scale=st.floats(1e-6, 1e6))
def test_the_scale_stays_inside_its_limits(scale: float) -> None:
    assert PHOTO.minimum_scale <= PHOTO.zoomed_to(scale).scale <= MAXIMUM_SCALE


@given(
    scale=st.floats(0.01, 64),
    x=st.floats(-500, 2500),
    y=st.floats(-500, 2500),
)
def test_view_and_document_coordinates_are_inverse(scale: float, x: float, y: float) -> None:
    view = PHOTO.zoomed_to(scale)
    assert view.to_view(*view.to_document(x, y)) == pytest.approx((x, y), abs=1e-6)


def test_device_and_document_boxes_cover_each_other() -> None:
    view = PHOTO.zoomed_to(0.31).panned(13, 17)
    box = Box(1001, 333, 1207, 555)
    assert view.document_box(view.device_box(box)).contains(box)
