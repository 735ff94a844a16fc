"""A colour that turns into another one, or into nothing, along a line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from editor.document.dab_reference import LUMA
from editor.document.engine import kernels
from editor.document.painting_media import Place
from editor.document.sheets import Overlay
from editor.document.targets import Target
from editor.document.tiles import Pixels

Straight = tuple[float, float, float, float]
"""Red, green, blue and alpha from 0 to 1."""


class Form(Enum):
    """How the colours lie around the line."""

    LINEAR = "linear"
    RADIAL = "radial"
    REFLECTED = "reflected"


@dataclass(frozen=True, slots=True)
class Line:
    """From the place of the first colour to that of the last, in the frame of the plane."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def length(self) -> float:
        return math.dist((self.x0, self.y0), (self.x1, self.y1))


@dataclass(frozen=True, slots=True)
class Gradient:
    """A medium: colours mix weighted by alpha, so that fading to nothing darkens nothing.

    With `dithers` each pixel is rounded by a chance of its own, which is the same at every run:
    no bands are seen where colours differ by less than one step.
    """

    line: Line
    ends: tuple[Straight, Straight]
    form: Form = Form.LINEAR
    opacity: float = 1.0
    dithers: bool = True
    keeps_alpha: bool = False

    def title(self, target: Target) -> str:
        return "Gradient"

    def put(self, out: Pixels, before: Pixels, cover: Pixels, place: Place) -> None:
        colours = self._colours(place)
        if before.ndim == 2:
            # A mask gets the grey of the colours, as far as they are there.
            grey = colours[..., :3] @ np.array(LUMA, np.float32)
            opaque = np.repeat(grey[..., None], 4, axis=2)
            opaque[..., 3] = colours[..., 3]
            wide = np.repeat(before[..., None], 4, axis=2)
            wide[..., 3] = 255
            made = wide.copy()
            self._lay(made, wide, cover, opaque, place)
            out[place.part.slices] = made[place.part.slices][..., 0]
        else:
            self._lay(out, before, cover, colours, place)

    def _lay(
        self,
        out: Pixels,
        before: Pixels,
        cover: Pixels,
        colours: NDArray[np.float32],
        place: Place,
    ) -> None:
        full = np.float32(np.iinfo(out.dtype).max)
        rounding = _chances(place) if self.dithers else np.float32(0.5)
        pixels = np.minimum(colours * full + rounding, full).astype(out.dtype)
        # Opaque ends stay opaque to the last step.
        pixels[colours[..., 3] >= 1, 3] = int(full)
        overlay = Overlay(pixels, self.opacity, self.keeps_alpha)
        kernels().lay(out, before, cover, overlay, place.window)

    def _colours(self, place: Place) -> NDArray[np.float32]:
        """Straight RGBA (h, w, 4) in 0..1."""
        share = self._shares(place)[..., None]
        first, last = (np.array(end, np.float32) for end in self.ends)
        alpha = first[3] + (last[3] - first[3]) * share
        weighted = first[:3] * first[3] * (1 - share) + last[:3] * last[3] * share
        colour = np.divide(weighted, alpha, out=np.zeros_like(weighted), where=alpha > 0)
        return np.concatenate([np.clip(colour, 0, 1), alpha], axis=2).astype(np.float32)

    def _shares(self, place: Place) -> NDArray[np.float32]:
        """How far along the gradient each pixel is, 0..1 (h, w)."""
        box, line = place.box, self.line
        x = np.arange(box.left, box.right, dtype=np.float32) + np.float32(0.5 - line.x0)
        y = np.arange(box.top, box.bottom, dtype=np.float32) + np.float32(0.5 - line.y0)
        length = max(line.length, 1e-6)
        if self.form is Form.RADIAL:
            share = np.hypot(x[None, :], y[:, None]) / np.float32(length)
        else:
            dx, dy = (line.x1 - line.x0) / length**2, (line.y1 - line.y0) / length**2
            share = x[None, :] * np.float32(dx) + y[:, None] * np.float32(dy)
            if self.form is Form.REFLECTED:
                share = np.abs(share)
        return np.clip(share, 0, 1).astype(np.float32)


def _chances(place: Place) -> NDArray[np.float32]:
    """0..1 (h, w, 1) by place alone: a sum of two irrational steps hardly ever shows a pattern.

    The mean of it over any small square is near a half (an additive recurrence, Roberts 2018).
    """
    box = place.box
    x = np.arange(box.left, box.right, dtype=np.float64) * 0.7548776662466927
    y = np.arange(box.top, box.bottom, dtype=np.float64) * 0.5698402909980532
    return np.mod(x[None, :] + y[:, None], 1.0)[..., None].astype(np.float32)
