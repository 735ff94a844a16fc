"""The straight lines that an artist lays over the picture to align things by."""

from __future__ import annotations

from dataclasses import dataclass, replace

from editor.document.geometry import TINY, PlaneMap
from ml.api.regions import Box


@dataclass(frozen=True, slots=True)
class Guides:
    """`across` are the y of level lines, `down` the x of upright ones, in pixels of the canvas.

    Nobody can grab them while they are locked.
    """

    across: tuple[float, ...] = ()
    down: tuple[float, ...] = ()
    locked: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.across or self.down)

    def with_line(self, place: float, *, is_level: bool) -> Guides:
        if is_level:
            return replace(self, across=(*self.across, place))
        return replace(self, down=(*self.down, place))

    def without(self, index: int, *, is_level: bool) -> Guides:
        if is_level:
            return replace(self, across=self.across[:index] + self.across[index + 1 :])
        return replace(self, down=self.down[:index] + self.down[index + 1 :])

    def moved(self, index: int, place: float, *, is_level: bool) -> Guides:
        """The line `index` at another place."""
        lines = list(self.across if is_level else self.down)
        lines[index] = place
        return replace(self, **{"across" if is_level else "down": tuple(lines)})

    def near(self, x: float, y: float, reach: float) -> tuple[int, bool] | None:
        """The nearest line within `reach`: its number and whether it is level."""
        found = [(abs(x - place), n, False) for n, place in enumerate(self.down)]
        found += [(abs(y - place), n, True) for n, place in enumerate(self.across)]
        found = [one for one in found if one[0] <= reach]
        if not found:
            return None
        _, number, is_level = min(found)
        return number, is_level

    def through(self, way: PlaneMap) -> Guides:
        """The lines after the picture went through `way`; those that would slant are dropped."""
        (a, b, c), (d, e, f), _ = way.rows
        if not way.is_affine:
            return replace(self, across=(), down=())
        if abs(b) < TINY and abs(d) < TINY:
            across = tuple(e * place + f for place in self.across)
            return replace(self, across=across, down=tuple(a * place + c for place in self.down))
        if abs(a) < TINY and abs(e) < TINY:
            across = tuple(d * place + f for place in self.down)
            return replace(self, across=across, down=tuple(b * place + c for place in self.across))
        return replace(self, across=(), down=())

    def inside(self, canvas: Box) -> Guides:
        """Only those that cross the canvas."""
        return replace(
            self,
            across=tuple(y for y in self.across if canvas.top <= y <= canvas.bottom),
            down=tuple(x for x in self.down if canvas.left <= x <= canvas.right),
        )
