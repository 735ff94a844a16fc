"""The method `learned`: one pass of a network that was trained to paint in one style."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from ml.api.errors import GeneratorError, WeightsMissing
from ml.api.generator import InfoValue, Resources
from ml.api.progress import Progress
from ml.generators.style.commission import Commission, Picture
from ml.generators.style.spec import FAMILY, TILE_PX, StyleParams
from ml.systems.fast_style.network import BASE, MULTIPLE_PX, RESIDUALS, Statistics, StylePainter

NO_STYLE = (
    "No learned style is installed, and none comes with Pentimento yet: choose the method “fast”, "
    "or train one with `pentimento train fast_style` and put its file into the folder of models."
)
STATISTICS_PX = 1024
"""Larger pictures are looked at with this side for statistics, then painted in tiles."""
REACH_PX = 64
"""How far the network looks: 4 + 2 + 4 + 20 cells of 4 px at most, less at the rim."""


class LearnedPainter:
    """Paints in one style whatever the references are."""

    def __init__(self, resources: Resources, model: str) -> None:
        key = _key(resources, model)
        self._device = resources.device
        self._tile_px = (resources.tile_px or TILE_PX) // MULTIPLE_PX * MULTIPLE_PX
        self._painter = _loaded(resources, key)
        self.info: Mapping[str, InfoValue] = {"learned_style": key.removeprefix(f"{FAMILY}/")}

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
        self._painter.take_statistics(Statistics.KEEP)
        self._run(small)
        self._painter.take_statistics(Statistics.KEPT)

    def _run(self, part: Picture) -> Picture:
        planes = np.ascontiguousarray(part.transpose(2, 0, 1), np.float32)
        made = self._painter(torch.from_numpy(planes)[None].to(self._device))
        return made[0].clamp(0, 1).permute(1, 2, 0).float().cpu().numpy()


def painter(resources: Resources, params: StyleParams) -> LearnedPainter:
    """Raises `WeightsMissing` with what can be done instead."""
    return LearnedPainter(resources, params.model)


def _key(resources: Resources, model: str) -> str:
    own = sorted(key for key in resources.weights if key.startswith(f"{FAMILY}/"))
    wanted = f"{FAMILY}/{model}"
    if model != "auto" and wanted in own:
        return wanted
    if model != "auto" or not own:
        raise WeightsMissing(NO_STYLE)
    return own[0]


def _loaded(resources: Resources, key: str) -> StylePainter:
    """A file of the factory: its header says how wide the network is."""
    try:
        with safe_open(str(resources.weights[key]), "pt") as file:
            said = file.metadata() or {}
            tensors: dict[str, Tensor] = {
                name.removeprefix("painter."): file.get_tensor(name).float()
                for name in file.keys()  # noqa: SIM118 - no mapping
            }
        painter = StylePainter(shape_of(said))
        painter.load_state_dict(tensors)
    except (SafetensorError, OSError, ValueError, RuntimeError) as error:
        name = key.removeprefix(f"{FAMILY}/")
        raise GeneratorError(
            f"The file {name!r} holds no learned style: train it with `pentimento train "
            "fast_style`, or take it out of the folder of models.",
            str(error),
        ) from error
    return painter.requires_grad_(False).eval().to(resources.device)


def _padded(photo: Picture) -> Picture:
    """Sides that are multiples of 4 and at least 16, its last pixels repeated."""
    rows, columns = photo.shape[:2]
    down, across = (max(16, -(-side // MULTIPLE_PX) * MULTIPLE_PX) for side in (rows, columns))
    if (down, across) == (rows, columns):
        return photo
    return np.pad(photo, ((0, down - rows), (0, across - columns), (0, 0)), mode="edge")
