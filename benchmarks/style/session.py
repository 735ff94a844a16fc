"""One run of the style bench: rounds of two implementations, and the fast method by size."""

from __future__ import annotations

import argparse
import json
import resource
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor

from benchmarks.sessions import BenchProblem
from benchmarks.style.plain import PlainObjective, PlainVgg
from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.generators.style.fast import FastPainter, Networks
from ml.generators.style.generator import Style
from ml.generators.style.spec import DECODER_CARD, ENCODER_CARD, StyleParams
from ml.layers.pooled_features import PooledVgg19
from ml.pixels.lbfgs import BoundedLbfgs
from ml.systems.neural_style.losses import TAPS, Losses, StyleObjective, Weights, wanted_of
from ml.training.teachers import TeacherMissing, teacher_file
from resources.index import samples, styles

Picture = NDArray[np.float32]
WEIGHTS = Weights(content=1.0, style=75.0, is_mean=True)


class Objective(Protocol):
    """Loss and gradient of a picture; `last` are the parts of the last loss."""

    last: Losses

    def __call__(self, picture: Tensor) -> tuple[float, Tensor]: ...


@dataclass(frozen=True)
class Rounds:
    """One implementation: CPU seconds an evaluation; after each round its losses and the time.

    Content and style are unweighted and those of the last picture that the round tried.
    """

    name: str
    cpu_s: float
    losses: list[float]
    content: list[float]
    style: list[float]
    times_s: list[float]


@dataclass(frozen=True)
class Sized:
    """The fast method at one size. `tiles` is 0 where all were made."""

    megapixels: float
    cpu_s: float
    peak_mb: float
    tiles: int


def run(chosen: argparse.Namespace) -> int:
    """Measure and print; the last line is JSON where that was asked for."""
    torch.set_num_threads(1)
    photo = _picture(chosen.photo or samples()[0])
    style = _picture(chosen.style or styles()[0])
    report: dict[str, object] = {"benchmark": "style"}
    try:
        if chosen.part in ("all", "rounds"):
            report["rounds"] = _rounds(photo, style, chosen)
        if chosen.part in ("all", "sizes"):
            report["sizes"] = _sizes(photo, style, chosen)
    except TeacherMissing as error:
        raise BenchProblem(str(error)) from error
    if chosen.json:
        print(json.dumps(report))
    return 0


def _rounds(photo: Picture, style: Picture, chosen: argparse.Namespace) -> list[dict[str, object]]:
    side, count = (96, 4) if chosen.quick else (chosen.side, chosen.rounds)
    network = PooledVgg19(TAPS)
    network.take(load_file(str(teacher_file(ENCODER_CARD))))
    network.requires_grad_(False)
    plain = PlainVgg(network)
    network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    network.speed_up()
    content, manner = _tensor(_square(photo, side)), _tensor(_square(style, side))
    wanted = wanted_of(network, content, [manner], [1.0])
    found = [
        _timed("ours", StyleObjective(network, wanted, WEIGHTS), content, count),
        _timed("plain", PlainObjective(plain, content, manner, WEIGHTS), content, count),
    ]
    ours, theirs = found
    print(f"neural style at {side} px, {count} rounds, one thread:")
    for one in found:
        print(f"  {one.name}: {one.cpu_s:.3f} CPU s an evaluation, last loss {one.losses[-1]:.5g}")
    for one in found:
        print(f"  {one.name}, loss (content, style) after CPU seconds: {_over_time(one)}")
    apart = max(abs(a / b - 1) for a, b in zip(ours.losses, theirs.losses, strict=True))
    print(f"  {theirs.cpu_s / ours.cpu_s:.2f} times as fast; curves {apart:.1e} apart at most")
    return [asdict(one) for one in found]


def _over_time(one: Rounds) -> str:
    """Five rounds from the first to the last."""
    places = sorted({round(share * (len(one.losses) - 1) / 4) for share in range(5)})
    return "; ".join(
        f"{one.times_s[at]:.1f} s {one.losses[at]:.3g} ({one.content[at]:.3g}, {one.style[at]:.3g})"
        for at in places
    )


