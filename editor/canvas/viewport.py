"""Where the picture lies in the view: zoom, pan, turn, mirror, and the ways between coordinates."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from editor.document.geometry import Point, around, corners, cos_sin
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

Turn = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Viewport:
    """One state of the view; every change gives a new one, already inside the limits.

    View coordinates are logical pixels of the widget, `ratio` device pixels make one of them.
    `scale` is device pixels per picture pixel (1.0 is 100 % on every screen); `left` and `top`
    say where the picture's corner lies, in device pixels. The picture is mirrored first (left
    becomes right) and then turned clockwise by `angle` degrees, both about that corner.
    """

    view_width: float
    view_height: float
    picture_width: int
    picture_height: int
    ratio: float = 1.0
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0
    angle: float = 0.0
    mirrored: bool = False
    finest_level: int = 0
    """Below 0 where the picture has more to show than its pixels."""

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
        return max(self.finest_level, math.floor(math.log2(_LEVEL_TOLERANCE / self.scale)))

    @property
    def is_straight(self) -> bool:
        """Whether the picture is neither turned nor mirrored."""
        return self.angle == 0.0 and not self.mirrored

    @property
    def turn(self) -> Turn:
        """Columns of the turn and mirror: (x_x, x_y, y_x, y_y), without the scale."""
        cosine, sine = cos_sin(self.angle)
        across = -1.0 if self.mirrored else 1.0
        return across * cosine, across * sine, -sine, cosine

    @property
    def plain(self) -> Viewport:
        """The same view of a picture that has pixels alone."""
        return self if self.finest_level == 0 else replace(self, finest_level=0)

    @property
    def upright(self) -> Viewport:
        """The same view neither turned nor mirrored about the picture's corner."""
        return self if self.is_straight else replace(self, angle=0.0, mirrored=False)

    @property
    def picture_box(self) -> Box:
        """The whole picture in device pixels of the view."""
        return self.device_box(Box.of_size(self.picture_width, self.picture_height))

    def device_box(self, box: Box) -> Box:
        """The device pixels that a document box touches, rounded outwards."""
        left, top = self.origin_px
        if self.is_straight:
            return Box(
                math.floor(left + box.left * self.scale),
                math.floor(top + box.top * self.scale),
                math.ceil(left + box.right * self.scale),
                math.ceil(top + box.bottom * self.scale),
            )
        return around([self.to_device(x, y) for x, y in corners(box)])

    def document_box(self, device: Box) -> Box:
        """The document pixels seen in a box of device pixels, rounded outwards, unclipped."""
        left, top = self.origin_px
        if self.is_straight:
            return Box(
                math.floor((device.left - left) / self.scale),
                math.floor((device.top - top) / self.scale),
                math.ceil((device.right - left) / self.scale),
                math.ceil((device.bottom - top) / self.scale),
            )
        return around([self.from_device(x, y) for x, y in corners(device)])

    @property
    def visible_box(self) -> Box:
        """The part of the document that is in view."""
        seen = self.document_box(Box.of_size(self.device_width, self.device_height))
        return seen.intersection(Box.of_size(self.picture_width, self.picture_height))

    def to_device(self, x: float, y: float) -> Point:
        """Where a document position lies, in device pixels."""
        left, top = self.origin_px
        if self.is_straight:
            return left + x * self.scale, top + y * self.scale
        x_x, x_y, y_x, y_y = self.turn
        x, y = x * self.scale, y * self.scale
        return left + x_x * x + y_x * y, top + x_y * x + y_y * y

    def from_device(self, x: float, y: float) -> Point:
        """The document position at a device pixel."""
        left, top = self.origin_px
        x, y = x - left, y - top
        if not self.is_straight:
            # A turn's inverse is its transpose.
            x_x, x_y, y_x, y_y = self.turn
            x, y = x_x * x + x_y * y, y_x * x + y_y * y
        return x / self.scale, y / self.scale

    def to_document(self, x: float, y: float) -> Point:
        """The document position under a view position."""
        return self.from_device(x * self.ratio, y * self.ratio)

    def to_view(self, x: float, y: float) -> Point:
        """Where a document position is seen."""
        x, y = self.to_device(x, y)
        return x / self.ratio, y / self.ratio

    def to_upright(self, x: float, y: float) -> Point:
        """Where the same document position is seen in the upright view."""
        return self.upright.to_view(*self.to_document(x, y))

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
        (left, right), (top, bottom) = self._spans(1.0)
        room = (
            max(1.0, self.view_width - 2 * FIT_MARGIN_PX) * self.ratio / (right - left),
            max(1.0, self.view_height - 2 * FIT_MARGIN_PX) * self.ratio / (bottom - top),
        )
        scale = min(room)
        if not enlarge:
            scale = min(scale, 1.0)
        scale = min(max(scale, self.minimum_scale), MAXIMUM_SCALE)
        return replace(self, scale=scale).centred()

    def centred(self) -> Viewport:
        """The picture's middle in the view's middle at the same scale."""
        (left, right), (top, bottom) = self._spans(self.scale)
        return self._clamped(
            left=(self.device_width - left - right) / 2,
            top=(self.device_height - top - bottom) / 2,
        )

    def turned_to(self, angle: float, at: tuple[float, float] | None = None) -> Viewport:
        """Turned to `angle` degrees; the document position under `at` (or the middle) stays."""
        x, y = at if at is not None else (self.view_width / 2, self.view_height / 2)
        x, y = x * self.ratio, y * self.ratio
        cosine, sine = cos_sin(angle - self.angle)
        across, down = self.left - x, self.top - y
        turned = replace(self, angle=_half_turns(angle))
        return turned._clamped(
            left=x + cosine * across - sine * down, top=y + sine * across + cosine * down
        )

    def turned(self, degrees: float) -> Viewport:
        """Turned clockwise by this much about the middle of the view."""
        return self.turned_to(self.angle + degrees)

    def flipped(self) -> Viewport:
        """As in a mirror: what is seen on the left is seen on the right."""
        flipped = replace(self, angle=_half_turns(-self.angle), mirrored=not self.mirrored)
        return flipped._clamped(left=self.device_width - self.left)

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
        (first_x, last_x), (first_y, last_y) = self._spans(scale)
        across, down = last_x - first_x, last_y - first_y
        return replace(
            self,
            scale=scale,
            left=self._held(left + first_x, across, self.device_width) - first_x,
            top=self._held(top + first_y, down, self.device_height) - first_y,
        )

    def _spans(self, scale: float) -> tuple[Point, Point]:
        """How far the turned picture reaches from its corner, in x and in y (device pixels)."""
        width, height = self.picture_width * scale, self.picture_height * scale
        if self.is_straight:
            return (0.0, width), (0.0, height)
        x_x, x_y, y_x, y_y = self.turn
        xs = (0.0, x_x * width, y_x * height, x_x * width + y_x * height)
        ys = (0.0, x_y * width, y_y * height, x_y * width + y_y * height)
        return (min(xs), max(xs)), (min(ys), max(ys))

    def _held(self, start: float, length: float, room: int) -> float:
        kept = min(KEPT_IN_VIEW_PX * self.ratio, length, room)
        return min(max(start, kept - length), room - kept)


def _half_turns(degrees: float) -> float:
    """The same direction between -180 (exclusive) and 180 degrees."""
    return 180.0 - (180.0 - degrees) % 360.0
