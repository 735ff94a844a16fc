"""Pictures dragged into the real window: six targets, each does what it says or says why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from window_program import Window, open_window, settle, wait_until

from editor.drops import DropTarget
from editor.widgets.drop_overlay import DropCard, DropOverlay

# The constructors that every supported Qt has are marked in the newest one.
pytestmark = [
    pytest.mark.journey,
    pytest.mark.filterwarnings("ignore:Function. 'QDrag:DeprecationWarning"),
]
COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    with open_window() as opened:
        yield opened


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "p\u00e9ach.png"
    Image.fromarray(np.full((40, 60, 3), (250, 120, 60), np.uint8)).save(path)
    return path


def enter(window: Window, path: Path) -> tuple[DropOverlay, QMimeData]:
    """Drag a file over the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.sendEvent(
        window.program.window, QDragEnterEvent(QPoint(400, 400), COPY, data, LEFT, NONE)
    )
    settle()
    return window.program.stage.findChild(DropOverlay), data


def card(overlay: DropOverlay, target: str) -> DropCard:
    return next(one for one in overlay.cards if one.target.id == target)


def drop(overlay: DropOverlay, data: QMimeData, target: str) -> QDropEvent:
    """Over a card and down."""
    place = card(overlay, target).geometry().center()
    # Qt tells whoever lies under the pointer that a drag came in before it moves there.
    QApplication.sendEvent(overlay, QDragEnterEvent(place, COPY, data, LEFT, NONE))
    QApplication.sendEvent(overlay, QDragMoveEvent(place, COPY, data, LEFT, NONE))
    event = QDropEvent(QPointF(place), COPY, data, LEFT, NONE)
    QApplication.sendEvent(overlay, event)
    settle()
    return event


def under(window: Window, place: QPoint) -> QWidget:
    """Whom Qt asks about a drag at this place of the window: the nearest that takes drops."""
    widget: QWidget | None = window.program.window.childAt(place)
    while widget is not None and not widget.acceptDrops():
        widget = widget.parentWidget()
    assert widget is not None
    return widget


@pytest.mark.parametrize("place", [(720, 200), (720, 450), (400, 700)])
def test_an_empty_window_takes_the_drop_as_a_new_document(
    window: Window, picture: Path, place: tuple[int, int]
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(picture))])
    asked = under(window, QPoint(*place))
    at = asked.mapFrom(window.program.window, QPoint(*place))
    came = QDragEnterEvent(at, COPY, data, LEFT, NONE)
    QApplication.sendEvent(asked, came)
    assert came.isAccepted()
    settle()
    assert not window.program.stage.findChild(DropOverlay).isVisible()
    QApplication.sendEvent(asked, QDragMoveEvent(at, COPY, data, LEFT, NONE))
    fell = QDropEvent(QPointF(at), COPY, data, LEFT, NONE)
    QApplication.sendEvent(asked, fell)
    assert fell.isAccepted()
    wait_until(lambda: len(window.program.session) == 1, "the document")
    document = window.program.session.document
    assert (document.width, document.height) == (60, 40)
    assert document.path == picture
    assert not window.program.stage.findChild(DropOverlay).isVisible()


def test_six_targets_are_offered_inside_the_canvas(window: Window, picture: Path) -> None:
    window.open()
    overlay, _ = enter(window, picture)
    assert overlay.isVisible()
    offered = [one.target.id for one in overlay.cards]
    assert offered == ["new", "layer", "mask", "reference", "style", "shapes"]
    for one in overlay.cards:
        assert overlay.rect().contains(one.geometry())
        assert one.target.title


def test_a_new_document(window: Window, picture: Path) -> None:
    window.open()
    overlay, data = enter(window, picture)
    drop(overlay, data, "new")
    wait_until(lambda: len(window.program.session) == 2, "the document")
    assert window.program.session.document.width == 60
    assert not overlay.isVisible()


@pytest.mark.parametrize("depth", ["uint8", "uint16"])
def test_a_new_layer_in_the_middle_in_one_step(window: Window, picture: Path, depth: str) -> None:
    document = window.open(200, 100)
    if depth == "uint16":
        window.program.shell.trigger("colour.sixteen")
        wait_until(lambda: document.depth == "uint16", "the depth")
    steps = document.history.position
    overlay, data = enter(window, picture)
    drop(overlay, data, "layer")
    wait_until(lambda: len(document.layers) == 2, "the layer")
    layer = document.layers[1]
    assert layer.name == "p\u00e9ach"
    assert layer.bounds.left == 70
    assert layer.bounds.top == 30
    most = np.iinfo(depth).max
    red, green, blue, alpha = (int(part) for part in layer.render(layer.bounds)[5, 5])
    assert (red, green, blue, alpha) == pytest.approx(
        (most * 250 / 255, most * 120 / 255, most * 60 / 255, most), abs=1
    )
    assert document.history.position == steps + 1


def test_a_mask_of_the_same_size_and_a_sentence_for_another(window: Window, picture: Path) -> None:
    document = window.open(60, 40)
    overlay, data = enter(window, picture)
    drop(overlay, data, "mask")
    wait_until(lambda: not document.selection.is_empty, "the mask")
    other = window.open(320, 240)
    overlay, data = enter(window, picture)
    drop(overlay, data, "mask")
    wait_until(lambda: window.program.desk.background.is_idle, "the answer")
    settle()
    assert other.selection.is_empty
    assert "same size" in window.program.stage._notice.words.text()


def test_a_target_that_cannot_says_why_and_refuses(window: Window, picture: Path) -> None:
    window.program.drop_targets.put(
        DropTarget("style", "Style", "source", lambda _: None, lambda: "No panel takes it.")
    )
    document = window.open()
    overlay, data = enter(window, picture)
    assert card(overlay, "style").reason == "No panel takes it."
    event = drop(overlay, data, "style")
    assert not event.isAccepted() or event.dropAction() != COPY or len(document.layers) == 1
    assert len(window.program.session) == 1
    assert len(document.layers) == 1


def test_a_target_given_later_takes_the_drop(window: Window, picture: Path) -> None:
    taken: list[list[Path]] = []
    window.program.drop_targets.put(DropTarget("reference", "Reference", "source", taken.append))
    window.open()
    overlay, data = enter(window, picture)
    drop(overlay, data, "reference")
    assert taken == [[picture]]


def test_a_drag_that_leaves_takes_the_targets_away(window: Window, picture: Path) -> None:
    window.open()
    overlay, _ = enter(window, picture)
    overlay.leave_soon()
    wait_until(lambda: not overlay.isVisible(), "the targets to go")
