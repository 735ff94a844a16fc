"""Generators that do on purpose what real ones do by accident; the worker loads them by name."""

from __future__ import annotations

import os
import signal
import time
from enum import Enum

import numpy as np

from ml.api.generator import Inputs, Outputs, Resources
from ml.api.params import Params, param
from ml.api.progress import Progress
from ml.api.regions import ContextRule
from ml.api.spec import GeneratorSpec, Port, PortKind, Sizes, Tiling


class Act(Enum):
    """What the generator does."""

    PAINT = "paint"
    WAIT = "wait"
    IMPROVE = "improve"
    SWALLOW = "swallow"
    NATIVE = "native"
    DIE = "die"
    STOP = "stop"
    RAISE = "raise"
    NAN = "nan"
    SPEAK = "speak"
    POISON = "poison"


class FakeParams(Params):
    act: Act = param(Act.PAINT, title="Act", help="What to do")
    seconds: float = param(0.0, title="Seconds", help="For how long", low=0, high=600)
    colour: float = param(0.5, title="Colour", help="What to paint with", low=0, high=1)
    fits_from: int = param(0, title="Rung", help="Memory suffices from this attempt on", high=99)
    count: int = param(1, title="Count", help="How often", low=0, high=10_000)


IMAGE = Port(name="image", kind=PortKind.IMAGE, title="Picture", help="The picture")
MASK = Port(name="mask", kind=PortKind.MASK, title="Mask", help="White where to act", partial=True)
EXTRA = Port(name="extra", kind=PortKind.MASK, title="Extra", help="Another mask", required=False)


class Fake:
    """Paints the mask with a flat colour, or misbehaves."""

    def __init__(self) -> None:
        self.resources = Resources()
        self.attempts: list[Resources] = []

    def load(self, resources: Resources) -> None:
        self.resources = resources

    def unload(self) -> None:
        pass

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        assert isinstance(params, FakeParams)
        {
            Act.WAIT: _wait,
            Act.IMPROVE: _improve,
            Act.SWALLOW: _swallow,
            Act.NATIVE: _native,
            Act.DIE: _die,
            Act.STOP: _stop,
            Act.RAISE: _raise,
            Act.SPEAK: _speak,
            Act.POISON: _poison,
        }.get(params.act, _nothing)(params, progress)
        return self._paint(inputs, params)

    def _paint(self, inputs: Inputs, params: FakeParams) -> Outputs:
        image = inputs.image("image").copy()
        mask = inputs.mask("mask")
        image[mask] = 1.0
        image[mask, :3] = params.colour
        if params.act is Act.NAN:
            image[mask] = np.nan
        info = {
            "device": self.resources.device,
            "tile_px": self.resources.tile_px or 0,
            "half": self.resources.half,
            "process": os.getpid(),
            "weights": ",".join(sorted(self.resources.weights)),
        }
        return Outputs(image, mask.astype(np.float32), info)


RUNGS: list[Resources] = []
TILES: list[int] = []


class Greedy(Fake):
    """Has memory only for tiles; tells its largest one."""

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        assert isinstance(params, FakeParams)
        if self.resources.tile_px is None:
            np.empty(1 << 60, np.uint8)
        progress.set(0.5, "in a tile")
        result = self._paint(inputs, params)
        return Outputs(result.image, result.coverage, {"side": inputs.image("image").shape[0]})


class Brittle(Fake):
    """Runs out of memory once, at its tile number `fits_from`; whole it never fits."""

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        assert isinstance(params, FakeParams)
        if self.resources.tile_px is None:
            TILES.clear()
            np.empty(1 << 60, np.uint8)
        TILES.append(inputs.image("image").shape[0])
        if len(TILES) == params.fits_from:
            np.empty(1 << 60, np.uint8)
        result = self._paint(inputs, params)
        return Outputs(result.image, result.coverage, {"side": inputs.image("image").shape[0]})


class Hungry(Fake):
    """Has memory only from the attempt `fits_from` on."""

    def run(self, inputs: Inputs, params: Params, progress: Progress) -> Outputs:
        assert isinstance(params, FakeParams)
        RUNGS.append(self.resources)
        if len(RUNGS) <= params.fits_from:
            np.empty(1 << 60, np.uint8)
        RUNGS.clear()
        return self._paint(inputs, params)


def _nothing(params: FakeParams, progress: Progress) -> None:
    del params, progress


def _improve(params: FakeParams, progress: Progress) -> None:
    """Could go on for ever; ends with what there is when that is enough."""
    end_s = time.monotonic() + params.seconds
    while time.monotonic() < end_s and not progress.is_enough():
        progress.set(0.5, "improving")
        time.sleep(0.05)


def _wait(params: FakeParams, progress: Progress) -> None:
    """Obedient: checks twenty times a second."""
    end_s = time.monotonic() + params.seconds
    while (left_s := end_s - time.monotonic()) > 0:
        progress.set(1.0 - left_s / params.seconds, "waiting")
        time.sleep(0.02)


def _swallow(params: FakeParams, progress: Progress) -> None:
    """Deaf: never checks."""
    progress.set(0.01, "deaf")
    time.sleep(params.seconds)


def _native(params: FakeParams, progress: Progress) -> None:
    """A native call that ends when it is told to, the way onnxruntime does."""
    told: list[bool] = []
    with progress.on_cancel(lambda: told.append(True)):
        progress.set(0.01, "native")
        end_s = time.monotonic() + params.seconds
        while not told and time.monotonic() < end_s:
            time.sleep(0.01)
    if told:
        raise RuntimeError("terminated")


def _die(params: FakeParams, progress: Progress) -> None:
    del params
    progress.set(0.01, "dying")
    os.kill(os.getpid(), signal.SIGKILL)


def _stop(params: FakeParams, progress: Progress) -> None:
    """Hangs as a whole process, its listening thread too."""
    del params
    progress.set(0.01, "stopping")
    os.kill(os.getpid(), signal.SIGSTOP)


def _raise(params: FakeParams, progress: Progress) -> None:
    del params, progress
    raise ZeroDivisionError("on purpose")


def _poison(params: FakeParams, progress: Progress) -> None:
    del params, progress
    raise RuntimeError("CUDA error: device-side assert triggered")


def _speak(params: FakeParams, progress: Progress) -> None:
    progress.note("This is a note.")
    for index in range(params.count):
        progress.set(index / params.count, "speaking")
        progress.preview(np.full((300, 400, 3), 0.5, np.float32))


def _spec(name: str, entry: str, **more: object) -> GeneratorSpec:
    return GeneratorSpec(
        id=name,
        title=name.title(),
        summary="A fake.",
        inputs=(IMAGE, MASK, EXTRA),
        outputs=(Port(name="image", kind=PortKind.IMAGE, title="Result", help="The result"),),
        params=FakeParams,
        entry=entry,
        **more,  # type: ignore[arg-type]
    )


CATALOG = (
    _spec("fake", "fake_catalog:Fake", sizes=Sizes(minimum=4), context=ContextRule()),
    _spec("hungry", "fake_catalog:Hungry", half_precision=True),
    _spec("whole", "fake_catalog:Hungry", tiling=Tiling.FORBIDDEN),
    _spec("greedy", "fake_catalog:Greedy", tiling=Tiling.ALLOWED),
    _spec("brittle", "fake_catalog:Brittle", tiling=Tiling.ALLOWED),
    _spec("weighty", "fake_catalog:Fake", weights=("heavy",), optional_weights=("light",)),
    _spec("absent", "no_such_module:Nothing"),
)
