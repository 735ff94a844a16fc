"""The method `learn`: another style for a network that knows some, watched and stopped at will."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence

import cv2
import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from ml.api.errors import BadInput, GeneratorError, WeightsMissing
from ml.api.generator import InfoValue, Resources
from ml.api.progress import Progress
from ml.generators.style.commission import Commission, Picture
from ml.generators.style.learned import NO_STYLE, LearnedPainter, key_of
from ml.generators.style.networks import BROKEN, require
from ml.generators.style.spec import ENCODER_CARD, FAMILY, LEARNED_STYLE, StyleParams
from ml.layers.features import FeaturesMismatch, Vgg19
from ml.systems.fast_style.adaptation import Lesson, Progressed, adapt, nearest
from ml.systems.fast_style.files import NoLearnedStyle, read_network, read_style, style_bytes
from ml.systems.fast_style.losses import LIGHT_TAPS

SQUARE_PX, SQUARES = 128, 6
STYLE_SIDE_PX = 320
STEPS = 3000
SHOWN_EVERY = 20
SHOWN_PX = 384
STRONG, WEAK = 8.0, 0.3
"""Weight of the style at strength 1 and 0 beside a content weight of 1, in equal ratios between."""


class LearningPainter:
    """Learns for as long as was allowed; `texts` then holds the style as a file in base64."""

    def __init__(self, resources: Resources, model: str) -> None:
        require(resources.weights, ENCODER_CARD)
        self._resources = resources
        self._key = base_key(resources, model)
        self._features = _features(resources)
        self.info: Mapping[str, InfoValue] = {}
        self.texts: Mapping[str, str] = {}

    def paint(self, work: Commission, params: StyleParams, progress: Progress) -> Picture:
        """The picture in the learned style; raises `Cancelled`, `BadInput` without a style."""
        if not work.styles:
            raise BadInput("There is no style to learn: give a picture of it as a reference.")
        if len(work.styles) > 1:
            progress.note("Only the first of the styles is learned.")
        progress.set(0.0, "looking for the nearest known style")
        lesson = self._lesson(work, params)
        base = read_network(self._resources.weights[self._key]).painter
        painter = nearest(base.to(self._resources.device), self._features, lesson)
        learned = LearnedPainter(painter, {}, self._resources)
        steps = self._learn(learned, work, lesson, progress.part(0.02, 0.95))
        name = self._key.removeprefix(f"{FAMILY}/")
        content = style_bytes(painter, name, LEARNED_STYLE)
        self.texts = {LEARNED_STYLE: base64.b64encode(content).decode("ascii")}
        self.info = {"learned_on": name, "steps": steps[-1].step, "loss": steps[-1].loss}
        whole = params.model_copy(update={"strength": 1.0})
        return learned.paint(work, whole, progress.part(0.95, 1.0))

    def _learn(
        self, learned: LearnedPainter, work: Commission, lesson: Lesson, progress: Progress
    ) -> list[Progressed]:
        shown = _shrunk(work.colours, SHOWN_PX)
        steps: list[Progressed] = []
        for step in adapt(learned.painter, self._features, lesson, steps=STEPS):
            steps.append(step)
            progress.set(step.gone, f"learning, step {step.step}, loss {step.loss:.3g}")
            if step.step % SHOWN_EVERY == 1:
                progress.preview(self._look(learned, shown))
            if progress.is_enough():
                break
        learned.painter.requires_grad_(False)
        return steps

    def _look(self, learned: LearnedPainter, shown: Picture) -> Picture:
        with torch.no_grad():
            made = learned.painter(self._tensor(shown))
        return np.ascontiguousarray(made[0].clamp(0, 1).permute(1, 2, 0).cpu().numpy())

    def _lesson(self, work: Commission, params: StyleParams) -> Lesson:
        style = _shrunk(work.styles[0], round(STYLE_SIDE_PX * params.style_scale))
        return Lesson(
            [self._tensor(square) for square in squares_of(work.colours, params.seed)],
            self._tensor(style),
            style_weight=WEAK * (STRONG / WEAK) ** params.strength,
            longest_s=60.0 * params.minutes,
        )

    def _tensor(self, picture: Picture) -> Tensor:
        planes = np.ascontiguousarray(picture.transpose(2, 0, 1), np.float32)
        return torch.from_numpy(planes)[None].to(self._resources.device)


def painter(resources: Resources, params: StyleParams) -> LearningPainter:
    """Raises `WeightsMissing`."""
    return LearningPainter(resources, params.model)


def base_key(resources: Resources, model: str) -> str:
    """A file that holds a whole network; raises `WeightsMissing` where there is none."""
    key = key_of(resources, model)
    try:
        style = read_style(resources.weights[key])
    except NoLearnedStyle as error:
        raise GeneratorError(str(error)) from error
    if style is None:
        return key
    # A style that was learned before stands for the network that it was learned on.
    base = f"{FAMILY}/{style.base}"
    if base not in resources.weights:
        raise WeightsMissing(NO_STYLE)
    return base


def squares_of(photo: Picture, seed: int) -> Sequence[Picture]:
    """Squares of 128 px out of a picture: the first shows all that fits, others parts of it."""
    chance = np.random.default_rng(seed)
    short = min(photo.shape[:2])
    squares: list[Picture] = []
    for number in range(SQUARES):
        smallest = min(SQUARE_PX, short)
        side = short if number == 0 else round(chance.uniform(smallest, short))
        top = int(chance.integers(0, photo.shape[0] - side + 1))
        left = int(chance.integers(0, photo.shape[1] - side + 1))
        part = np.ascontiguousarray(photo[top : top + side, left : left + side])
        how = cv2.INTER_AREA if side > SQUARE_PX else cv2.INTER_LINEAR
        squares.append(
            np.asarray(cv2.resize(part, (SQUARE_PX, SQUARE_PX), interpolation=how), np.float32)
        )
    return squares


def _shrunk(picture: Picture, longest_px: int) -> Picture:
    """No side above `longest_px`; sides are multiples of 8, 16 at least."""
    rows, columns = picture.shape[:2]
    scale = min(1.0, longest_px / max(rows, columns))
    size = [max(16, round(side * scale) // 8 * 8) for side in (columns, rows)]
    how = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_LINEAR
    source = np.ascontiguousarray(picture, np.float32)
    return np.asarray(cv2.resize(source, (size[0], size[1]), interpolation=how), np.float32)


def _features(resources: Resources) -> Vgg19:
    network = Vgg19(LIGHT_TAPS)
    try:
        network.take(load_file(str(resources.weights[ENCODER_CARD])))
    except (FeaturesMismatch, SafetensorError, OSError) as error:
        raise GeneratorError(BROKEN.format(ENCODER_CARD), str(error)) from error
    network.requires_grad_(False).eval().to(resources.device)
    return network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
