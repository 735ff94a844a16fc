"""Runs one job: checks it, loads its generator, climbs down the memory ladder where it must."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ml.api.errors import Cancelled, GeneratorError, OutOfMemory, WeightsMissing
from ml.api.generator import Inputs, Outputs, Resources
from ml.api.images import Pixels, inside, to_float
from ml.api.messages import Run
from ml.api.params import Params
from ml.api.spec import GeneratorSpec, PortKind, Tiling
from ml.api.validation import build_params, check_inputs, find_spec
from ml.engine import buffers
from ml.engine.cancel import CancelToken
from ml.engine.devices import Device, choose
from ml.engine.hooks import checked_forwards
from ml.engine.memory import Attempt, give_back, is_out_of_memory, ladder
from ml.engine.progress import JobProgress
from ml.engine.shelf import Shelf
from ml.engine.tiling import run_in_tiles

FLOAT_PORTS = (PortKind.IMAGE, PortKind.REFERENCE, PortKind.REFERENCE_MASK, PortKind.FRAMES)


@dataclass(frozen=True)
class Task:
    """A checked job, ready to run."""

    spec: GeneratorSpec
    params: Params
    inputs: Inputs
    weights: Mapping[str, Path]
    device: Device


@dataclass(frozen=True)
class Finished:
    """What came out, and where it was computed."""

    outputs: Outputs
    device: str


class Runner:
    """Holds the loaded generators between jobs."""

    def __init__(
        self, catalog: Sequence[GeneratorSpec], devices: tuple[Device, ...], threads: int
    ) -> None:
        self._catalog = catalog
        self._devices = devices
        self._threads = threads
        self._shelf = Shelf()

    def prepare(self, request: Run) -> Task:
        """Check everything that can be checked before work; raises `BadInput`, `WeightsMissing`."""
        spec = find_spec(self._catalog, request.generator)
        params = build_params(spec, request.params)
        device = choose(request.device, self._devices)
        arrays = {
            name: tuple(buffers.read(reference) for reference in references)
            for name, references in request.inputs.items()
        }
        check_inputs(spec, arrays, request.texts)
        weights = _weights(spec, request.weights)
        inputs = replace(_inputs(spec, arrays, request.texts), depth=request.output_depth)
        return Task(spec, params, inputs, weights, device)

    def run(self, task: Task, progress: JobProgress, token: CancelToken) -> Finished:
        """Raises `Cancelled`, `OutOfMemory` after the last rung, or what the generator raised."""
        tried: list[str] = []
        others = self._shelf.has_others(task.spec)
        for attempt in ladder(task.spec, task.device.name, others_loaded=others):
            if attempt.note:
                progress.note(attempt.note)
                progress.begin_again()
            outputs = self._attempt(task, attempt, progress, token)
            if outputs is not None:
                return Finished(_checked(outputs), attempt.device)
            tried.append(attempt.words)
        raise OutOfMemory(
            f"There is not enough memory for {task.spec.title} at {_size_words(task.inputs)}: "
            "choose a smaller area or close other programs.",
            "tried: " + "; ".join(tried),
        )

    def _attempt(
        self, task: Task, attempt: Attempt, progress: JobProgress, token: CancelToken
    ) -> Outputs | None:
        """The outputs, or None when memory ran out. The error and its frames are let go here."""
        if attempt.unload_others:
            self._shelf.unload_others(task.spec)
        resources = Resources(
            device=attempt.device,
            threads=self._threads,
            weights=task.weights,
            tile_px=attempt.tile_px,
            half=attempt.half,
        )
        try:
            generator = self._shelf.take(task.spec, resources)
            token.check()
            with checked_forwards(token.check):
                if attempt.tile_px is not None and task.spec.tiling is Tiling.ALLOWED:
                    return run_in_tiles(
                        generator, task.inputs, task.params, progress, attempt.tile_px
                    )
                return generator.run(task.inputs, task.params, progress)
        except GeneratorError:
            raise
        except Exception as error:
            if token.is_set:
                raise Cancelled("Stopped.") from error
            if not is_out_of_memory(error):
                self._shelf.forget(task.spec.id)
                raise
        # Outside the handler, where no traceback holds the arrays any more.
        self._shelf.forget(task.spec.id)
        give_back()
        return None


def _weights(spec: GeneratorSpec, installed: Mapping[str, str]) -> dict[str, Path]:
    for card in spec.weights:
        if card not in installed:
            raise WeightsMissing(
                f"{spec.title} needs the model {card!r}: run `pentimento models install {card}`."
            )
    own = (key for key in installed if spec.family and key.startswith(f"{spec.family}/"))
    wanted = (*spec.weights, *spec.optional_weights, *own)
    return {card: Path(installed[card]) for card in wanted if card in installed}


def _inputs(
    spec: GeneratorSpec, arrays: Mapping[str, Sequence[Pixels]], texts: Mapping[str, str]
) -> Inputs:
    ready: dict[str, tuple[Pixels, ...]] = {}
    for port in spec.inputs:
        if port.name in arrays:
            ready[port.name] = tuple(_ready(port.kind, array) for array in arrays[port.name])
    return Inputs(ready, dict(texts))


def _ready(kind: PortKind, array: Pixels) -> Pixels:
    if kind is PortKind.MASK:
        return inside(array)
    if kind not in FLOAT_PORTS:
        return array
    pixels = to_float(array)
    if pixels.ndim == 3 and pixels.shape[2] == 1:
        return np.repeat(pixels, 3, axis=2)
    return pixels


def _checked(outputs: Outputs) -> Outputs:
    """Refuse what is no picture, so that no damaged pixel reaches a document."""
    image, coverage = outputs.image, outputs.coverage
    fits = image.ndim == 3 and image.shape[2] in (1, 3, 4)
    if coverage is not None:
        fits = fits and coverage.shape == image.shape[:2] and _is_finite(coverage)
    if not fits or not _is_finite(image):
        raise GeneratorError(
            "The generator returned something that is no picture; nothing was changed.",
            f"image {image.shape} {image.dtype}, "
            f"coverage {None if coverage is None else coverage.shape}",
        )
    return outputs


def _is_finite(values: Pixels) -> bool:
    """Whether no value is infinite or no number; the extremes tell, without a mask of truths."""
    if values.dtype.kind != "f":
        return True
    return not values.size or bool(np.isfinite(values.min()) and np.isfinite(values.max()))


def _size_words(inputs: Inputs) -> str:
    for arrays in inputs.arrays.values():
        for array in arrays:
            if array.ndim >= 2:
                return f"{array.shape[1]} × {array.shape[0]} px"
    return "this size"
