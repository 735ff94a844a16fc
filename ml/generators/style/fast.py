"""Style transfer in one go (AdaIN), for pictures of any size with one set of statistics.

Huang and Belongie 2017. The first pass looks at all tiles and adds their statistics up, the second
paints them with those of the whole, so that no tile differs from its neighbour.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from ml.api.generator import InfoValue, Resources
from ml.api.progress import NoProgress, Progress
from ml.api.regions import Box
from ml.generators.style.commission import Commission, Picture
from ml.generators.style.latents import (
    CELL_PX,
    DECODER_REACH,
    Latents,
    Moments,
    cells_of,
    encoded,
)
from ml.generators.style.networks import FastNetworks
from ml.generators.style.spec import TILE_PX, StyleParams

STYLE_SIDE_PX = 512
LEAST_STYLE_PX = 64
"""Smaller style pictures are enlarged: statistics need something to be of."""
LEAST_SIDE_PX = 64
"""Coarse versions are not made smaller."""
LEAST_PX = 2 * CELL_PX
"""The decoder mirrors its rim, for which it needs two cells."""
DRAFT_PX = 256
DRAFTED_ABOVE = 1 << 20
"""Pictures of more pixels than this are drafted first, to be seen at once."""
LEAST_COVER = 1e-6
FARTHEST = 3.0
"""In standard deviations of the style: features beyond a region are kept within that."""
FADE = 0.25
"""Below this strength the photograph itself shines through, so that 0 changes nothing."""


class Networks(Protocol):
    """What encodes and decodes; tests give small ones."""

    def encode(self, pictures: Tensor) -> Tensor: ...

    def decode(self, latents: Tensor) -> Tensor: ...


class FastPainter:
    """Paints commissions with one pair of networks; keeps the statistics of the last styles."""

    texts: Mapping[str, str] = {}

    def __init__(self, networks: Networks, device: str, tile_px: int) -> None:
        self.networks = networks
        self._device = device
        self._tile_px = tile_px
        self._known: dict[bytes, Moments] = {}
        self.info: Mapping[str, InfoValue] = {"tile_px": tile_px}

    def paint(self, work: Commission, params: StyleParams, progress: Progress) -> Picture:
        """The colours of the commission's box, painted; raises `Cancelled`."""
        rows, columns = work.colours.shape[:2]
        if min(rows, columns) < LEAST_PX:
            larger = _resized(work, (max(rows, LEAST_PX), max(columns, LEAST_PX)))
            return _resized_picture(self.paint(larger, params, progress), (rows, columns))
        progress.set(0.0, "reading the style")
        styles = [self.moments_of(style, params.style_scale) for style in work.styles]
        self._draft(work, params, styles, progress)
        coarse = _coarse_size(rows, columns, params.detail)
        if coarse is None:
            return self._painted(work, params, styles, progress.part(0.02, 1.0))
        share = (coarse[0] * coarse[1]) / (rows * columns)
        turn = 0.02 + 0.98 * share / (1.0 + share)
        small = self._painted(_resized(work, coarse), params, styles, progress.part(0.02, turn))
        broad = cv2.resize(small, (columns, rows), interpolation=cv2.INTER_CUBIC)
        ground = work.with_colours(np.clip(broad, 0.0, 1.0, dtype=np.float32))
        painted = self._painted(ground, params, styles, progress.part(turn, 1.0))
        return _faded(painted, work.colours, params.strength)

    def moments_of(self, style: Picture, scale: float = 1.0) -> Moments:
        """Statistics of a style picture, looked at with its longest side at 512 px times scale."""
        seen = _style_picture(style, scale)
        key = hashlib.blake2b(seen.tobytes(), digest_size=16).digest()
        if key not in self._known:
            latents = encoded(seen, self.networks.encode, self._tile_px, self._device, _SILENT)
            if len(self._known) >= 32:
                self._known.clear()
            self._known[key] = latents.moments(np.ones((latents.rows, latents.columns), np.float32))
        return self._known[key]

    def _painted(
        self,
        work: Commission,
        params: StyleParams,
        styles: Sequence[Moments],
        progress: Progress,
    ) -> Picture:
        tile_px = self._tile_px
        latents = encoded(
            work.colours, self.networks.encode, tile_px, self._device, progress.part(0.0, 0.5)
        )
        changes = [
            _change(latents, region.cover * work.visible, _mixed(styles, region.shares))
            for region in work.regions
        ]
        where = cells_of_regions([region.cover for region in work.regions])
        made = np.empty_like(work.colours)
        places = latents.tiles(tile_px)
        part = progress.part(0.5, 1.0)
        for number, cells in enumerate(places):
            part.set(number / len(places), f"painting, tile {number + 1} of {len(places)}")
            seen = cells.padded(DECODER_REACH).intersection(latents.box)
            here = Cells(where.weights[:, *seen.slices], where.beyond[seen.slices])
            mixed = restyled(latents.read(seen), changes, here, params.strength)
            decoded = self.networks.decode(mixed[None].to(self._device))[0].cpu().numpy()
            _put(made, decoded, cells, seen)
        progress.set(1.0)
        if params.detail >= 1.0:
            return _faded(made, work.colours, params.strength)
        return made

    def _draft(
        self,
        work: Commission,
        params: StyleParams,
        styles: Sequence[Moments],
        progress: Progress,
    ) -> None:
        rows, columns = work.colours.shape[:2]
        if rows * columns < DRAFTED_ABOVE:
            return
        scale = DRAFT_PX / max(rows, columns)
        size = (max(LEAST_SIDE_PX, round(rows * scale)), max(LEAST_SIDE_PX, round(columns * scale)))
        small = self._painted(_resized(work, size), params, styles, progress.part(0.0, 0.0))
        progress.preview(small)


