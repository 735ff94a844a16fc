"""Planes of pixels scaled, turned and bent: tile by tile, in premultiplied floats where it must."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from editor.document.geometry import PlaneMap, Point
from editor.document.mask import Mask
from editor.document.progress import Progress
from editor.document.resample_filters import Resampling, Taps
from editor.document.resample_loops import Pull, loops, premultiplied, straight
from editor.document.tiles import TILE_PX, Key, Pixels, TilePlane, box_of, keys_of
from ml.api.regions import Box

# Source pixels that are held as floats at a time.
STRIP_PX = 1 << 21
MOST_SAMPLES = 8
_FAR = 1 << 20


@dataclass(frozen=True)
class Warp:
    """How a plane is brought through `way`, which is given in the plane's own frame.

    `held` is the frame of the picture before: where the content ends exactly at its rim, it is
    taken to go on, so that no translucent rim appears. What lands outside `clip` is left out.
    """

    way: PlaneMap
    method: Resampling = Resampling.BICUBIC
    held: Box | None = None
    clip: Box | None = None
    progress: Progress = field(default_factory=Progress)

    @property
    def is_scaling(self) -> bool:
        """Whether rows stay rows and columns columns, in the same order."""
        (a, b, _), (d, e, _), _ = self.way.rows
        return self.way.is_affine and b == 0.0 and d == 0.0 and a > 0.0 and e > 0.0


def warped(plane: TilePlane, warp: Warp) -> TilePlane:
    """A new plane with what `plane` shows after the warp; exact maps copy every pixel."""
    twin = Mask() if isinstance(plane, Mask) else TilePlane(plane.channels, plane.depth)
    if warp.way.is_identity:
        return plane.share()
    make = _maker(plane, warp)
    for key in target_keys(plane, warp):
        tile = make(key)
        if tile is not None:
            twin.put(*key, tile)
        warp.progress.step()
    return twin


def target_keys(plane: TilePlane, warp: Warp) -> list[Key]:
    """The tiles that `warped` will make: one step of progress each."""
    bounds = plane.bounds
    if bounds.is_empty or warp.way.is_identity:
        return []
    reach = 0 if warp.way.is_exact else math.ceil(warp.method.radius)
    around = warp.way.box(bounds.padded(reach) if warp.way.is_affine else bounds)
    around = around.intersection(Box(-_FAR, -_FAR, _FAR, _FAR))
    return list(keys_of(around if warp.clip is None else around.intersection(warp.clip)))


def warped_box(plane: TilePlane, warp: Warp, box: Box) -> Pixels:
    """The pixels of `box` after the warp, as `warped` would give them: for a preview."""
    make = _maker(plane, warp)
    out = np.zeros(plane.shape_of(box.height, box.width), plane.depth)
    for key in keys_of(box):
        tile = make(key)
        if tile is not None:
            place = box_of(key)
            part = place.intersection(box)
            inside = part.moved(-place.left, -place.top).slices
            out[part.moved(-box.left, -box.top).slices] = tile[inside]
    return out


def _maker(plane: TilePlane, warp: Warp) -> Callable[[Key], Pixels | None]:
    back = warp.way.inverse()
    if warp.way.is_exact:
        return lambda key: _copied(plane, back, key)
    if warp.is_scaling:
        return lambda key: _scaled(plane, warp, key)
    return lambda key: _bent(plane, warp, back, key)


# -- exact -----------------------------------------------------------------------------------


def _copied(plane: TilePlane, back: PlaneMap, key: Key) -> Pixels | None:
    """The tile of a quarter turn, mirror or whole move: the same numbers elsewhere."""
    source = back.box(box_of(key))
    if not _holds(plane, source):
        return None
    pixels = plane.read(source)
    (a, b, _), (d, e, _), _ = back.rows
    if abs(a) < 0.5:
        pixels = pixels.swapaxes(0, 1)
        right, down = d, b
    else:
        right, down = a, e
    if right < 0:
        pixels = pixels[:, ::-1]
    if down < 0:
        pixels = pixels[::-1]
    return np.ascontiguousarray(pixels)


# -- scaled ----------------------------------------------------------------------------------


def _scaled(plane: TilePlane, warp: Warp, key: Key) -> Pixels | None:
    """The tile by two passes of a filter as wide as antialiasing needs."""
    place = box_of(key)
    (a, _, c), (_, e, f), _ = warp.way.rows
    rim = _rim(plane, warp)
    across = Taps.of(place.left, place.right, a, c, warp.method).held(rim.left, rim.right)
    out = np.zeros(plane.tile_shape, plane.depth)
    is_blank = True
    for top, bottom in _strips(place, across.width, e):
        down = Taps.of(top, bottom, e, f, warp.method).held(rim.top, rim.bottom)
        source = Box(across.first, down.first, across.last + 1, down.last + 1)
        if _holds(plane, source):
            is_blank = False
            planes = premultiplied(plane.read(source))
            planes = across.apply(down.apply(planes, axis=0), axis=1)
            out[top - place.top : bottom - place.top] = straight(planes, plane.depth)
    return None if is_blank else out


def _strips(place: Box, width: int, scale: float) -> Iterator[tuple[int, int]]:
    rows = max(1, min(TILE_PX, int(STRIP_PX * scale / max(1, width))))
    for top in range(place.top, place.bottom, rows):
        yield top, min(top + rows, place.bottom)


def _rim(plane: TilePlane, warp: Warp) -> Box:
    """Where the content is taken to go on beyond its end."""
    if warp.held is None:
        return Box(-_FAR, -_FAR, _FAR, _FAR)
    content, held = plane.bounds, warp.held
    return Box(
        held.left if content.left == held.left else -_FAR,
        held.top if content.top == held.top else -_FAR,
        held.right if content.right == held.right else _FAR,
        held.bottom if content.bottom == held.bottom else _FAR,
    )


# -- bent ------------------------------------------------------------------------------------


def _bent(plane: TilePlane, warp: Warp, back: PlaneMap, key: Key) -> Pixels | None:
    """The tile of any other map: each pixel pulls its colour from where it came."""
    place = box_of(key)
    near = _source_of(place, back, plane.bounds, warp.method.radius)
    if near.is_empty or not _holds(plane, near):
        return None
    level, samples = _fineness(warp, back, _middle_of(place, near, back))
    scale = 1 << level
    reach = math.ceil(warp.method.radius) + 1
    box = Box(
        near.left // scale, near.top // scale, -(-near.right // scale), -(-near.bottom // scale)
    )
    box = box.padded(reach)
    shrink = PlaneMap.scaling(1 / scale, 1 / scale)
    to_block = PlaneMap.moving(-box.left, -box.top) @ shrink @ back
    pull = Pull(to_block @ PlaneMap.moving(place.left, place.top), warp.method, samples)
    out = np.zeros(plane.tile_shape, plane.depth)
    loops().pull(plane.read_level(level, box), out, pull)
    return out


def _source_of(place: Box, back: PlaneMap, bounds: Box, radius: float) -> Box:
    """What of the content a tile may see; all of it where the horizon crosses the tile."""
    reach = math.ceil(radius) + 1
    g, h, i = back.rows[2]
    depths = [
        g * x + h * y + i for x in (place.left, place.right) for y in (place.top, place.bottom)
    ]
    content = bounds.padded(reach)
    if min(depths) <= 1e-9 * max(map(abs, depths)):
        return content
    return back.box(place).padded(reach).intersection(content)


def _middle_of(place: Box, near: Box, back: PlaneMap) -> Point:
    """A place of the tile where something is seen."""
    middle = ((near.left + near.right) / 2, (near.top + near.bottom) / 2)
    try:
        x, y = back.inverse().apply(*middle)
    except (ArithmeticError, ValueError):
        x, y = place.left + TILE_PX / 2, place.top + TILE_PX / 2
    return min(max(x, place.left), place.right), min(max(y, place.top), place.bottom)


def _fineness(warp: Warp, back: PlaneMap, place: Point) -> tuple[int, int]:
    """Which display level to read, and into how many samples each way a pixel is divided."""
    if warp.method is Resampling.NEAREST:
        return 0, 1
    least, most = back.stretch(*place)
    if not math.isfinite(most):
        return 0, MOST_SAMPLES
    # Levels are plain averages: only where even the finer direction shrinks four times.
    level = max(0, math.floor(math.log2(max(least, 1e-9))) - 1)
    samples = math.ceil(most / (1 << level) - 0.01)
    return level, max(1, min(MOST_SAMPLES, samples))


def _holds(plane: TilePlane, box: Box) -> bool:
    """Whether any tile under `box` holds something."""
    stored = plane.keys()
    wanted = (-(-box.width // TILE_PX) + 1) * (-(-box.height // TILE_PX) + 1)
    if wanted > len(stored):
        return any(not box_of(key).intersection(box).is_empty for key in list(stored))
    return any(key in stored for key in keys_of(box))
