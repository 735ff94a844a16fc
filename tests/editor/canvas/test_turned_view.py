"""A turned or mirrored view shows the same pixels elsewhere, and loses none of them."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage, QPainter

from editor.canvas.backdrop import box_of_rect
from editor.canvas.colours import DARK
from editor.canvas.document_picture import DocumentPicture
from editor.canvas.looking import Looking
from editor.canvas.viewport import Viewport
from editor.document.document import Document
from editor.document.layers import PixelLayer
from ml.api.regions import Box

angles = st.floats(-720, 720, allow_nan=False)
places = st.tuples(st.floats(-500, 6500), st.floats(-500, 4500))
PHOTO = Viewport(1920, 1080, 6000, 4000).zoomed_to(0.4)


def turned(angle: float, *, mirrored: bool, ratio: float = 1.0) -> Viewport:
    view = Viewport(900, 700, 6000, 4000, ratio=ratio).zoomed_to(0.7).centred()
    view = view.flipped() if mirrored else view
    return view.turned_to(angle)


@given(angles, st.booleans(), st.sampled_from([1.0, 1.5, 2.0]), places)
def test_there_and_back_is_the_same_place(
    angle: float, mirrored: bool, ratio: float, place: tuple[float, float]
) -> None:
    view = turned(angle, mirrored=mirrored, ratio=ratio)
    assert view.to_document(*view.to_view(*place)) == pytest.approx(place, abs=1e-6)


@given(angles, st.booleans(), angles)
def test_turning_keeps_what_is_in_the_middle(angle: float, mirrored: bool, more: float) -> None:
    view = turned(angle, mirrored=mirrored)
    middle = (view.view_width / 2, view.view_height / 2)
    before = view.to_document(*middle)
    after = view.turned(more).to_document(*middle)
    # The corner is painted at whole pixels: half of one may be lost each way.
    assert after == pytest.approx(before, abs=1.5 / view.scale)


@given(angles, places)
def test_a_mirror_swaps_left_and_right_on_the_screen(
    angle: float, place: tuple[float, float]
) -> None:
    view = turned(angle, mirrored=False)
    x, y = view.to_view(*place)
    across, down = view.flipped().to_view(*place)
    assert across == pytest.approx(view.view_width - x, abs=1.01)
    assert down == pytest.approx(y, abs=1.01)
    assert view.flipped().flipped().turn == pytest.approx(view.turn)


@given(angles, st.booleans(), st.integers(0, 5000), st.integers(0, 3000))
def test_boxes_hold_what_lies_in_them(angle: float, mirrored: bool, left: int, top: int) -> None:
    view = turned(angle, mirrored=mirrored)
    box = Box(left, top, left + 300, top + 200)
    outer = view.device_box(box)
    for x, y in ((left, top), (left + 300, top + 200), (left + 300, top), (left + 150, top + 99)):
        across, down = view.to_device(x, y)
        assert outer.left - 1e-6 <= across <= outer.right + 1e-6
        assert outer.top - 1e-6 <= down <= outer.bottom + 1e-6
    assert view.document_box(outer).contains(box)


@given(angles)
def test_a_turned_picture_cannot_be_lost(angle: float) -> None:
    view = PHOTO.turned_to(angle)
    for dx, dy in ((-1e6, 0), (1e6, 0), (0, -1e6), (0, 1e6)):
        seen = view.panned(dx, dy).picture_box
        assert not seen.intersection(Box.of_size(1920, 1080)).is_empty


def test_four_quarter_turns_are_none() -> None:
    view = PHOTO
    for _ in range(4):
        view = view.turned(90)
    assert view == PHOTO
    assert view.is_straight


def test_fit_fits_the_turned_picture() -> None:
    view = PHOTO.turned_to(90).fitted()
    seen = view.picture_box
    assert Box.of_size(1920, 1080).contains(seen)
    assert seen.height > seen.width


def test_steps_stand_on_multiples() -> None:
    class View(Looking):
        viewport = PHOTO
        pointer_place = None

        def look(self, viewport: Viewport) -> None:
            self.viewport = viewport  # type: ignore[misc]

    view = View()
    view.turn(15)
    view.turn(15)
    assert view.viewport.angle == 30
    view.look(view.viewport.turned_to(22))
    view.turn(-15)
    assert view.viewport.angle == 15
    view.look(view.viewport.turned_to(22))
    view.turn(15)
    assert view.viewport.angle == 30
    view.straighten()
    assert view.viewport.is_straight


def sharpen(picture: DocumentPicture, view: Viewport) -> None:
    """Wait until the threads have made every tile in view, however busy the machine is."""
    deadline = time.monotonic() + 60
    picture.update(view)
    while not picture.is_sharp(view):
        assert time.monotonic() < deadline, "the view never became sharp"
        time.sleep(0.002)
        picture.update(view)


def shown(document: Document, view: Viewport) -> np.ndarray:
    """The frame (h, w, 3) once all is sharp."""
    picture = DocumentPicture(document, DARK)
    try:
        sharpen(picture, view)
        image = QImage(picture.frame.size(), QImage.Format.Format_RGB32)
        picture._frame.mark_all()
        picture.update(view)
        painter = QPainter(image)
        picture.frame.setDevicePixelRatio(1.0)
        painter.drawImage(0, 0, picture.frame)
        painter.end()
    finally:
        picture.close(wait=True)
    return words_of(image)[..., 2::-1].copy()


def words_of(image: QImage) -> np.ndarray:
    """The bytes (h, w, 4) as Qt holds them: blue, green, red, nothing."""
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)


@pytest.fixture
def document() -> Document:
    rng = np.random.default_rng(5)
    pixels = rng.integers(0, 255, (220, 300, 3), np.uint8)
    document = Document(300, 220)
    document.insert_layer(PixelLayer.from_pixels("a", pixels))
    return document


@pytest.mark.parametrize("angle", [0.0, 90.0, 180.0, -90.0])
@pytest.mark.parametrize("mirrored", [False, True])
def test_quarter_turns_show_every_pixel_exactly(
    qapp: object, document: Document, angle: float, mirrored: bool
) -> None:
    view = Viewport(500, 500, 300, 220)
    view = (view.flipped() if mirrored else view).turned_to(angle).centred()
    pixels = document.layers[0].render(document.canvas)[..., :3]  # type: ignore[union-attr]
    expected = np.rot90(pixels[:, ::-1] if mirrored else pixels, -round(angle / 90))
    seen = shown(document, view)[view.picture_box.slices]
    # The rim is drawn over with a hairline.
    assert np.array_equal(seen[2:-2, 2:-2], expected[2:-2, 2:-2])


def test_a_slanting_view_shows_the_right_place(qapp: object, document: Document) -> None:
    document.layers[0].pixels.fill(Box(0, 0, 300, 220), (10, 20, 30, 255))
    document.layers[0].pixels.fill(Box(40, 160, 70, 190), (250, 0, 0, 255))
    view = Viewport(600, 600, 300, 220).flipped().turned_to(33).centred()
    frame = shown(document, view)
    x, y = view.to_view(55, 175)
    assert tuple(frame[int(y), int(x)]) == (250, 0, 0)
    x, y = view.to_view(200, 50)
    assert tuple(frame[int(y), int(x)]) == (10, 20, 30)
    outside = box_of_rect(QImage(600, 600, QImage.Format.Format_RGB32).rect())
    assert outside.contains(view.picture_box)


def test_a_patch_in_a_turned_view_equals_a_fresh_painting(qapp: object, document: Document) -> None:
    view = Viewport(600, 600, 300, 220).turned_to(20).centred()
    picture = DocumentPicture(document, DARK)
    try:
        sharpen(picture, view)
        document.layers[0].pixels.fill(Box(60, 60, 120, 100), (0, 200, 0, 255))
        document.pixels_changed.emit(Box(60, 60, 120, 100))
        sharpen(picture, view)
        patched = words_of(picture.frame).astype(int)
        picture._frame.mark_all()
        picture.update(view)
        # Smooth drawing counts in steps of 1/16 pixel from where a stretch begins, and in noise
        # one pixel may differ from the next by 255.
        assert np.abs(patched - words_of(picture.frame)).max() <= 16
        x, y = view.to_view(90, 80)
        assert tuple(patched[int(y), int(x)][2::-1]) == (0, 200, 0)
    finally:
        picture.close(wait=True)
