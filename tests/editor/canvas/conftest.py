"""A document with something to see, and views that always end their threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from editor.canvas.view import CanvasView
from editor.document.document import Document
from editor.document.layers import PixelLayer

OpenView = Callable[..., CanvasView]


def photograph(width: int, height: int, alpha: bool = False) -> np.ndarray:
    """A picture in which every place looks different: (h, w, 4) uint8."""
    y, x = np.mgrid[0:height, 0:width]
    red = (x * 255 // width).astype(np.uint8)
    green = (y * 255 // height).astype(np.uint8)
    blue = (((x // 16 + y // 16) % 2) * 200).astype(np.uint8)
    opacity = np.full_like(red, 255)
    if alpha:
        opacity[:, : width // 2] = 0
    return np.dstack((red, green, blue, opacity))


@pytest.fixture
def document() -> Document:
    made = Document(1500, 1100)
    made.insert_layer(PixelLayer.from_pixels("Photo", photograph(1500, 1100)))
    return made


@pytest.fixture
def open_view(qtbot: QtBot) -> Iterator[OpenView]:
    """Opens a document in a shown view and waits until it is sharp."""
    views: list[CanvasView] = []

    def opened(document: Document, width: int = 640, height: int = 480) -> CanvasView:
        view = CanvasView()
        views.append(view)
        qtbot.addWidget(view)
        view.set_reduced_motion(True)
        view.resize(width, height)
        view.show()
        view.set_document(document)
        view.setFocus()
        settle(view)
        return view

    def settle(view: CanvasView) -> None:
        view.repaint()
        qtbot.waitUntil(lambda: view.is_sharp, timeout=20_000)

    yield opened
    for view in views:
        view.release()


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[CanvasView], None]:
    """Waits until the view shows all that is in it."""

    def wait(view: CanvasView) -> None:
        view.repaint()
        qtbot.waitUntil(lambda: view.is_sharp, timeout=20_000)
        view.repaint()

    return wait
