"""Joins results that were made from references, the canvas, and the switch that shows the map."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from editor.actions import Action
from editor.canvas.swap_map import NoSwapMap, SwapMap
from editor.desk import Desk
from editor.lazy import late
from editor.runs import Attempt, Runs
from ml.api.regions import Box

SWAP_MAP = "swap_map"
SHOWN_PX = 256
_reference_pixels = late("editor.reference_pictures:reference_pixels")


class SwapMaps(QObject):
    """Shows the map of the result that is seen, while the artist wants it.

    Adds its switch to the book of actions.
    """

    def __init__(self, desk: Desk, runs: Runs) -> None:
        super().__init__(runs)
        self._desk = desk
        self._runs = runs
        self._shown = ""
        self._overlay = desk.canvas.overlays.swap
        runs.changed.connect(self.refresh)
        desk.canvas.pointer_moved.connect(self._point)
        desk.book.add(
            Action(
                id="view.swap_map",
                title="Where detail came from",
                run=self.toggle,
                icon="reference",
                menu="View",
                group="aids",
                why_not=self._why_not,
                is_checked=lambda: self._overlay.is_shown,
            )
        )

    def toggle(self) -> None:
        self._overlay.is_shown = not self._overlay.is_shown
        self._desk.canvas.update()
        self._desk.touch()

    def refresh(self) -> None:
        """Another result is seen, or none."""
        attempt = self._runs.attempt
        found = attempt.current if attempt is not None else None
        text = str(found.result.info.get(SWAP_MAP, "")) if found is not None else ""
        if text == self._shown:
            return
        self._shown = text
        box = attempt.ready.box if attempt and attempt.ready else Box(0, 0, 0, 0)
        self._overlay.show(_read(text), box)
        if attempt is not None and self._overlay.has_map:
            self._open_references(attempt, text)
        self._desk.canvas.update()

    def _open_references(self, attempt: Attempt, text: str) -> None:
        """Small pictures for the card, opened beside the window."""
        paths = attempt.request.references

        def show(pictures: dict[int, NDArray[np.uint8]]) -> None:
            if text == self._shown:
                self._overlay.set_pictures(pictures)
                self._desk.canvas.update()

        self._desk.background.run(lambda: _opened(paths), show, self._desk.fail)

    def _point(self, x: float, y: float) -> None:
        if self._overlay.has_map and self._overlay.point_at(x, y) and self._overlay.is_shown:
            self._desk.canvas.update()

    def _why_not(self) -> str:
        if self._overlay.has_map:
            return ""
        return "There is no result that was made with references."


def _read(text: str) -> SwapMap | None:
    if not text:
        return None
    try:
        return SwapMap.from_text(text)
    except NoSwapMap:
        return None


def _opened(paths: tuple[Path, ...]) -> dict[int, NDArray[np.uint8]]:
    return {number: _reference_pixels(path, SHOWN_PX) for number, path in enumerate(paths, start=1)}
