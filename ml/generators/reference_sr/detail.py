"""What references that are laid out over a picture add to its plain enlargement.

Only what the plain way cannot bring back is added: the laid out reference less what is left of it
after it was made small and enlarged in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.generators.reference_sr.looks import luminance
from ml.generators.reference_sr.resampling import grown, shrunken

Picture = NDArray[np.float32]
Enlarge = Callable[[Picture], Picture]
"""Rows x columns x 3 to `factor` times the sides: the plain way."""

BROAD_PX = 2.5
"""Sigma in pixels of the small picture: colours and contrast are brought together at this size."""
FINE_PX = 1.2
"""What is finer than this is compared to tell how far a reference can be believed."""
TOLD_PX = 2.0
LEAST_CONTRAST, MOST_CONTRAST = 0.5, 2.0
NOISE = 1.0 / 255
LEAST_WEIGHT = 1e-4


@dataclass(frozen=True)
class Detail:
    """What the references know more: large rows x columns x 3.

    likeness: how well the finest of what both know agrees, at the small size, -1..1; 0 where no
    reference lies.
    """

    added: Picture
    likeness: Picture


def detail_of(small: Picture, plain: Picture, laid: Sequence[Picture], enlarge: Enlarge) -> Detail:
    """`laid`: for each reference rows x columns x 4, colours times weight, and weight."""
    factor = plain.shape[0] // small.shape[0]
    total = np.zeros((*plain.shape[:2], 1), np.float32)
    sum_of = np.zeros_like(plain)
    for sheet in laid:
        weight = sheet[..., 3:]
        if weight.max(initial=0.0) <= LEAST_WEIGHT:
            continue
        colours = np.where(weight > LEAST_WEIGHT, sheet[..., :3] / np.maximum(weight, 1e-6), plain)
        sum_of += weight * _matched(small, colours, factor)
        total += weight
    matched = np.where(total > LEAST_WEIGHT, sum_of / np.maximum(total, 1e-6), plain)
    matched = matched.astype(np.float32, copy=False)
    seen = shrunken(matched, factor)
    covered = cv2.resize(
        (total[..., 0] > LEAST_WEIGHT).astype(np.float32), small.shape[1::-1],
        interpolation=cv2.INTER_AREA,
    )  # fmt: skip
    likeness = _likeness(luminance(small), luminance(seen)) * (covered > 0.99)
    return Detail(matched - enlarge(np.clip(seen, 0, 1)), likeness.astype(np.float32))


def _matched(small: Picture, colours: Picture, factor: int) -> Picture:
    """The reference in the colours and the contrast of the picture, as it is around each place."""
    seen = shrunken(colours, factor)
    mean, other = _soft(small, BROAD_PX), _soft(seen, BROAD_PX)
    here, there = luminance(small - mean), luminance(seen - other)
    both, own = _soft(here * there, BROAD_PX), _soft(there * there, BROAD_PX)
    floor = np.float32(NOISE**2)
    contrast = np.clip((both + floor) / (own + floor), LEAST_CONTRAST, MOST_CONTRAST)
    gain = grown(np.asarray(contrast[..., None], np.float32), factor)
    made = grown(mean, factor) + gain * (colours - grown(other, factor))
    return np.asarray(made, np.float32)


def _likeness(here: Picture, there: Picture) -> Picture:
    a = np.asarray(here - _soft(here, FINE_PX), np.float32)
    b = np.asarray(there - _soft(there, FINE_PX), np.float32)
    floor = np.float32(NOISE**2 / 4)
    own = (_soft(a * a, TOLD_PX) + floor) * (_soft(b * b, TOLD_PX) + floor)
    return np.asarray(_soft(a * b, TOLD_PX) / np.sqrt(own), np.float32)


def _soft(picture: Picture, sigma_px: float) -> Picture:
    soft = cv2.GaussianBlur(picture, (0, 0), sigma_px, borderType=cv2.BORDER_REFLECT)
    return np.asarray(soft, np.float32)


def consistent(small: Picture, plain: Picture, change: Picture, confidence: Picture) -> Picture:
    """The change that makes the result shrink to the picture again, where anything is changed.

    `change` is large and already weighed; `confidence` (small, 0..1) bounds what is corrected.
    """
    factor = plain.shape[0] // small.shape[0]
    for _ in range(2):
        missing = (small - shrunken(plain + change, factor)) * confidence[..., None]
        change = change + grown(missing, factor) * (confidence_at(confidence, factor) > 0)
    return change


def confidence_at(confidence: Picture, factor: int) -> Picture:
    """Small to large, rows x columns x 1; nothing where nothing is around."""
    size = (confidence.shape[1] * factor, confidence.shape[0] * factor)
    return np.asarray(cv2.resize(confidence, size, interpolation=cv2.INTER_LINEAR), np.float32)[
        ..., None
    ]
