"""The method `optimised`: neural style, round by round, to be watched and stopped at any moment."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from ml.api.errors import GeneratorError
from ml.api.generator import InfoValue, Resources
from ml.api.progress import Progress
from ml.generators.style.colours import LIGHT
from ml.generators.style.commission import Commission, Picture
from ml.generators.style.fast import FastPainter
from ml.generators.style.networks import BROKEN, FastNetworks, require
from ml.generators.style.spec import ENCODER_CARD, Beginning, StyleParams
from ml.layers.pooled_features import PooledVgg19, TapUnknown
from ml.systems.neural_style.losses import TAPS, Weights
from ml.systems.neural_style.painting import Canvas, Plan, Stroke, paint, sides_up_to

STYLE_WEIGHTS = (0.3, 300.0)
"""beta at strength 0 and 1, in equal ratios between, beside a content weight of 1 a value."""
SMOOTH = 0.02
KEPT_DETAIL = 0.5
"""How much of the photograph's finest light and dark comes back where the result is enlarged."""
CURVE_POINTS = 16


class OptimisedPainter:
    """Keeps the network; every round is shown. After a job `info` holds its loss curve."""

    texts: Mapping[str, str] = {}

    def __init__(self, resources: Resources) -> None:
        require(resources.weights, ENCODER_CARD)
        self._resources = resources
        self._network = _network(resources)
        self.info: Mapping[str, InfoValue] = {}

    def paint(self, work: Commission, params: StyleParams, progress: Progress) -> Picture:
        """Every region with its own styles; raises `Cancelled`."""
        photo = self._tensor(work.colours)
        styles = [self._tensor(style) for style in work.styles]
        beginning = self._beginning(work, params, progress)
        made = work.colours.copy()
        curve: list[float] = []
        for number, region in enumerate(work.regions):
            count = len(work.regions)
            part = progress.part(number / count, (number + 1) / count)
            used = [index for index, share in enumerate(region.shares) if share > 0]
            canvas = Canvas(
                photo,
                [_scaled(styles[index], params.style_scale) for index in used],
                [region.shares[index] for index in used],
                beginning,
            )
            painted = self._rounds(canvas, params, part, curve)
            cover = (region.cover > 0)[..., None]
            made = np.where(cover, _enlarged(painted, work.colours), made)
        self.info = {
            "painted_at_px": min(params.largest, max(work.colours.shape[:2])),
            "rounds": len(curve),
            "loss_curve": _curve_words(curve),
        }
        return made

    def _rounds(
        self, canvas: Canvas, params: StyleParams, progress: Progress, curve: list[float]
    ) -> Picture:
        stroke: Stroke | None = None
        for stroke in paint(self._network, canvas, _plan(params)):
            curve.append(stroke.losses.total)
            stage = f"round {len(curve)} at {stroke.side_px} px, loss {stroke.losses.total:.3g}"
            progress.set(stroke.done, stage)
            progress.preview(_array(stroke.picture))
            if progress.is_enough():
                break
        assert stroke is not None
        return _array(stroke.picture)

    def _beginning(
        self, work: Commission, params: StyleParams, progress: Progress
    ) -> Tensor | None:
        if params.beginning is Beginning.NOISE:
            chance = np.random.default_rng(params.seed)
            noise = chance.normal(0.5, 0.15, work.colours.shape).clip(0, 1)
            return self._tensor(noise.astype(np.float32))
        if params.beginning is Beginning.FAST:
            networks = FastNetworks(self._resources)
            small = FastPainter(networks, self._resources.device, params.largest)
            quick = params.model_copy(update={"detail": 1.0})
            return self._tensor(small.paint(work, quick, progress.part(0.0, 0.02)))
        return None

    def _tensor(self, picture: Picture) -> Tensor:
        planes = np.ascontiguousarray(picture.transpose(2, 0, 1), np.float32)
        return torch.from_numpy(planes)[None].to(self._resources.device)


def painter(resources: Resources, params: StyleParams) -> OptimisedPainter:
    """Raises `WeightsMissing`."""
    del params
    return OptimisedPainter(resources)


def _network(resources: Resources) -> PooledVgg19:
    network = PooledVgg19(TAPS)
    try:
        network.take(load_file(str(resources.weights[ENCODER_CARD])))
    except (TapUnknown, SafetensorError, OSError) as error:
        raise GeneratorError(BROKEN.format(ENCODER_CARD), str(error)) from error
    network.requires_grad_(False).eval().to(resources.device)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    network.speed_up()
    return network


def _plan(params: StyleParams) -> Plan:
    low, high = STYLE_WEIGHTS
    beta = 0.0 if params.strength == 0 else low * (high / low) ** params.strength
    weights = Weights(content=1.0, style=beta, smooth=SMOOTH * beta / high, is_mean=True)
    return Plan(weights, rounds=params.rounds, sides_px=sides_up_to(params.largest))


def _scaled(style: Tensor, scale: float) -> Tensor:
    if scale == 1.0:
        return style
    return torch.nn.functional.interpolate(
        style, scale_factor=scale, mode="bilinear", antialias=scale < 1.0
    )


def _array(picture: Tensor) -> Picture:
    return np.ascontiguousarray(picture[0].permute(1, 2, 0).cpu().numpy())


def _enlarged(painted: Picture, photo: Picture) -> Picture:
    """At the photograph's size, with some of its finest light and dark in place of blur."""
    rows, columns = photo.shape[:2]
    small = painted.shape[:2]
    if small == (rows, columns):
        return painted
    made = cv2.resize(painted, (columns, rows), interpolation=cv2.INTER_CUBIC)
    light = photo @ LIGHT
    coarse = cv2.resize(light, (small[1], small[0]), interpolation=cv2.INTER_AREA)
    fine = light - cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC)
    return np.clip(made + KEPT_DETAIL * fine[..., None], 0.0, 1.0, dtype=np.float32)


def _curve_words(curve: list[float]) -> str:
    """At most so many values of the loss, from the first round to the last."""
    step = max(1, len(curve) / CURVE_POINTS)
    places = sorted({min(len(curve) - 1, round(step * number)) for number in range(CURVE_POINTS)})
    return " ".join(f"{curve[place]:.3g}" for place in (*places[:-1], len(curve) - 1))
