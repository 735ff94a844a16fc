"""Fills a hole in a picture with pixels copied from elsewhere in it."""

# numpy's and OpenCV's stubs forget float32 where the code keeps it; numba types its own arguments.
# pyright: reportReturnType=false

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ml.patch.engine import Engine, Rung, engine_for
from ml.patch.melding import GUIDED_PULL, PULL, Patchwork
from ml.patch.options import EFFORTS, Effort, FillOptions, NoSource, WrongShape
from ml.patch.pyramid import Bools, Floats, Layer, Softened, build, measure_texture
from ml.patch.tiles import Finish, settle_in_tiles, tile_for

MATCHING, COPYING, MELDING = "matching patches", "copying pixels", "levelling light"

Report = Callable[[float, str], None]

MATCHED, COPIED = 0.62, 0.95
"""The shares of the time after which all levels are matched, and the pixels to copy are chosen."""

CROP_PIXELS = 8_000_000
"""A larger hole box is worked on whole; a smaller one sees no more of the picture than this."""


def fill(  # noqa: PLR0913 - the picture, its masks and how; the last four are optional
    image: Floats,
    hole: Bools,
    *,
    source: Bools | None = None,
    guide: Floats | None = None,
    options: FillOptions | None = None,
    progress: Report | None = None,
) -> Floats:
    """The picture with its hole filled; every pixel outside the hole is the same number.

    image: rows x columns x 3, float32 sRGB 0..1, any values inside the hole. hole: rows x columns.
    source: where pixels may be copied from, everywhere outside the hole if None. guide: a guess of
    the whole picture that is right in its coarse structure; the fill follows it with real pixels.
    progress is called several times a second with the share done and the stage; what it raises
    ends the fill. Raises `NoSource` and `WrongShape`.
    """
    options = options or FillOptions()
    say = progress or _say_nothing
    _check_shapes(image, hole, source, guide)
    hole = np.asarray(hole, bool)
    source = ~hole if source is None else np.asarray(source, bool) & ~hole
    if not hole.any():
        return image.copy()
    here = _surroundings(hole, source, near=source.sum() == (~hole).sum())
    part = np.asarray(image, np.float32)[here]
    first = _first_layer(part, (hole[here], source[here]), guide, here, options)
    engine = engine_for(options.device)
    copies, soft = _solve(first, engine, options, say)
    del first
    filled = image.copy()
    if options.exact:
        filled[here][hole[here]] = part[tuple(copies.T)]
    else:
        pull = PULL if guide is None else GUIDED_PULL
        sweeps = EFFORTS[options.quality].levelling
        work = Patchwork(part, hole[here], source[here], copies, soft, pull, sweeps)
        filled[here][hole[here]] = engine.meld(work, partial(_tell, say, (COPIED, 1.0, MELDING)))
    say(1.0, "done")
    return filled


def _solve(
    first: Layer, engine: Engine, options: FillOptions, say: Report
) -> tuple[NDArray[np.int32], Floats]:
    """Where each hole pixel is copied from (n x 2), and what was voted there (n x 3).

    The coarsest level is settled first; each finer one takes over what it has found. Whatever is
    done with is let go at once.
    """
    effort = EFFORTS[options.quality]
    tile_px = tile_for(first.hole.size, options.tile_px)
    layers = build(first, effort.radius, effort.least_levels)
    shares = MATCHED * _shares(layers, effort)
    level: Rung | None = None
    for number in range(len(layers)):
        start, end = shares[number : number + 2]
        layer, rounds = layers.pop(), effort.rounds_at(len(layers))
        if len(layers) < _guided_from(options):
            layer = replace(layer, guide=None)
        say(start, MATCHING)
        if level is not None and tile_px is not None and not layers:
            finish = Finish(engine, effort, options.guide_weight, options.seed * 1009, tile_px)
            return settle_in_tiles(
                layer, level, finish, partial(_tell, say, (start, COPIED, MATCHING))
            )
        coarse, level = level, engine.rung(layer, effort, options.guide_weight)
        seed = options.seed * 1009 + number * 101
        if coarse is None and layer.guide is None:
            level.peel(seed, partial(_tell, say, (start, start, MATCHING)))
        elif coarse is not None:
            level.inherit(coarse)
        del coarse
        for turn in range(rounds):
            now, then = start + (end - start) * np.array((turn, turn + 1)) / rounds
            change = level.improve(seed + turn, partial(_tell, say, (now, then, MATCHING)))
            if change < effort.settled:
                break
    if level is None:
        raise NoSource
    return level.choose(partial(_tell, say, (MATCHED, COPIED, COPYING))), level.colours()


def _shares(layers: list[Layer], effort: Effort) -> Floats:
    """The share of the matching that is done before each level, coarsest first, and after all."""
    costs = [
        effort.rounds_at(number) * (np.count_nonzero(layer.hole) + 500) + 0.05 * layer.hole.size
        for number, layer in enumerate(layers)
    ]
    return np.cumsum([0.0, *reversed(costs)]) / sum(costs)


def _tell(say: Report, step: tuple[float, float, str], share: float) -> None:
    """Says how far the whole is when a share of one step of it is done."""
    start, end, stage = step
    say(float(start + (end - start) * share), stage)


def _first_layer(
    part: Floats,
    cells: tuple[Bools, Bools],
    guide: Floats | None,
    here: tuple[slice, slice],
    options: FillOptions,
) -> Layer:
    """The picture at full size, with as soft a guide as its detail allows, and its texture where
    levels are filled without a guide."""
    hole, source = cells
    if guide is None:
        return Layer(part, hole, source, measure_texture(part, hole))
    spread_px = 0.0 if options.guide_scale < 1.25 else 0.5 * options.guide_scale
    texture = measure_texture(part, hole) if _guided_from(options) else None
    return Layer(part, hole, source, texture, Softened(part, hole, guide[here], spread_px))


def _guided_from(options: FillOptions) -> int:
    """The finest level that follows the guide, 0 being full size.

    A level finer than the guide's own detail would find its softness nearest to what is smooth in
    the picture, and lose all grain; there the matches of the level before lead, and the texture.
    """
    return math.floor(math.log2(max(1.0, options.guide_scale)))


def _surroundings(hole: Bools, source: Bools, *, near: bool) -> tuple[slice, slice]:
    """The rows and columns that the fill looks at: the hole and, where it is large, less around.

    A painted source region is always inside; otherwise as much around the hole as it is wide.
    Raises `NoSource`.
    """
    if not source.any():
        raise NoSource
    wanted = hole if near else hole | source
    rows, columns = np.flatnonzero(wanted.any(1)), np.flatnonzero(wanted.any(0))
    height, width = rows[-1] + 1 - rows[0], columns[-1] + 1 - columns[0]
    pad = 16
    if near:
        spare = (CROP_PIXELS**0.5 - max(height, width)) / 2
        pad = int(max(256, min(max(height, width), spare)))
    return (
        slice(max(0, rows[0] - pad), rows[-1] + 1 + pad),
        slice(max(0, columns[0] - pad), columns[-1] + 1 + pad),
    )


def _check_shapes(image: Floats, hole: Bools, source: Bools | None, guide: Floats | None) -> None:
    if image.ndim != 3 or image.shape[2] != 3:
        raise WrongShape("image")
    for what, other in (("mask", hole), ("source region", source), ("guide", guide)):
        if other is not None and other.shape[:2] != image.shape[:2]:
            raise WrongShape(what)


def _say_nothing(share: float, stage: str) -> None:
    pass
