"""The method `learned`: one pass of a network that was trained to paint in some styles."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import torch
from torch import Tensor

from ml.api.errors import BadInput, GeneratorError, WeightsMissing
from ml.api.generator import InfoValue, Resources
from ml.api.progress import Progress
from ml.generators.style.commission import Commission, Picture
from ml.generators.style.spec import FAMILY, MANY_CARD, TILE_PX, StyleParams
from ml.systems.fast_style.files import (
    Known,
    NoLearnedStyle,
    read_network,
    read_style,
    single,
    with_style,
)
from ml.systems.fast_style.network import MULTIPLE_PX, Statistics, StylePainter

NO_STYLE = (
    f"No learned style is installed: run `pentimento models install {MANY_CARD}` for some, choose "
    "the method “fast”, or train one with `pentimento train style_base`."
)
AUTO = "auto"
FIRST = ("style-base", MANY_CARD)
"""What `auto` prefers."""
STATISTICS_PX = 1024
"""Larger pictures are looked at with this side for statistics, then painted in tiles."""
REACH_PX = 76
"""How far the network looks: 4 + 1 + 2 px on the way in, 12 cells of 4 px, 6 px on the way out."""


class LearnedPainter:
    """Paints in one style whatever the references are."""

    texts: Mapping[str, str] = {}

    def __init__(
        self, painter: StylePainter, info: Mapping[str, InfoValue], resources: Resources
    ) -> None:
        """`painter` has one style."""
        self.painter = painter.to(resources.device)
        self._device = resources.device
        self._tile_px = (resources.tile_px or TILE_PX) // MULTIPLE_PX * MULTIPLE_PX
        self.info = info

    @torch.inference_mode()
    def paint(self, work: Commission, params: StyleParams, progress: Progress) -> Picture:
        """Raises `Cancelled` between tiles."""
        photo = _padded(work.colours)
        self._keep_statistics(photo)
        made = np.empty_like(photo)
        rows, columns = photo.shape[:2]
        tops, lefts = range(0, rows, self._tile_px), range(0, columns, self._tile_px)
        places = [(top, left) for top in tops for left in lefts]
        for number, (top, left) in enumerate(places):
            progress.set(number / len(places), f"painting, tile {number + 1} of {len(places)}")
            above, before = max(0, top - REACH_PX), max(0, left - REACH_PX)
            part = photo[above : top + self._tile_px + REACH_PX]
            part = part[:, before : left + self._tile_px + REACH_PX]
            painted = self._run(part)[top - above :, left - before :]
            here = made[top : top + self._tile_px, left : left + self._tile_px]
            here[:] = painted[: here.shape[0], : here.shape[1]]
        self.painter.take_statistics(Statistics.OWN)
        made = made[: work.colours.shape[0], : work.colours.shape[1]]
        share = np.float32(params.strength)
        return (made * share + work.colours * (1 - share)).astype(np.float32)

    def _keep_statistics(self, photo: Picture) -> None:
        scale = min(1.0, STATISTICS_PX / max(photo.shape[:2]))
        small = photo
        if scale < 1.0:
            size = (round(photo.shape[1] * scale), round(photo.shape[0] * scale))
            shrunk = cv2.resize(photo, size, interpolation=cv2.INTER_AREA)
            small = _padded(np.asarray(shrunk, np.float32))
        self.painter.take_statistics(Statistics.KEEP)
        self._run(small)
        self.painter.take_statistics(Statistics.KEPT)

    def _run(self, part: Picture) -> Picture:
        planes = np.ascontiguousarray(part.transpose(2, 0, 1), np.float32)
        made = self.painter(torch.from_numpy(planes)[None].to(self._device))
        return made[0].clamp(0, 1).permute(1, 2, 0).float().cpu().numpy()


def painter(resources: Resources, params: StyleParams) -> LearnedPainter:
    """Raises `WeightsMissing` with what can be done instead, `BadInput` for an unknown style."""
    key = key_of(resources, params.model)
    info: dict[str, InfoValue] = {"learned_style": key.removeprefix(f"{FAMILY}/")}
    try:
        style = read_style(resources.weights[key])
        if style is not None:
            base = f"{FAMILY}/{style.base}"
            if base not in resources.weights:
                raise WeightsMissing(
                    f"This style was learned on {style.base!r}: run `pentimento models install "
                    f"{style.base}`."
                )
            made = with_style(read_network(resources.weights[base]).painter, style)
        else:
            known = read_network(resources.weights[key])
            made = single(known.painter, shares_of_manner(known, params.manner))
            info["manner"] = params.manner or known.names[0]
    except NoLearnedStyle as error:
        name = key.removeprefix(f"{FAMILY}/")
        raise GeneratorError(
            f"The file {name!r} holds no learned style: train it with `pentimento train "
            "style_base`, or take it out of the folder of models.",
            str(error),
        ) from error
    return LearnedPainter(made, info, resources)


def key_of(resources: Resources, model: str) -> str:
    """The file that is meant; raises `WeightsMissing`."""
    own = sorted(key for key in resources.weights if key.startswith(f"{FAMILY}/"))
    wanted = f"{FAMILY}/{model}"
    if model != AUTO and wanted in own:
        return wanted
    if model != AUTO or not own:
        raise WeightsMissing(NO_STYLE)
    preferred = [f"{FAMILY}/{name}" for name in FIRST if f"{FAMILY}/{name}" in own]
    return (*preferred, *own)[0]


def shares_of_manner(known: Known, words: str) -> Tensor:
    """How much of each style of a network: "7", or "mosaic: 2, straw: 1". Raises `BadInput`."""
    shares = torch.zeros(len(known.names))
    for entry in words.split(","):
        name, _, weight = (word.strip() for word in entry.partition(":"))
        if name:
            if name not in known.names:
                raise BadInput(
                    f"This network has no style {name!r}: it has {', '.join(known.names)}."
                )
            shares[known.names.index(name)] += _weight(weight)
    if not words.strip():
        shares[0] = 1.0
    if not 0 < float(shares.sum()) < float("inf"):
        raise BadInput("The weights of the styles must add up to more than 0.")
    return shares / shares.sum()


def _weight(word: str) -> float:
    try:
        found = float(word or 1.0)
    except ValueError:
        found = -1.0
    if not found >= 0:
        raise BadInput(f"A weight behind a style is a number such as 2; {word!r} was given.")
    return found


def _padded(photo: Picture) -> Picture:
    """Sides that are multiples of 4 and at least 16, its last pixels repeated."""
    rows, columns = photo.shape[:2]
    down, across = (max(16, -(-side // MULTIPLE_PX) * MULTIPLE_PX) for side in (rows, columns))
    if (down, across) == (rows, columns):
        return photo
    return np.pad(photo, ((0, down - rows), (0, across - columns), (0, 0)), mode="edge")
