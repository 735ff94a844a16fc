"""The runs of `bench paces`: made pictures through the true worker, learned from one by one."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from benchmarks.sessions import BenchProblem
from editor.paces import Estimate, Paces
from ml.api.client import ClientOptions, Job, WorkerClient
from ml.api.images import Pixels
from ml.api.params import Params
from ml.api.spec import GeneratorSpec
from ml.catalog import find
from ml.store.store import ModelStore

ALLOWED = 0.3
SIDES = {"inpaint": 512, "upscale": 256}
DRAFTS: Mapping[str, Mapping[str, object]] = {"inpaint": {"quality": "draft"}}
MEGA = 1e6


@dataclass(frozen=True)
class Taken:
    """One run: what was foretold (None before the first), and what it took."""

    megapixels: float
    foretold: Estimate | None
    seconds: float
    size_bytes: int

    @property
    def error(self) -> float | None:
        """By which part the foretold time was off."""
        return None if self.foretold is None else abs(self.foretold.seconds / self.seconds - 1)


def run(chosen: argparse.Namespace) -> int:
    """Run, print, judge the last one."""
    spec = find(chosen.generator)
    if spec is None or spec.id not in SIDES:
        raise BenchProblem(f"Choose one of {', '.join(SIDES)}.")
    if chosen.runs < 2 or chosen.spread < 1:
        raise BenchProblem("At least two runs are needed, and a spread of 1 or more.")
    taken = _take_all(spec, chosen)
    last = taken[-1].error
    if chosen.json:
        print(
            json.dumps({"bench": "paces", "generator": spec.id, "runs": [_row(t) for t in taken]})
        )
    return 0 if last is not None and last <= ALLOWED else 1


def _take_all(spec: GeneratorSpec, chosen: argparse.Namespace) -> list[Taken]:
    params = spec.params.model_validate(DRAFTS.get(spec.id, {}) if chosen.quick else {})
    side = chosen.side or SIDES[spec.id] // (2 if chosen.quick else 1)
    paces, taken = Paces({}, lambda _: None), []
    print("    Mpx   foretold      took      off   memory foretold      held")
    options = ClientOptions(spare=False, weights=lambda: ModelStore().weights())
    with WorkerClient(options) as client:
        for number in range(chosen.runs):
            scale = chosen.spread ** (number / (chosen.runs - 1))
            taken.append(_take(client, paces, spec, params, round(side * scale)))
            print(_line(taken[-1]), flush=True)
    return taken


def _take(
    client: WorkerClient, paces: Paces, spec: GeneratorSpec, params: Params, side: int
) -> Taken:
    pixels = side * side
    foretold = paces.expect(spec, params, pixels)
    result = client.run(Job(generator=spec.id, params=params, inputs=_inputs(spec, side)))
    paces.learn(spec, params, pixels=pixels, seconds=result.seconds, size_bytes=result.peak_bytes)
    return Taken(pixels / MEGA, foretold, result.seconds, result.peak_bytes)


def _inputs(spec: GeneratorSpec, side: int) -> dict[str, list[Pixels]]:
    """Waves with noise, and a disc in the middle as the mask."""
    y, x = np.mgrid[0:side, 0:side] / side
    waves = np.sin(40 * x + 7 * y) * np.cos(31 * y)
    noise = np.random.default_rng(3).normal(0, 12, (side, side, 3))
    image = np.clip(120 + 70 * waves[..., None] + noise, 0, 255).astype(np.uint8)
    inputs: dict[str, list[Pixels]] = {"image": [image]}
    if spec.port("mask") is not None:
        disc = (x - 0.5) ** 2 + (y - 0.5) ** 2 < 0.2**2
        inputs["mask"] = [(disc * 255).astype(np.uint8)]
    return inputs


def _line(taken: Taken) -> str:
    known, error = taken.foretold, taken.error
    said = f"{known.seconds:8.2f} s" if known else "        - "
    off = f"{100 * error:6.0f} %" if error is not None else "       -"
    held = f"{known.size_bytes / MEGA:12.0f} MB" if known else "              -"
    return (
        f"{taken.megapixels:7.3f} {said} {taken.seconds:7.2f} s {off} {held} "
        f"{taken.size_bytes / MEGA:9.0f} MB"
    )


def _row(taken: Taken) -> dict[str, float | None]:
    return {
        "megapixels": taken.megapixels,
        "foretold_s": taken.foretold.seconds if taken.foretold else None,
        "seconds": taken.seconds,
        "peak_bytes": taken.size_bytes,
        "error": taken.error,
    }