def _timed(name: str, objective: Objective, start: Tensor, count: int) -> Rounds:
    objective(start)
    search = BoundedLbfgs(start, objective, low=0.0, high=1.0)
    began_s, before = time.process_time(), search.evaluations
    found = Rounds(name, 0.0, [], [], [], [])
    for _ in range(count):
        found.losses.append(search.step())
        found.content.append(objective.last.content)
        found.style.append(objective.last.style)
        found.times_s.append(time.process_time() - began_s)
    return replace(found, cpu_s=found.times_s[-1] / max(1, search.evaluations - before))


def _sizes(photo: Picture, style: Picture, chosen: argparse.Namespace) -> list[dict[str, object]]:
    sizes = [0.07] if chosen.quick else [float(word) for word in chosen.megapixels.split(",")]
    weights = {card: teacher_file(card) for card in (ENCODER_CARD, DECODER_CARD)}
    found: list[Sized] = []
    for megapixels in sizes:
        generator = Style()
        generator.load(Resources(weights=weights))
        found.append(_sized(generator, _at(photo, megapixels), style, chosen.tiles))
        one = found[-1]
        part = f", the networks on {one.tiles} tiles of each pass only" if one.tiles else ""
        print(f"fast at {megapixels} MP: {one.cpu_s:.1f} CPU s, {one.peak_mb:.0f} MB{part}")
    return [asdict(one) for one in found]


def _sized(generator: Style, photo: Picture, style: Picture, tiles: int) -> Sized:
    began_s = time.process_time()
    painter = generator.painter_of(StyleParams())
    if tiles and isinstance(painter, FastPainter):
        painter.networks = _Partly(painter.networks, tiles)
    given = Inputs({"image": (photo,), "reference": (style,)})
    generator.run(given, StyleParams(), NoProgress())
    spent_s = time.process_time() - began_s
    # Linux: kilobytes, of the whole process so far; sizes are measured from small to large.
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Sized(photo.shape[0] * photo.shape[1] / 1e6, spent_s, peak_mb, tiles)


class _Partly:
    """Runs the networks on the style, the draft and so many tiles; zeros for all others.

    Every tile needs the same memory, so the peak is that of the whole; the time is not.
    """

    def __init__(self, networks: Networks, tiles: int) -> None:
        self._networks = networks
        self._left = {"encode": tiles + 2, "decode": tiles + 1}

    def encode(self, pictures: Tensor) -> Tensor:
        if self._is_left("encode"):
            return self._networks.encode(pictures)
        return torch.zeros((1, 512, pictures.shape[2] // 8, pictures.shape[3] // 8))

    def decode(self, latents: Tensor) -> Tensor:
        if self._is_left("decode"):
            return self._networks.decode(latents)
        return torch.zeros((1, 3, latents.shape[2] * 8, latents.shape[3] * 8))

    def _is_left(self, what: str) -> bool:
        self._left[what] -= 1
        return self._left[what] >= 0


def _picture(path: Path) -> Picture:
    if not path.is_file():
        raise BenchProblem(f"There is no picture {path}; name one that is there.")
    with Image.open(path) as opened:
        return np.asarray(opened.convert("RGB"), np.float32) / np.float32(255)


def _square(picture: Picture, side: int) -> Picture:
    eight = Image.fromarray(np.rint(picture * 255).astype(np.uint8))
    return np.asarray(
        eight.resize((side, side), Image.Resampling.BICUBIC), np.float32
    ) / np.float32(255)


def _at(picture: Picture, megapixels: float) -> Picture:
    """About so many pixels, 3:2."""
    rows = round((megapixels * 1e6 / 1.5) ** 0.5)
    eight = Image.fromarray(np.rint(picture * 255).astype(np.uint8))
    made = eight.resize((round(rows * 1.5), rows), Image.Resampling.BICUBIC)
    return np.asarray(made, np.float32) / np.float32(255)


def _tensor(picture: Picture) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(picture.transpose(2, 0, 1), np.float32))[None]
