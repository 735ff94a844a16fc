"""Piles up the layers over one tile, and keeps what lies below and above the active layer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from editor.document.blending import BlendMode
from editor.document.document import Document
from editor.document.engine import kernels
from editor.document.layers import Layer, PixelLayer
from editor.document.sheets import Array, Floats, Sheet, Window
from editor.document.tiles import TILE_PX, TilePlane, box_of
from ml.api.regions import Box

STACK_SHAPE = (4, TILE_PX, TILE_PX)
_WHOLE: Window = (0, TILE_PX, 0, TILE_PX)
_KEPT_TILES = 128
"""Each holds two float tiles of one mebibyte at most."""


class Place(NamedTuple):
    """A tile of the canvas shrunk by 2**level."""

    level: int
    row: int
    col: int

    @property
    def box(self) -> Box:
        """The pixels it covers, in those of its level."""
        return box_of((self.row, self.col))


def sheet_of(layer: Layer, place: Place) -> Sheet | None:
    """What a layer shows in a tile of the canvas; None where that is nothing."""
    if not layer.visible or layer.opacity <= 0:
        return None
    mask: Array | None = None
    if layer.mask is not None:
        mask = _plane_tile(layer.mask, layer, place)
        if mask is None:
            return None
    if isinstance(layer, PixelLayer):
        source = _plane_tile(layer.pixels, layer, place)
    else:
        source = layer.render(place.box, place.level)
    return None if source is None else Sheet(source, mask, layer.opacity)


def _plane_tile(plane: TilePlane, layer: Layer, place: Place) -> Array | None:
    """The tile of the canvas at `place` out of a plane that lies where its layer does."""
    level = place.level
    x, y = layer.position[0] >> level, layer.position[1] >> level
    if x % TILE_PX == 0 and y % TILE_PX == 0:
        return plane.level_tile(level, place.row - y // TILE_PX, place.col - x // TILE_PX)
    box = place.box.moved(-x, -y)
    scale = 1 << level
    extent = plane.extent
    if (
        box.right * scale <= extent.left
        or box.bottom * scale <= extent.top
        or box.left * scale >= extent.right
        or box.top * scale >= extent.bottom
    ):
        return None
    return plane.read_level(level, box)


def pile(
    layers: Sequence[Layer], place: Place, stack: Floats, window: Window, *, is_started: bool
) -> bool:
    """Put `layers` over `stack`, or start it with the lowest; whether there is anything in it."""
    sheets = sheets_of(layers, place)
    first = _highest_opaque(sheets, window)
    for sheet, mode in sheets[first or 0 :]:
        if is_started and first is None:
            kernels().blend(stack, sheet, mode.code, window)
        else:
            kernels().load(stack, sheet, window)
            is_started, first = True, None
    return is_started


def sheets_of(layers: Sequence[Layer], place: Place) -> list[tuple[Sheet, BlendMode]]:
    """What `layers` show in a tile, the lowest first."""
    found: list[tuple[Sheet, BlendMode]] = []
    for layer in layers:
        sheet = sheet_of(layer, place)
        if sheet is not None:
            found.append((sheet, layer.blend))
    return found


def _highest_opaque(sheets: list[tuple[Sheet, BlendMode]], window: Window) -> int | None:
    """The highest sheet that hides all below it in the window."""
    for index in range(len(sheets) - 1, -1, -1):
        sheet, mode = sheets[index]
        if mode is BlendMode.NORMAL and sheet.mask is None and sheet.opacity >= 1:
            top, bottom, left, right = window
            alpha = sheet.source[top:bottom, left:right, 3]
            full = sheet.full
            # The corner says no at once for most tiles that are not opaque.
            if alpha[0, 0] == full and alpha[-1, -1] == full and alpha.min() == full:
                return index
    return None


def sole_tile(layers: Sequence[Layer], place: Place) -> NDArray[np.uint8] | None:
    """The tile of the only layer that shows there, where it shows just as it is."""
    sheets = sheets_of(layers, place)
    if len(sheets) != 1:
        return None
    sheet = sheets[0][0]
    if sheet.mask is not None or sheet.opacity < 1 or sheet.source.dtype != np.uint8:
        return None
    return sheet.pixels.astype(np.uint8, copy=False)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The piles around the active layer in one tile; `versions` says of which layers."""

    versions: tuple[object, ...]
    below: Floats | None
    bottom: Sequence[Layer]
    above: Floats | None
    top: Sequence[Layer]


class Stacks:
    """Piles layers for the display and remembers the piles around the active layer.

    Piles are made when a tile is made again: then someone paints there, and each dab costs
    three blends however many layers there are.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[Place, _Kept] = OrderedDict()
        self._keeping = Lock()

    def forget(self) -> None:
        """Let go of all piles; safe while another thread paints."""
        with self._keeping:
            self._kept.clear()

    def paint(self, document: Document, place: Place, stack: Floats, window: Window) -> bool:
        """Make `stack` the whole picture in the window, with the help of kept piles."""
        layers, active = document.layers, document.active
        if active is None:
            return pile(layers, place, stack, window, is_started=False)
        kept = self._keep(layers, active, place)
        is_started = kept.below is not None
        if kept.below is not None:
            top, bottom, left, right = window
            stack[:, top:bottom, left:right] = kept.below[:, top:bottom, left:right]
        lower = (*kept.bottom, active)
        is_started = pile(lower, place, stack, window, is_started=is_started)
        if kept.above is not None:
            loop = _over if is_started else kernels().load
            loop(stack, Sheet(kept.above), window)
            is_started = True
        return pile(kept.top, place, stack, window, is_started=is_started)

    def _keep(self, layers: Sequence[Layer], active: Layer, place: Place) -> _Kept:
        versions = tuple((layer.id, -1 if layer is active else layer.revision) for layer in layers)
        kept = self._kept.get(place)
        if kept is None or kept.versions != versions:
            index = layers.index(active)
            below, bottom = _merged(layers[:index], place, is_over=False)
            above, top = _merged(layers[index + 1 :], place, is_over=True)
            kept = _Kept(versions, below, bottom, above, top)
        with self._keeping:
            self._kept[place] = kept
            self._kept.move_to_end(place)
            while len(self._kept) > _KEPT_TILES:
                self._kept.popitem(last=False)
        return kept


def _merged(
    layers: Sequence[Layer], place: Place, *, is_over: bool
) -> tuple[Floats | None, Sequence[Layer]]:
    """One pile of `layers` where that saves work, and the layers that must still be piled.

    Above the active layer only plain ones can become a pile: other modes look at what is below.
    """
    seen = [layer for layer in layers if sheet_of(layer, place) is not None]
    plain = len(seen)
    if is_over:
        others = (i for i, layer in enumerate(seen) if layer.blend is not BlendMode.NORMAL)
        plain = next(others, len(seen))
    if plain < 2:
        return None, seen
    stack = np.zeros(STACK_SHAPE, np.float32)
    pile(seen[:plain], place, stack, _WHOLE, is_started=False)
    return stack, seen[plain:]


def _over(stack: Floats, sheet: Sheet, window: Window) -> None:
    kernels().blend(stack, sheet, BlendMode.NORMAL.code, window)