class Change(NamedTuple):
    """Equation 8 of the paper: what is multiplied and added by channel, (channels, 1, 1).

    `low` and `high` are what the style's own features hardly go beyond.
    """

    factor: Tensor
    offset: Tensor
    low: Tensor
    high: Tensor


class Cells(NamedTuple):
    """How much of each region a cell is (regions, rows, columns; adds up to 1).

    `beyond` (rows, columns) is true where a cell is in none: there it is the nearest region's.
    """

    weights: NDArray[np.float32]
    beyond: NDArray[np.bool_]


def cells_of_regions(covers: Sequence[NDArray[np.float32]]) -> Cells:
    """Where covers overlap they share; what none covers is the nearest one's."""
    weights = np.stack([cells_of(cover) for cover in covers])
    total = weights.sum(axis=0)
    beyond = total < LEAST_COVER
    if beyond.any():
        away = np.stack([_distance(weight) for weight in weights])
        nearest = np.arange(len(weights))[:, None, None] == away.argmin(axis=0)
        weights = np.where(beyond, nearest.astype(np.float32), weights)
        total = weights.sum(axis=0)
    return Cells((weights / total).astype(np.float32), beyond)


def _distance(weight: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of each cell to the nearest that a region covers."""
    outside = (weight < LEAST_COVER).astype(np.uint8)
    if outside.all():
        return np.full(weight.shape, np.inf, np.float32)
    return np.asarray(cv2.distanceTransform(outside, cv2.DIST_L2, 5), np.float32)


def restyled(latent: Tensor, changes: Sequence[Change], here: Cells, strength: float) -> Tensor:
    """Latents (channels, rows, columns) with each region's change where its weight says so.

    A cell beyond all regions is not seen, but the decoder looks at it from its neighbours: what a
    region's statistics make of a thing that is not in it may be a hundred times too strong, and is
    held within what the style knows.
    """
    mixed = torch.zeros_like(latent)
    beyond = torch.from_numpy(here.beyond) if here.beyond.any() else None
    for change, weight in zip(changes, here.weights, strict=True):
        made = latent * change.factor + change.offset
        if beyond is not None:
            held = torch.minimum(torch.maximum(made, change.low), change.high)
            made = torch.where(beyond, held, made)
        mixed += made if len(changes) == 1 else torch.from_numpy(weight) * made
    return torch.lerp(latent, mixed, strength)


def _change(latents: Latents, cover: NDArray[np.float32], style: Moments) -> Change:
    weight = cells_of(cover)
    if not (weight > 0).any():
        weight = np.ones_like(weight)
    own = latents.moments(weight)
    factor = style.deviation / own.deviation
    reach = FARTHEST * style.deviation
    parts = (factor, style.mean - own.mean * factor, style.mean - reach, style.mean + reach)
    return Change(*(part[:, None, None] for part in parts))


def _mixed(styles: Sequence[Moments], shares: Sequence[float]) -> Moments:
    """The convex mixture of what each style alone would give: statistics mix as results do."""
    mean = sum(
        (share * one.mean for one, share in zip(styles, shares, strict=True)), torch.zeros(1)
    )
    deviation = sum(
        (share * one.deviation for one, share in zip(styles, shares, strict=True)), torch.zeros(1)
    )
    return Moments(mean, deviation)


def _style_picture(style: Picture, scale: float) -> Picture:
    rows, columns = style.shape[:2]
    ratio = STYLE_SIDE_PX * scale / max(rows, columns)
    size = (max(1, round(rows * ratio)), max(1, round(columns * ratio)))
    if min(size) < LEAST_STYLE_PX:
        size = (max(size[0], LEAST_STYLE_PX), max(size[1], LEAST_STYLE_PX))
    return _resized_picture(style, size)


def _coarse_size(rows: int, columns: int, detail: float) -> tuple[int, int] | None:
    size = (round(rows * detail), round(columns * detail))
    return None if detail >= 1.0 or min(size) < LEAST_SIDE_PX else size


def _resized(work: Commission, size: tuple[int, int]) -> Commission:
    regions = tuple(
        type(region)(_resized_picture(region.cover, size), region.shares) for region in work.regions
    )
    visible = _resized_picture(work.visible, size)
    colours = _resized_picture(work.colours, size)
    return Commission(work.box, colours, visible, work.styles, regions, work.is_masked)


def _resized_picture(picture: Picture, size: tuple[int, int]) -> Picture:
    """To (rows, columns): the mean of what was there where it shrinks, else bilinear."""
    shrinks = size[0] < picture.shape[0] or size[1] < picture.shape[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    source = np.ascontiguousarray(picture, np.float32)
    return np.asarray(cv2.resize(source, (size[1], size[0]), interpolation=how), np.float32)


def _put(made: Picture, decoded: NDArray[np.float32], cells: Box, seen: Box) -> None:
    """The middle of a decoded tile into the picture, without what lies beyond its end."""
    inner = cells.moved(-seen.left, -seen.top)
    top, left = cells.top * CELL_PX, cells.left * CELL_PX
    bottom = min(cells.bottom * CELL_PX, made.shape[0])
    right = min(cells.right * CELL_PX, made.shape[1])
    from_top, from_left = inner.top * CELL_PX, inner.left * CELL_PX
    part = decoded[:, from_top : from_top + bottom - top, from_left : from_left + right - left]
    made[top:bottom, left:right] = part.transpose(1, 2, 0)


def _faded(painted: Picture, photo: Picture, strength: float) -> Picture:
    if strength < FADE:
        share = np.float32(strength / FADE)
        painted *= share
        painted += (np.float32(1.0) - share) * photo
    return painted


_SILENT = NoProgress()


def painter(resources: Resources, params: StyleParams) -> FastPainter:
    """The method `fast`; raises `WeightsMissing`."""
    del params
    tile_px = resources.tile_px or TILE_PX
    return FastPainter(FastNetworks(resources), resources.device, tile_px)
