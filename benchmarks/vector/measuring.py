"""One method on one picture: what its SVG weighs, and how near it comes when drawn again."""

from __future__ import annotations

import itertools
import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2

from benchmarks.sessions import BenchProblem
from benchmarks.vector.pictures import Bytes, Cells, Scene, psnr, redrawn
from ml.api.generator import Inputs
from ml.api.progress import NoProgress
from ml.generators.vector_layers.generator import VectorLayers
from ml.generators.vector_layers.spec import SVG, VectorParams

Setting = dict[str, Any]
Fits = Callable[["Drawn"], bool]


@dataclass(frozen=True)
class Drawn:
    """An SVG, drawn again by resvg. `paths` counts every shape that is painted."""

    tool: str
    svg: str
    setting: Setting
    again: Bytes
    paths: int
    size_bytes: int
    psnr: float
    cpu_s: float


def measured(tool: str, scene: Scene, svg: str, setting: Setting, cpu_s: float) -> Drawn:
    height, width = scene.pixels.shape[:2]
    again = redrawn(svg, width, height)
    paths = svg.count("<path") + svg.count("<rect")
    near = psnr(again, scene.pixels)
    return Drawn(tool, svg, setting, again, paths, len(svg.encode()), near, cpu_s)


def ours(scene: Scene, count: int) -> Drawn:
    picture = scene.pixels.astype("float32") / 255
    started = time.process_time()
    made = VectorLayers().run(
        Inputs({"image": (picture,)}), VectorParams(layers=count), NoProgress()
    )
    seconds = time.process_time() - started
    return measured("ours", scene, made.texts[SVG], {"layers": count}, seconds)


class Peers:
    """What other tracers make of one picture; each setting is asked for once."""

    def __init__(self, scene: Scene, python: Path, cells: Cells) -> None:
        self._scene = scene
        self._python = python
        self._cells = cells
        self.tool = "potrace" if scene.collection == "digits" else "vtracer"
        self._known: dict[str, Drawn] = {}
        self._try(_product(cells[self.tool]))

    def best(self, fits: Fits) -> Drawn | None:
        """The nearest one that fits, its finer settings tried, too."""
        found = self._best(fits)
        if found is None or self.tool == "potrace":
            return found
        finer = [{**found.setting, **more} for more in _product(self._cells["vtracer_again"])]
        self._try(finer)
        return self._best(fits)

    def _best(self, fits: Fits) -> Drawn | None:
        fitting = [drawn for drawn in self._known.values() if fits(drawn)]
        return max(fitting, key=lambda drawn: drawn.psnr, default=None)

    def _try(self, settings: Sequence[Setting]) -> None:
        missing = [s for s in settings if json.dumps(s) not in self._known]
        done, png = cv2.imencode(".png", self._scene.pixels[..., ::-1])
        if not done:
            raise BenchProblem(f"{self._scene.name} cannot be written as PNG.")
        asked = {"picture": png.tobytes().hex(), "tool": self.tool, "settings": missing}
        script = str(Path(__file__).parent / "peer.py")
        answer = subprocess.run(
            [str(self._python), script],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            raise BenchProblem(f"The peers' Python failed: {answer.stderr[-300:]}")
        by_text: dict[str, Drawn] = {drawn.svg: drawn for drawn in self._known.values()}
        for line in answer.stdout.splitlines():
            told = json.loads(line)
            drawn = by_text.get(told["svg"]) or measured(
                self.tool, self._scene, told["svg"], told["setting"], told["cpu_s"]
            )
            by_text[drawn.svg] = self._known[json.dumps(told["setting"])] = drawn


def _product(grid: dict[str, list[object]]) -> list[Setting]:
    return [dict(zip(grid, values, strict=True)) for values in itertools.product(*grid.values())]
