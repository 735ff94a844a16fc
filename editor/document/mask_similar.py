"""Finds the pixels of a picture whose colour is near another one, tile by tile."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from editor.document.mask import FULL, Mask
from editor.document.tiles import Pixels, box_of, keys_of
from ml.api.regions import Box

Coverage = NDArray[np.uint8]
Sample = Callable[[Box], Pixels]
"""Straight RGBA (h, w, 4) of a box on the canvas, 8 or 16 bit; may be asked in any thread."""
Colour = tuple[int, int, int, int]
"""Straight RGBA in the integers of the picture's own depth."""


def _opencv() -> ModuleType:
    # Imported late: it takes as long to load as an empty window, and is rarely needed.
    return importlib.import_module("cv2")


def colour_at(sample: Sample, x: int, y: int, *, radius_px: int, canvas: Box) -> Colour:
    """The mean colour of the square around a pixel; colours count by how opaque they are."""
    around = Box(x - radius_px, y - radius_px, x + radius_px + 1, y + radius_px + 1)
    pixels = sample(around.intersection(canvas)).reshape(-1, 4).astype(np.float64)
    weights = pixels[:, 3]
    if weights.sum() == 0:
        return (0, 0, 0, 0)
    colour = (pixels[:, :3] * weights[:, None]).sum(axis=0) / weights.sum()
    red, green, blue = (int(part) for part in np.rint(colour))
    return red, green, blue, round(float(weights.mean()))


def steps_of(pixels: Pixels, tolerance: int) -> int:
    """A tolerance of 0 to 255 in the steps of the picture's depth."""
    return tolerance * 257 if pixels.dtype == np.uint16 else tolerance


def near(pixels: Pixels, colour: Colour, tolerance: int) -> Coverage:
    """255 where no channel of straight RGBA differs from `colour` by more than `tolerance`.

    `tolerance` is 0 to 255 in either depth. Where both are clear, colours do not matter.
    """
    cv2 = _opencv()
    reach = steps_of(pixels, tolerance)
    if colour[3] == 0:
        clear = np.ascontiguousarray(pixels[..., 3])
        found: Coverage = cv2.inRange(clear, 0, reach)
        return found
    top = int(np.iinfo(pixels.dtype).max)
    low = [max(0, part - reach) for part in colour]
    high = [min(top, part + reach) for part in colour]
    found = cv2.inRange(np.ascontiguousarray(pixels), np.array(low), np.array(high))
    return found


def distance(pixels: Pixels, colours: Sequence[Colour]) -> Coverage:
    """How far each pixel of straight RGBA is from the nearest colour, in steps of 8 bits (h, w).

    The distance is the largest difference of one channel, alpha among them.
    """
    cv2 = _opencv()
    pixels = np.ascontiguousarray(pixels)
    nearest: NDArray[np.uint8] | None = None
    for colour in colours:
        apart = cv2.absdiff(pixels, np.array([colour], np.float64).reshape(4))
        if pixels.dtype == np.uint16:
            apart = ((apart.astype(np.uint32) + 128) // 257).astype(np.uint8)
        red, green, blue, alpha = cv2.split(apart)
        far = cv2.max(cv2.max(red, green), cv2.max(blue, alpha))
        nearest = far if nearest is None else cv2.min(nearest, far)
    return np.full(pixels.shape[:2], 255, np.uint8) if nearest is None else nearest


def everywhere(sample: Sample, colour: Colour, tolerance: int, canvas: Box) -> Mask:
    """All pixels near `colour`, wherever they are."""
    out = Mask()
    for key in keys_of(canvas):
        box = box_of(key).intersection(canvas)
        out.write(box, near(sample(box), colour, tolerance))
    return out


def falloff(fuzziness: int) -> Coverage:
    """Coverage for each distance 0 to 255: full up to half of `fuzziness`, nothing beyond it."""
    steps = np.arange(256, dtype=np.float64)
    half = fuzziness / 2
    soft = (fuzziness + 1 - steps) / (fuzziness + 1 - half)
    return np.rint(np.clip(soft, 0, 1) * FULL).astype(np.uint8)


def with_falloff(distances: Mask, fuzziness: int) -> Mask:
    """The selection that a plane of distances (stored as 255 less the distance) gives."""
    table = falloff(fuzziness)[::-1].copy()
    out = Mask()
    for row, col in list(distances.keys()):
        tile = distances.tile(row, col)
        if tile is not None:
            out.put(row, col, table[tile])
    return out


def nearness(sample: Sample, colours: Sequence[Colour], canvas: Box) -> Mask:
    """255 less the distance to the nearest of `colours`, so that what is far away costs nothing."""
    out = Mask()
    for key in keys_of(canvas):
        box = box_of(key).intersection(canvas)
        out.write(box, FULL - distance(sample(box), colours))
    return out
