"""Measures every cell, prints a row as soon as it is there, and sums up at the end."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.metrics.lpips import LpipsWeightsMissing, load_lpips
from benchmarks.vector.measuring import Drawn, Peers, ours
from benchmarks.vector.pictures import (
    Bytes,
    Cells,
    Scene,
    digits,
    icons,
    photos,
    quick_scene,
    read_cells,
)
from benchmarks.vector.summary import summary
from ml.api.generator import Inputs
from ml.api.progress import NoProgress
from ml.generators.vector_layers.generator import VectorLayers
from ml.generators.vector_layers.spec import VectorParams

Row = dict[str, Any]
Distance = Callable[[Bytes, Bytes], float]


def run(chosen: argparse.Namespace) -> int:
    """All cells that the given folders allow and that have no rows yet."""
    rows = _known(chosen.rows)
    if not chosen.summary:
        cells = read_cells(chosen.cells)
        done = {(row["set"], row["picture"]) for row in rows}
        distance = None if chosen.no_lpips or chosen.quick else _distance()
        _warm()
        scenes = _scenes(cells, chosen)
        left = [scene for scene in scenes if (scene.collection, scene.name) not in done]
        for scene in left[: chosen.most or None]:
            found = _rows(scene, chosen, cells, distance)
            rows += found
            _keep(found, chosen.rows)
    print(summary(rows))
    if chosen.json:
        print(json.dumps({"rows": rows}))
    return 0


def _scenes(cells: Cells, chosen: argparse.Namespace) -> list[Scene]:
    """One of each set in turn, so that a run that is cut short has seen all of them."""
    if chosen.quick or chosen.data is None:
        return [quick_scene(cells)]
    sets = [photos(cells, chosen.data)]
    if chosen.icons is not None:
        sets.append(icons(cells, chosen.icons))
    if chosen.digits is not None:
        sets.append(digits(cells, chosen.digits))
    order = {id(scene): n / len(found) for found in sets for n, scene in enumerate(found)}
    return sorted((scene for found in sets for scene in found), key=lambda scene: order[id(scene)])


def _known(path: Path | None) -> list[Row]:
    if path is None or not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _keep(rows: list[Row], path: Path | None) -> None:
    if path is not None:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)


def _warm() -> None:
    """Compile once, so that no cell pays for it."""
    chance = np.random.default_rng(0)
    noise = chance.uniform(0, 1, (24, 24, 3)).astype(np.float32)
    VectorLayers().run(Inputs({"image": (noise,)}), VectorParams(layers=3), NoProgress())


def _rows(
    scene: Scene, chosen: argparse.Namespace, cells: Cells, distance: Distance | None
) -> list[Row]:
    peers = Peers(scene, chosen.peers, cells) if chosen.peers is not None else None
    found: list[Row] = []

    def tell(count: int, method: str, drawn: Drawn | None) -> None:
        row: Row = {"set": scene.collection, "picture": scene.name}
        row |= {"shapes": count, "method": method}
        if drawn is not None:
            row |= {"paths": drawn.paths, "bytes": drawn.size_bytes, "setting": drawn.setting}
            row |= {"psnr": round(drawn.psnr, 2), "cpu_s": round(drawn.cpu_s, 3)}
            if distance is not None and scene.collection != "digits":
                row["lpips"] = round(distance(drawn.again, scene.pixels), 4)
        found.append(row)
        print(_line(row), flush=True)

    for count in scene.counts:
        mine = ours(scene, count)
        if chosen.pictures is not None:
            name = f"{scene.collection}-{scene.name}-{count}.svg"
            (chosen.pictures / name).write_text(mine.svg, encoding="utf-8")
        tell(count, "ours", mine)
        if peers is None:
            continue
        shapes, size_bytes = max(count, mine.paths), mine.size_bytes
        tell(count, f"{peers.tool} at equal shapes", peers.best(lambda d, n=shapes: d.paths <= n))
        tell(
            count,
            f"{peers.tool} at equal bytes",
            peers.best(lambda d, n=size_bytes: d.size_bytes <= n),
        )
    return found


def _line(row: Row) -> str:
    words = f"{row['set']:8} {row['picture']:10} {row['shapes']:4} {row['method']:24}"
    if "psnr" not in row:
        return f"{words} no setting fits"
    words += f"{row['paths']:5} paths {row['bytes']:7} bytes {row['psnr']:6.2f} dB"
    if "lpips" in row:
        words += f" LPIPS {row['lpips']:.3f}"
    return f"{words} {row['cpu_s']:.2f} CPU s"


def _distance() -> Distance | None:
    """LPIPS of two pictures; None, said, where its weights are not installed."""
    torch.set_num_threads(1)
    try:
        network = load_lpips("alexnet")
    except LpipsWeightsMissing as error:
        print(error)
        return None
    return network.distance
