"""Where display tiles come from: the composited document, and its selection as a tint."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from editor.canvas.display_tile import DisplayTile, picture_image, tint_image
from editor.canvas.mask_edge_cracks import Cracks, closed, inner_cracks
from editor.canvas.tile_grid import DISPLAY_TILE_PX, level_box
from ml.api.regions import Box

Pixels = NDArray[np.uint8]
ToDisplay = Callable[[Pixels], Pixels]
"""Straight RGBA (h, w, 4) in the document's profile to the screen's; called in several threads."""


class TileSource(Protocol):
    """Makes any part of one picture at any level; safe to call from several threads."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the document in pixels."""
        ...

    @property
    def finest_level(self) -> int:
        """The level down to which there is more to show; 0 for what has pixels alone."""
        ...

    def load(self, box: Box, level: int) -> DisplayTile:
        """What is seen in `box`, given in pixels of that level."""
        ...

    def close(self) -> None:
        """Nothing will be asked any more."""
        ...


class Rendering(Protocol):
    """The part of the document's compositor that the canvas uses."""

    @property
    def finest_level(self) -> int: ...

    def render(self, box: Box, level: int = 0) -> Pixels: ...

    def close(self) -> None: ...


class LevelPlane(Protocol):
    """The part of a mask that the canvas uses."""

    def read_level(self, level: int, box: Box) -> NDArray[np.unsignedinteger[Any]]: ...


class PictureSource:
    """All visible layers together, in the colours of the screen."""

    def __init__(
        self,
        compositor: Rendering,
        size: Callable[[], tuple[int, int]],
        to_display: ToDisplay | None = None,
    ) -> None:
        self._compositor = compositor
        self._size = size
        self._to_display = to_display

    @property
    def size(self) -> tuple[int, int]:
        return self._size()

    @property
    def finest_level(self) -> int:
        return self._compositor.finest_level

    def load(self, box: Box, level: int) -> DisplayTile:
        pixels = self._compositor.render(box, level)
        if self._to_display is not None:
            pixels = self._to_display(pixels)
        return DisplayTile(picture_image(pixels))

    def close(self) -> None:
        self._compositor.close()


class MaskSource:
    """A mask as a translucent colour over the picture; where it is blank nothing is drawn."""

    def __init__(
        self,
        mask: LevelPlane,
        size: Callable[[], tuple[int, int]],
        table: NDArray[np.uint32],
    ) -> None:
        self._mask = mask
        self._size = size
        self._table = table

    @property
    def size(self) -> tuple[int, int]:
        return self._size()

    @property
    def finest_level(self) -> int:
        return 0

    def load(self, box: Box, level: int) -> DisplayTile:
        coverage = self._mask.read_level(level, box).astype(np.uint8, copy=False)
        if not coverage.any():
            return DisplayTile(None)
        image = tint_image(coverage, self._table)
        return DisplayTile(image, coverage, self._cracks(coverage, box, level))

    def close(self) -> None:
        """The mask belongs to the document."""

    def _cracks(self, coverage: Pixels, box: Box, level: int) -> Cracks | None:
        """The borders in a whole tile, found here, in a thread; a part of one is not worth it."""
        whole = level_box(Box.of_size(*self._size()), level)
        if box.left % DISPLAY_TILE_PX or box.top % DISPLAY_TILE_PX:
            return None
        ends_right, ends_below = box.right == whole.right, box.bottom == whole.bottom
        is_wide = ends_right or box.width == DISPLAY_TILE_PX
        is_high = ends_below or box.height == DISPLAY_TILE_PX
        if not (is_wide and is_high):
            return None
        return inner_cracks(closed(coverage, ends_below=ends_below, ends_right=ends_right))
