"""Measures every cell, prints a row as soon as it is there, and sums up at the end."""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch

from benchmarks.metrics.lpips import LpipsWeightsMissing, load_lpips
from benchmarks.sessions import BenchProblem
from benchmarks.vector.pictures import Bytes, Scene, cells, digits, icons, photos, psnr, redrawn
from ml.api.generator import Inputs
from ml.api.progress import NoProgress
from ml.generators.vector_layers.generator import VectorLayers
from ml.generators.vector_layers.spec import SVG, VectorParams

Row = dict[str, Any]
Distance = Callable[[Bytes, Bytes], float]
_QUICK_COUNTS = [8, 16]
_THRESHOLDS = {"threshold": [96, 128, 160]}


def run(chosen: argparse.Namespace) -> int:
    """All cells that the given folders allow."""
    scenes = photos(chosen.data, quick=chosen.quick)
    if chosen.icons is not None and not chosen.quick:
        scenes += icons(chosen.icons)
    if chosen.digits is not None and not chosen.quick:
        scenes += digits(chosen.digits)
    # One of each set in turn, so that a run that is cut short has seen all of them.
    order = {id(scene): n for found in _by_set(scenes) for n, scene in enumerate(found)}
    scenes.sort(key=lambda scene: order[id(scene)])
    distance = None if chosen.no_lpips or chosen.quick else _distance()
    rows: list[Row] = []
    _warm()
    for scene in scenes:
        for row in _rows(scene, chosen, distance):
            rows.append(row)
            print(_line(row), flush=True)
            if chosen.rows is not None:
                with chosen.rows.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(row) + "\n")
    if chosen.json:
        print(json.dumps({"rows": rows}))
    return 0


def _by_set(scenes: list[Scene]) -> list[list[Scene]]:
    names = dict.fromkeys(scene.collection for scene in scenes)
    return [[scene for scene in scenes if scene.collection == name] for name in names]


def _warm() -> None:
    """Compile once, so that no cell pays for it."""
    chance = np.random.default_rng(0)
    noise = chance.uniform(0, 1, (24, 24, 3)).astype(np.float32)
    VectorLayers().run(Inputs({"image": (noise,)}), VectorParams(layers=3), NoProgress())


def _rows(scene: Scene, chosen: argparse.Namespace, distance: Distance | None) -> list[Row]:
    counts = _QUICK_COUNTS if chosen.quick else cells()["counts"]
    if scene.collection == "digits":
        counts = counts[:2]
    ours = [_ours(scene, count, chosen.pictures) for count in counts]
    peers = _peers(scene, chosen.peers) if chosen.peers is not None else []
    found: list[Row] = []
    for count, mine in zip(counts, ours, strict=True):
        found.append(_row(scene, count, "ours", mine, distance))
        for tool in dict.fromkeys(row["tool"] for row in peers):
            own = [row for row in peers if row["tool"] == tool]
            by_shapes = [row for row in own if row["paths"] <= count]
            by_bytes = [row for row in own if row["bytes"] <= mine["bytes"]]
            for word, fitting in (("shapes", by_shapes), ("bytes", by_bytes)):
                if fitting:
                    best = max(fitting, key=lambda row: row["psnr"])
                    found.append(_row(scene, count, f"{tool} at equal {word}", best, distance))
    return found


def _ours(scene: Scene, count: int, pictures: Path | None) -> Row:
    picture = scene.pixels.astype(np.float32) / 255
    started = time.process_time()
    made = VectorLayers().run(
        Inputs({"image": (picture,)}), VectorParams(layers=count), NoProgress()
    )
    seconds = time.process_time() - started
    if pictures is not None:
        name = f"{scene.collection}-{scene.name}-{count}.svg"
        (pictures / name).write_text(made.texts[SVG], encoding="utf-8")
    return _measured("ours", scene, made.texts[SVG], seconds)


def _measured(tool: str, scene: Scene, svg: str, seconds: float) -> Row:
    height, width = scene.pixels.shape[:2]
    drawn = redrawn(svg, width, height)
    return {
        "tool": tool,
        "svg": svg,
        "drawn": drawn,
        "paths": svg.count("<path") + svg.count("<rect"),
        "bytes": len(svg.encode()),
        "psnr": psnr(drawn, scene.pixels),
        "cpu_s": seconds,
    }


def _peers(scene: Scene, python: Path) -> list[Row]:
    tool = "potrace" if scene.collection == "digits" else "vtracer"
    grid = _THRESHOLDS if tool == "potrace" else cells()["vtracer"]
    done, png = cv2.imencode(".png", scene.pixels[..., ::-1])
    if not done:
        raise BenchProblem(f"{scene.name} cannot be written as PNG.")
    asked = json.dumps({"picture": png.tobytes().hex(), "tool": tool, "grid": grid})
    script = str(Path(__file__).parent / "peer.py")
    answer = subprocess.run(
        [str(python), script], input=asked, capture_output=True, text=True, check=False
    )
    if answer.returncode:
        raise BenchProblem(f"The peers' Python failed: {answer.stderr[-300:]}")
    found: dict[str, Row] = {}
    for line in answer.stdout.splitlines():
        told = json.loads(line)
        if told["svg"] not in found:
            found[told["svg"]] = _measured(tool, scene, told["svg"], told["cpu_s"])
    return list(found.values())


def _row(scene: Scene, count: int, method: str, measured: Row, distance: Distance | None) -> Row:
    row: Row = {"set": scene.collection, "picture": scene.name, "shapes": count, "method": method}
    row |= {"paths": measured["paths"], "bytes": measured["bytes"]}
    row |= {"psnr": round(measured["psnr"], 2), "cpu_s": round(measured["cpu_s"], 2)}
    if distance is not None and scene.collection != "digits":
        row["lpips"] = round(distance(measured["drawn"], scene.pixels), 4)
    return row


def _line(row: Row) -> str:
    words = [f"{row['set']:8} {row['picture']:10} {row['shapes']:4} {row['method']:24}"]
    words.append(f"{row['paths']:5} paths {row['bytes']:7} bytes {row['psnr']:6.2f} dB")
    if "lpips" in row:
        words.append(f"LPIPS {row['lpips']:.3f}")
    return " ".join([*words, f"{row['cpu_s']:.2f} CPU s"])


def _distance() -> Distance | None:
    """LPIPS of two pictures; None, said, where its weights are not installed."""
    torch.set_num_threads(1)
    try:
        network = load_lpips("alexnet")
    except LpipsWeightsMissing as error:
        print(error)
        return None

    return network.distance
