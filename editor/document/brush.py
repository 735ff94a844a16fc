"""How a brush leaves its mark: the form of one dab, how far dabs lie apart, and what a pen does."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum
from random import Random

from editor.document.tips import ROUND, Tip

SMALLEST_PX = 0.5
_LIGHTEST = 0.05
_FLATTEST = 0.05
_NARROWEST = 0.25
_STRAIGHT = 1e-3


@dataclass(frozen=True, slots=True)
class Curve:
    """What a sensor's value (0..1) becomes: straight lines through points from left to right."""

    points: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 1.0))

    def __call__(self, value: float) -> float:
        xs = [x for x, _ in self.points]
        after = bisect_right(xs, value)
        if after == 0:
            return self.points[0][1]
        if after == len(xs):
            return self.points[-1][1]
        (x0, y0), (x1, y1) = self.points[after - 1], self.points[after]
        return y0 + (y1 - y0) * (value - x0) / (x1 - x0)

    @classmethod
    def power(cls, exponent: float, steps: int = 16) -> Curve:
        """A bent curve: below 1 it answers to a light hand, above 1 to a firm one."""
        return cls(tuple((n / steps, (n / steps) ** exponent) for n in range(steps + 1)))


EVEN = Curve()
SOFT = Curve.power(0.5)
FIRM = Curve.power(2.0)


class Sensor(Enum):
    """What a pen tells about the hand."""

    PRESSURE = "pressure"
    TILT = "tilt"


class Trait(Enum):
    """What of a dab a sensor can rule."""

    SIZE = "size"
    OPACITY = "opacity"
    FLOW = "flow"
    ROUNDNESS = "roundness"


@dataclass(frozen=True, slots=True)
class Response:
    """One sensor ruling one trait, of which it always leaves at least the share `low`."""

    trait: Trait
    curve: Curve = EVEN
    sensor: Sensor = Sensor.PRESSURE
    low: float = 0.0


@dataclass(frozen=True, slots=True)
class Touch:
    """Where the pen is, how hard it presses (0..1) and how it leans.

    `tilt_x` and `tilt_y` are shares of lying flat (-1..1), to the right and downwards.
    """

    x: float
    y: float
    pressure: float = 1.0
    tilt_x: float = 0.0
    tilt_y: float = 0.0

    @property
    def tilt(self) -> float:
        """0 upright, 1 lying flat."""
        return min(1.0, math.hypot(self.tilt_x, self.tilt_y))

    def moved(self, dx: float, dy: float) -> Touch:
        """The same touch in another frame."""
        return Touch(self.x + dx, self.y + dy, self.pressure, self.tilt_x, self.tilt_y)

    def towards(self, end: Touch, share: float) -> Touch:
        """The touch that lies this share of the way to `end`."""
        return Touch(
            self.x + (end.x - self.x) * share,
            self.y + (end.y - self.y) * share,
            self.pressure + (end.pressure - self.pressure) * share,
            self.tilt_x + (end.tilt_x - self.tilt_x) * share,
            self.tilt_y + (end.tilt_y - self.tilt_y) * share,
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """One dab in the frame of the plane: its middle, radius and form."""

    x: float
    y: float
    radius: float
    strength: float
    flow: float
    angle: float
    roundness: float


SIZE_BY_PRESSURE = Response(Trait.SIZE, low=_LIGHTEST)


@dataclass(frozen=True, slots=True)
class Brush:
    """`size_px` is the diameter and `angle` is in radians, clockwise; the rest are shares of 1.

    `opacity` is what a whole stroke reaches at most; `flow` how much of that one dab puts down.
    `scatter` throws dabs aside by up to so many diameters; `jitter` turns and shrinks them.
    """

    size_px: float = 40.0
    hardness: float = 0.8
    opacity: float = 1.0
    flow: float = 1.0
    spacing: float = 0.12
    tip: Tip = ROUND
    angle: float = 0.0
    roundness: float = 1.0
    scatter: float = 0.0
    jitter: float = 0.0
    angle_by_tilt: bool = False
    responses: tuple[Response, ...] = field(default=())

    def share(self, trait: Trait, touch: Touch) -> float:
        """How much of a trait the pen leaves, 0..1."""
        total = 1.0
        for response in self.responses:
            if response.trait is trait:
                sensed = touch.pressure if response.sensor is Sensor.PRESSURE else touch.tilt
                total *= max(response.low, response.curve(min(1.0, max(0.0, sensed))))
        return min(1.0, max(0.0, total))

    def diameter(self, touch: Touch) -> float:
        """The diameter of a dab in pixels."""
        return max(SMALLEST_PX, self.size_px * self.share(Trait.SIZE, touch))

    def step(self, touch: Touch) -> float:
        """How far the next dab lies from this one, in pixels."""
        # A flat dab is narrow across: it needs company sooner.
        width = max(_NARROWEST, self.roundness)
        return max(SMALLEST_PX, self.spacing * width * self.diameter(touch))

    def mark(self, touch: Touch, random: Random) -> Mark:
        """The dab at a touch; `random` is only asked where the brush scatters or jitters."""
        diameter = self.diameter(touch)
        x, y, angle = touch.x, touch.y, self._angle(touch)
        if self.scatter:
            x += random.uniform(-1, 1) * self.scatter * diameter
            y += random.uniform(-1, 1) * self.scatter * diameter
        if self.jitter:
            diameter *= 1.0 - self.jitter * random.random() / 2
            angle += random.uniform(-1, 1) * self.jitter * math.pi
        return Mark(
            x,
            y,
            max(SMALLEST_PX, diameter) / 2,
            self.share(Trait.OPACITY, touch),
            self.flow * self.share(Trait.FLOW, touch),
            angle,
            max(_FLATTEST, self.roundness * self.share(Trait.ROUNDNESS, touch)),
        )

    def _angle(self, touch: Touch) -> float:
        """The brush's own angle, turned with the pen where it leans and the brush follows it."""
        if not self.angle_by_tilt or touch.tilt < _STRAIGHT:
            return self.angle
        return self.angle + math.atan2(touch.tilt_y, touch.tilt_x)
