"""The forms that a brush can have besides the round one: small grey pictures that we compute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

SIDE_PX = 256
_SMALLEST_PX = 8


@dataclass(frozen=True, slots=True)
class Tip:
    """One form by name; `round` has no picture. `spacing` is what suits it."""

    name: str
    title: str
    spacing: float = 0.12
    has_grain: bool = False

    @property
    def is_round(self) -> bool:
        return self.name == ROUND.name

    def picture(self, diameter_px: float) -> Grey:
        """(n, n), 255 where it inks most: the smallest version that is no smaller than the dab."""
        levels = _levels(self.name)
        found = levels[0]
        for level in levels[1:]:
            if level.shape[0] < diameter_px:
                break
            found = level
        return found

    @property
    def grain(self) -> Grey:
        """The paper (256, 256), which repeats without a seam; one pixel where there is none."""
        return _paper() if self.has_grain else _NO_PAPER


ROUND = Tip("round", "Round")
CHALK = Tip("chalk", "Chalk", 0.1, has_grain=True)
CHARCOAL = Tip("charcoal", "Charcoal", 0.08, has_grain=True)
SPECKLE = Tip("speckle", "Speckle", 0.35)
BRISTLE = Tip("bristle", "Bristle", 0.03)
TIPS = (ROUND, CHALK, CHARCOAL, SPECKLE, BRISTLE)


def find(name: str) -> Tip:
    """The tip of that name; the round one where nobody knows it."""
    return next((tip for tip in TIPS if tip.name == name), ROUND)


def _frozen(grey: NDArray[np.floating]) -> Grey:
    """0..1 as a read-only picture."""
    made = np.rint(np.clip(grey, 0, 1) * 255).astype(np.uint8)
    made.flags.writeable = False
    return made


_NO_PAPER = _frozen(np.ones((1, 1)))


@cache
def _levels(name: str) -> tuple[Grey, ...]:
    """The picture and its halves, down to a few pixels."""
    whole = _PAINTERS[name](np.random.default_rng(sum(name.encode())))
    levels = [whole]
    while levels[-1].shape[0] > _SMALLEST_PX:
        fine = levels[-1]
        levels.append((fine[::2, ::2] + fine[1::2, ::2] + fine[::2, 1::2] + fine[1::2, 1::2]) / 4)
    return tuple(_frozen(level) for level in levels)


@cache
def _paper() -> Grey:
    """Fibres and hollows of drawing paper, repeating every 256 pixels."""
    random = np.random.default_rng(1)
    rough = 0.45 * _noise(random, 1.7, SIDE_PX) + 0.55 * _noise(random, 0.8, SIDE_PX)
    return _frozen(0.5 + (rough - 0.5) * 2.6 + 0.3)


def _noise(random: np.random.Generator, size_px: float, side: int) -> NDArray[np.floating]:
    """Clouds of about that size without a seam, 0..1 around a half (a Gaussian low pass)."""
    white = np.fft.rfft2(random.standard_normal((side, side)))
    down, along = np.fft.fftfreq(side)[:, None], np.fft.rfftfreq(side)[None, :]
    clouds = np.fft.irfft2(white * np.exp(-2 * (np.pi * size_px) ** 2 * (down**2 + along**2)))
    return 0.5 + clouds / clouds.std() / 6


def _disc(softness: float) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """A disc that fades at its rim by that share of the radius, and the distances, 1 at the rim."""
    place = (np.arange(SIDE_PX) + 0.5) / (SIDE_PX / 2) - 1
    distance = np.hypot(place[:, None], place[None, :])
    return np.clip((0.98 - distance) / softness, 0, 1), distance


def _chalk(random: np.random.Generator) -> NDArray[np.floating]:
    """A dense crumbly stub with a broken rim."""
    disc, distance = _disc(0.12)
    broken = _noise(random, 7, SIDE_PX) - 0.5
    crumbs = _noise(random, 2, SIDE_PX)
    body = np.clip((0.93 + 0.35 * broken - distance) / 0.1, 0, 1)
    return disc * body * np.clip(0.62 + 1.1 * crumbs, 0, 1)


def _charcoal(random: np.random.Generator) -> NDArray[np.floating]:
    """A long worn edge: dark along one side, dust on the other."""
    disc, _ = _disc(0.5)
    across = np.linspace(-1, 1, SIDE_PX)[:, None]
    edge = np.exp(-((across / 0.5) ** 4))
    dust = np.clip((_noise(random, 3, SIDE_PX) - 0.4) * 5, 0, 1)
    return np.clip(disc * 2, 0, 1) * edge * (0.35 + 0.65 * dust)


def _speckle(random: np.random.Generator) -> NDArray[np.floating]:
    """Separate drops, larger in the middle."""
    drops = np.zeros((SIDE_PX, SIDE_PX))
    down, along = np.mgrid[0:SIDE_PX, 0:SIDE_PX] + 0.5
    for _ in range(70):
        distance, turn = np.sqrt(random.random()) * 0.88, random.random() * 2 * np.pi
        x = SIDE_PX / 2 * (1 + distance * np.cos(turn))
        y = SIDE_PX / 2 * (1 + distance * np.sin(turn))
        size = (2 + 9 * random.random() ** 2) * (1.15 - distance)
        drops = np.maximum(drops, np.clip(size - np.hypot(along - x, down - y) + 0.5, 0, 1))
    return drops


def _bristle(random: np.random.Generator) -> NDArray[np.floating]:
    """The ends of many hairs, each holding its own load of paint."""
    hairs = np.zeros((SIDE_PX, SIDE_PX))
    down, along = np.mgrid[0:SIDE_PX, 0:SIDE_PX] + 0.5
    for _ in range(120):
        distance, turn = np.sqrt(random.random()) * 0.92, random.random() * 2 * np.pi
        x = SIDE_PX / 2 * (1 + distance * np.cos(turn))
        y = SIDE_PX / 2 * (1 + distance * np.sin(turn))
        load = 0.35 + 0.65 * random.random()
        near = np.clip((4.5 - np.hypot(along - x, down - y)) / 3, 0, 1)
        hairs = np.maximum(hairs, near * load)
    return hairs


_PAINTERS: dict[str, Callable[[np.random.Generator], NDArray[np.floating]]] = {
    ROUND.name: lambda _: _disc(0.05)[0],
    CHALK.name: _chalk,
    CHARCOAL.name: _charcoal,
    SPECKLE.name: _speckle,
    BRISTLE.name: _bristle,
}
