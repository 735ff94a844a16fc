"""Where the picture lies in the view: zoom, pan and the two ways between their coordinates."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ml.api.regions import Box

MAXIMUM_SCALE = 64.0
# A picture may be shrunk until its longer side is this many device pixels.
SMALLEST_PICTURE_PX = 48
# Three wheel notches double the scale, so that 50 %, 100 % and 200 % are always met exactly.
STEPS_PER_DOUBLING = 3
# This much of the picture stays in reach whatever the artist does (logical pixels).
KEPT_IN_VIEW_PX = 80
FIT_MARGIN_PX = 24
# A display level may be enlarged by this much before the next finer one is worth its pixels.
_LEVEL_TOLERANCE = 1.02


@dataclass(frozen=True, slots=True)
class Viewport:
    """One state of the view; every change gives a new one, already inside the limits.

    View coordinates are logical pixels of the widget, `ratio` device pixels make one of them.
    `scale` is device pixels per picture pixel (1.0 is 100 % on every screen); `left` and `top`
    say where the picture's corner lies, in device pixels.
    """

    view_width: float
    view_height: float
    picture_width: int
    picture_height: int
    ratio: float = 1.0
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    # ---- what is seen

    @property
    def device_width(self) -> int:
        return max(1, round(self.view_width * self.ratio))

    @property
    def device_height(self) -> int:
        return max(1, round(self.view_height * self.ratio))

    @property
    def origin_px(self) -> tuple[int, int]:
        """Where the picture's corner is painted: whole device pixels, so that 1:1 stays exact."""
        return round(self.left), round(self.top)

    @property
    def level(self) -> int:
        """The display level (2^-level) to paint from: never enlarged by more than 2 %."""
        return max(0, math.floor(math.log2(_LEVEL_TOLERANCE / self.scale)))

    @property
    def picture_box(self) -> Box:
        """The whole picture in device pixels of the view."""
        return self.device_box(Box.of_size(self.picture_width, self.picture_height))

    def device_box(self, box: Box) -> Box:
        """The device pixels that a document box touches, rounded outwards."""
        left, top = self.origin_px
        return Box(
            math.floor(left + box.left * self.scale),
            math.floor(top + box.top * self.scale),
            math.ceil(left + box.right * self.scale),
            math.ceil(top + box.bottom * self.scale),
        )

    def document_box(self, device: Box) -> Box:
        """The document pixels seen in a box of device pixels, rounded outwards, unclipped."""
        left, top = self.origin_px
        return Box(
            math.floor((device.left - left) / self.scale),
            math.floor((device.top - top) / self.scale),
            math.ceil((device.right - left) / self.scale),
            math.ceil((device.bottom - top) / self.scale),
        )

    @property
    def visible_box(self) -> Box:
        """The part of the document that is in view."""
        seen = self.document_box(Box.of_size(self.device_width, self.device_height))
        return seen.intersection(Box.of_size(self.picture_width, self.picture_height))

    def to_document(self, x: float, y: float) -> tuple[float, float]:
        """The document position under a view position."""
        left, top = self.origin_px
        return (x * self.ratio - left) / self.scale, (y * self.ratio - top) / self.scale

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """Where a document position is seen."""
        left, top = self.origin_px
        return (left + x * self.scale) / self.ratio, (top + y * self.scale) / self.ratio

    # ---- changes

    def panned(self, dx: float, dy: float) -> Viewport:
        """Moved by logical pixels."""
        return self._clamped(left=self.left + dx * self.ratio, top=self.top + dy * self.ratio)

    def zoomed_to(self, scale: float, at: tuple[float, float] | None = None) -> Viewport:
        """At `scale`; the document position under the view position `at` (or the middle) stays."""
        x, y = at if at is not None else (self.view_width / 2, self.view_height / 2)
        scale = min(max(scale, self.minimum_scale), MAXIMUM_SCALE)
        growth = scale / self.scale
        return self._clamped(
            scale=scale,
            left=x * self.ratio - (x * self.ratio - self.left) * growth,
            top=y * self.ratio - (y * self.ratio - self.top) * growth,
        )

    def zoomed(self, factor: float, at: tuple[float, float] | None = None) -> Viewport:
        """Enlarged by `factor`, as a pinch or a fine wheel asks for."""
        return self.zoomed_to(self.scale * factor, at)

    def stepped(self, steps: int, at: tuple[float, float] | None = None) -> Viewport:
        """Moved by whole steps of the zoom ladder, on which 100 % and all its doublings lie."""
        rung = math.log2(self.scale) * STEPS_PER_DOUBLING
        nearest = round(rung)
        if abs(rung - nearest) < 0.01:
            target = nearest + steps
        elif steps > 0:
            target = math.floor(rung) + steps
        else:
            target = math.ceil(rung) + steps
        return self.zoomed_to(2.0 ** (target / STEPS_PER_DOUBLING), at)

    def fitted(self, *, enlarge: bool = True) -> Viewport:
        """The whole picture in the middle of the view, with a little air around it."""
        room = (
            max(1.0, self.view_width - 2 * FIT_MARGIN_PX) * self.ratio / self.picture_width,
            max(1.0, self.view_height - 2 * FIT_MARGIN_PX) * self.ratio / self.picture_height,
        )
        scale = min(room)
        if not enlarge:
            scale = min(scale, 1.0)
        scale = min(max(scale, self.minimum_scale), MAXIMUM_SCALE)
        return replace(self, scale=scale).centred()

    def centred(self) -> Viewport:
        """The picture's middle in the view's middle at the same scale."""
        return self._clamped(
            left=(self.device_width - self.picture_width * self.scale) / 2,
            top=(self.device_height - self.picture_height * self.scale) / 2,
        )

    def resized(self, width: float, height: float, ratio: float) -> Viewport:
        """In a view of another size or on another screen: what was in the middle stays there."""
        old_x, old_y = self.view_width * self.ratio / 2, self.view_height * self.ratio / 2
        return replace(self, view_width=width, view_height=height, ratio=ratio)._clamped(
            left=self.left + width * ratio / 2 - old_x,
            top=self.top + height * ratio / 2 - old_y,
        )

    def with_picture(self, width: int, height: int) -> Viewport:
        """Looking at a picture of another size, from the same corner and at the same scale."""
        return replace(self, picture_width=width, picture_height=height)._clamped()

    @property
    def minimum_scale(self) -> float:
        longest = max(self.picture_width, self.picture_height, 1)
        return min(1.0, SMALLEST_PICTURE_PX / longest)

    def _clamped(
        self,
        *,
        scale: float | None = None,
        left: float | None = None,
        top: float | None = None,
    ) -> Viewport:
        scale = self.scale if scale is None else scale
        left = self.left if left is None else left
        top = self.top if top is None else top
        return replace(
            self,
            scale=scale,
            left=self._held(left, self.picture_width * scale, self.device_width),
            top=self._held(top, self.picture_height * scale, self.device_height),
        )

    def _held(self, start: float, length: float, room: int) -> float:
        kept = min(KEPT_IN_VIEW_PX * self.ratio, length, room)
        return min(max(start, kept - length), room - kept)
