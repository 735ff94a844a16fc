"""A whole enlargement: networks tile by tile, any factor up to eight, rows as they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from ml.api.errors import BadInput, GeneratorError
from ml.api.generator import Resources
from ml.api.images import Depth
from ml.api.progress import Progress
from ml.enlarging.alpha import extended_colours
from ml.enlarging.choosing import steps_for
from ml.enlarging.enlarger import Enlarger
from ml.enlarging.networks import Known, Network, known_networks, load_network
from ml.enlarging.plan import passes
from ml.enlarging.room import Need, tile_px_for
from ml.enlarging.strips import Made, Size, collected, fitted
from ml.enlarging.wish import LARGEST_PX, Wish
from ml.store.failures import WeightsMismatch

Picture = NDArray[np.float32]
Info = dict[str, bool | int | float | str]


@dataclass(frozen=True)
class Pass:
    """One loaded network of a run, with the crisp one beside it, if any."""

    network: Network
    crisp: Network | None = None


@dataclass(frozen=True)
class Enlarged:
    """The larger picture in the depth asked for, and what is worth saying about it."""

    picture: Made
    info: Info


class Enlargement:
    """Enlarges in as many passes as it takes and shrinks from there to the factor."""

    def __init__(self) -> None:
        self._resources = Resources()
        self._loaded: dict[str, Network] = {}
        self._there: tuple[Known, ...] = ()

    def load(self, resources: Resources) -> None:
        self._resources = resources
        self._there = known_networks(resources.weights)
        self._loaded.clear()

    def unload(self) -> None:
        self._loaded.clear()

    def run(self, image: Picture, wish: Wish, depth: Depth, progress: Progress) -> Enlarged:
        """Rows x columns x 3 or 4 in 0..1; raises `BadInput` where it would be too large.

        Also raises `WeightsMissing`, and `GeneratorError` for weights that are of something else.
        """
        wanted = _wanted(image, wish.factor)
        progress.set(0.0, "loading the model")
        *before, last = passes_of = self._passes(wish)
        parts = _parts(progress, [one.network.scale for one in passes_of])
        picture = _readied(image)
        for one, part in zip(before, parts, strict=False):
            picture = self._whole(self._enlarger(one, wish, picture), picture, part)
        enlarger = self._enlarger(last, wish, picture)
        rows = fitted(enlarger.rows(picture, parts[-1]), _large(picture, enlarger), wanted)
        made = collected(rows, (*wanted, picture.shape[2]), depth)
        progress.set(1.0)
        return Enlarged(made, _info(passes_of, enlarger))

    def _enlarger(self, one: Pass, wish: Wish, picture: Picture) -> Enlarger:
        """With tiles as large as this machine has room for, or as it was told to take."""
        network = one.network
        need = Need(network.bytes_px, network.reach_px, network.scale)
        tile_px = tile_px_for(self._resources.device, need, picture.shape[1])
        told = self._resources.tile_px
        return Enlarger(network, one.crisp, wish.crisp, min(tile_px, told) if told else tile_px)

    def _whole(self, enlarger: Enlarger, picture: Picture, progress: Progress) -> Picture:
        """A pass whose result the next one needs at full precision."""
        shape = (*_large(picture, enlarger), picture.shape[2])
        made = collected(enlarger.rows(picture, progress), shape, "float32")
        return made.astype(np.float32, copy=False)

    def _passes(self, wish: Wish) -> list[Pass]:
        steps = steps_for(wish, self._there, self._resources.device)
        made = [Pass(self._network(s.network), s.crisp and self._network(s.crisp)) for s in steps]
        if steps[0].network.scale:
            return made
        # A file of the person: how often it must run is known only now.
        return made * len(passes(wish.factor, (made[0].network.scale,)))

    def _network(self, known: Known) -> Network:
        """Loaded once; it stays for the next job."""
        if known.name not in self._loaded:
            try:
                self._loaded[known.name] = load_network(known, self._resources)
            except WeightsMismatch as error:
                raise GeneratorError(str(error)) from error
        return self._loaded[known.name]


def _parts(progress: Progress, scales: Sequence[int]) -> list[Progress]:
    """A stretch of the progress for each pass, as long as the pixels that it is shown."""
    shown = np.cumprod([1, *(scale * scale for scale in scales[:-1])], dtype=np.float64)
    ends = 0.02 + 0.93 * np.cumsum(shown) / shown.sum()
    starts = [0.02, *ends[:-1]]
    return [progress.part(float(a), float(b)) for a, b in zip(starts, ends, strict=True)]


def _readied(image: Picture) -> Picture:
    """The picture with colours where nothing is visible, so that no hidden ones bleed out."""
    if image.shape[2] != 4:
        return image
    colours, alpha = image[..., :3], image[..., 3]
    return np.dstack([extended_colours(colours, alpha), alpha])


def _large(picture: Picture, enlarger: Enlarger) -> Size:
    return picture.shape[0] * enlarger.scale, picture.shape[1] * enlarger.scale


def _wanted(image: Picture, factor: float) -> Size:
    rows, columns = (max(1, round(side * factor)) for side in image.shape[:2])
    if max(rows, columns) > LARGEST_PX:
        raise BadInput(
            f"The result would be {columns} × {rows} px; at most {LARGEST_PX} px a side "
            "are possible: choose a smaller factor."
        )
    return rows, columns


def _info(run: Sequence[Pass], last: Enlarger) -> Info:
    scales = [one.network.scale for one in run]
    info: Info = {
        "model": ", then ".join(one.network.title for one in run),
        "model_factor": prod(scales),
        "tile_px": last.tile_px,
    }
    if last.strength:
        info["crisp_by"] = last.crisp.title if last.crisp else "sharpening"
    return info
