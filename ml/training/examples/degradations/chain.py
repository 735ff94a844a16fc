"""Chains of damage as pictures meet them in life: blurred, resized, noisy, saved more than once.

Many mild steps in random strengths, after the idea of Real-ESRGAN (Wang 2021) and BSRGAN (Zhang
2021), milder than either: what artists bring is old photographs and saved web pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from ml.training.examples.degradations.damage import blur, gaussian_noise, jpeg, shot_noise
from ml.training.examples.degradations.resize import Kernel, Picture, resize


class Degradation(Enum):
    """What low-resolution pictures are made like."""

    CLEAN = "clean"
    """Antialiased bicubic: what benchmarks measure."""
    REALISTIC = "realistic"
    """Blur, resizing by many kernels, noise and JPEG."""


CLEAN_MARGIN = 2
"""Pixels of the small picture that the bicubic kernel sees beyond a crop."""
REALISTIC_MARGIN = 6

SHRINKERS = (Kernel.BICUBIC, Kernel.LINEAR, Kernel.BOX, Kernel.LANCZOS)


def margin_of(degradation: Degradation) -> int:
    """How far beyond a crop, in small pixels, the large picture must reach to degrade it truly."""
    return CLEAN_MARGIN if degradation is Degradation.CLEAN else REALISTIC_MARGIN


@dataclass(frozen=True)
class Severity:
    """The upper ends of the damage; each picture draws its own below them."""

    blur_px: float = 0.6
    """Sigma, in pixels of the small picture."""
    noise: float = 8.0
    """Sigma in 0..255."""
    least_quality: int = 45
    detour: float = 1.6
    """How far from the wanted size the picture may be resized on the way."""


def shrink(
    picture: Picture,
    scale: int,
    degradation: Degradation,
    chance: np.random.Generator,
    severity: Severity | None = None,
) -> Picture:
    """The small picture, sides divided by `scale`; 0..255, neither rounded nor clipped."""
    rows, columns = picture.shape[0] // scale, picture.shape[1] // scale
    if degradation is Degradation.CLEAN:
        return resize(picture, rows, columns)
    return _live(picture, (rows, columns), chance, severity or Severity())


def _live(
    picture: Picture, size: tuple[int, int], chance: np.random.Generator, severity: Severity
) -> Picture:
    scale = picture.shape[0] / size[0]
    if chance.random() < 0.7:
        first, second = chance.uniform(0.0, severity.blur_px * scale, 2)
        even = chance.random() < 0.6
        picture = blur(picture, float(first), float(first if even else second))
    detour = float(np.exp(chance.uniform(np.log(0.75), np.log(severity.detour))))
    rows, columns = (max(8, round(side * detour)) for side in size)
    picture = resize(picture, rows, columns, _any_kernel(chance))
    picture = _noise(picture, severity.noise, chance)
    if chance.random() < 0.6:
        picture = jpeg(picture, int(chance.integers(severity.least_quality, 96)))
    picture = resize(picture, *size, _any_kernel(chance))
    if chance.random() < 0.3:
        picture = _noise(picture, severity.noise / 3, chance)
    if chance.random() < 0.5:
        picture = jpeg(picture, int(chance.integers(max(60, severity.least_quality), 99)))
    return picture


def _any_kernel(chance: np.random.Generator) -> Kernel:
    return SHRINKERS[int(chance.integers(len(SHRINKERS)))]


def _noise(picture: Picture, most: float, chance: np.random.Generator) -> Picture:
    kind = chance.random()
    sigma = float(chance.uniform(0.0, most))
    if kind < 0.4:
        return gaussian_noise(picture, sigma, chance, grey=chance.random() < 0.4)
    if kind < 0.7:
        return shot_noise(picture, sigma, chance)
    return picture
