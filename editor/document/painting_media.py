"""What a stroke puts down where it covers: a colour, nothing, other pixels, or other tones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from editor.document.dab_reference import LUMA
from editor.document.engine import kernels
from editor.document.sheets import Ink, Overlay, Tone, Window
from editor.document.targets import LayerPixels, Target
from editor.document.tiles import Key, Pixels, box_of
from ml.api.regions import Box

Colour = tuple[float, float, float]
"""Straight red, green and blue from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a medium is put down: a part of one tile of the plane."""

    key: Key
    part: Box

    @property
    def window(self) -> Window:
        return (self.part.top, self.part.bottom, self.part.left, self.part.right)

    @property
    def box(self) -> Box:
        """The part in the frame of the plane."""
        tile = box_of(self.key)
        return self.part.moved(tile.left, tile.top)


class Medium(Protocol):
    """Made from the pixels before the stroke and its whole coverage, so that nothing piles up."""

    def title(self, target: Target) -> str:
        """What the step is called in the history."""
        ...

    def put(self, out: Pixels, before: Pixels, cover: Pixels, place: Place) -> None:
        """Write the part of the tile `out`; `cover` is (256, 256; 0..65535)."""
        ...


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour; on a mask it leaves its grey."""

    ink: Ink

    @classmethod
    def of(cls, colour: Colour, opacity: float = 1.0, *, keeps_alpha: bool = False) -> Paint:
        red, green, blue = colour
        return cls(Ink(red, green, blue, 1.0, opacity, grey_of(colour), keeps_alpha))

    def title(self, target: Target) -> str:
        return "Brush stroke" if isinstance(target, LayerPixels) else "Paint mask"

    def put(self, out: Pixels, before: Pixels, cover: Pixels, place: Place) -> None:
        kernels().tint(out, before, cover, self.ink, place.window)


@dataclass(frozen=True, slots=True)
class Erase:
    """Takes away: alpha from a layer, coverage from a mask."""

    opacity: float = 1.0

    def title(self, target: Target) -> str:
        return "Erase"

    def put(self, out: Pixels, before: Pixels, cover: Pixels, place: Place) -> None:
        kernels().rub(out, before, cover, Ink(opacity=self.opacity), place.window)


@dataclass(frozen=True, slots=True)
class Copy:
    """Pixels from elsewhere as they were when the stroke began.

    `source` reads a box in the target's frame, as pixels of the kind that the target has; `offset`
    leads from a place to the one that is copied there.
    """

    source: Callable[[Box], Pixels]
    offset: tuple[int, int]
    opacity: float = 1.0
    keeps_alpha: bool = False

    def title(self, target: Target) -> str:
        return "Clone"

    def put(self, out: Pixels, before: Pixels, cover: Pixels, place: Place) -> None:
        pixels = self.source(place.box.moved(*self.offset))
        overlay = Overlay(pixels, self.opacity, self.keeps_alpha)
        kernels().lay(out, before, cover, overlay, place.window)


@dataclass(frozen=True, slots=True)
class Toned:
    """Lighter, darker, stronger or paler colours; the alpha stays."""

    tone: Tone

    def title(self, target: Target) -> str:
        return self.tone.what.value.capitalize()

    def put(self, out: Pixels, before: Pixels, cover: Pixels, place: Place) -> None:
        if before.ndim == 3:
            kernels().tone(out, before, cover, self.tone, place.window)
            return
        # A mask has one tone: it is bent as grey is.
        wide, was = _as_grey(out), _as_grey(before)
        kernels().tone(wide, was, cover, self.tone, place.window)
        out[place.part.slices] = wide[..., 0][place.part.slices]


def grey_of(colour: Colour) -> float:
    """How bright a colour is, 0..1."""
    return float(sum(share * value for share, value in zip(LUMA, colour, strict=True)))


def _as_grey(tile: Pixels) -> Pixels:
    return np.repeat(tile[..., None], 4, axis=2)
