"""Makes the pictures of every method, judges them, and says how good the guess of labels is."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np

from benchmarks.labels.frames import SIZE, Cell, Labels, Picture, cells_of, photograph, points_of
from benchmarks.labels.judging import Judges, judges_of
from benchmarks.labels.methods import BOOK
from benchmarks.sessions import BenchProblem
from ml.api.images import to_float
from ml.api.labels import LANDSCAPE
from ml.labels.guess import guess_labels
from ml.store.store import ModelStore

Row = dict[str, float | str]
QUICK_CELLS, QUICK_PHOTOGRAPHS = 2, 2
SEEDS = (0, 1)
GUESS = "guess"
"""The name of the first guess of labels among the methods."""


def run(chosen: argparse.Namespace) -> int:
    """Raises `BenchProblem`."""
    data = chosen.data or Path(os.environ.get("PENTIMENTO_DATA", "data"))
    names = chosen.methods or [*BOOK, GUESS]
    unknown = [name for name in names if name not in (*BOOK, GUESS)]
    if unknown:
        known = ", ".join((*BOOK, GUESS))
        raise BenchProblem(f"There is no method {unknown[0]!r}; there are {known}.")
    rows: list[Row] = []
    if names != [GUESS]:
        rows = made_rows(data, chosen, [name for name in names if name != GUESS])
    most = QUICK_PHOTOGRAPHS if chosen.quick else None
    guesses = guess_rows(data, most) if GUESS in names else []
    for row in [*rows, *guesses]:
        print("  ".join(f"{key} {_shown(value)}" for key, value in row.items()), file=sys.stderr)
    if chosen.json:
        print(json.dumps({"labels": rows, "guess": guesses}))
    return 0


def made_rows(data: Path, chosen: argparse.Namespace, names: Sequence[str]) -> list[Row]:
    """What each method reaches on the same frames."""
    cells = cells_of(data, QUICK_CELLS if chosen.quick else None)
    judges = judges_of(data, chosen.judge, quick=chosen.quick)
    return [_row(name, cells, judges, chosen.pictures) for name in names]


def _row(name: str, cells: Sequence[Cell], judges: Judges, folder: Path | None) -> Row:
    start = time.process_time()
    made = [BOOK[name](cell, SEEDS[0]) for cell in cells]
    seconds = (time.process_time() - start) / len(cells)
    others = [BOOK[name](cell, SEEDS[1]) for cell in cells]
    scores = [judges.mean_iou([cell], [one]) for cell, one in zip(cells, made, strict=True)]
    if folder is not None:
        _keep(folder, name, cells, made, np.argsort(scores))
    return {
        "method": name,
        "frames": len(cells),
        "mean_iou": judges.mean_iou(cells, made),
        **judges.kid(cells, made),
        **judges.diversity(made, others),
        "cpu_seconds": round(seconds, 3),
    }


def _keep(
    folder: Path,
    name: str,
    cells: Sequence[Cell],
    made: Sequence[Picture],
    order: Sequence[int] | np.ndarray,
) -> None:
    """Map, real frame, reference and result side by side, the worst by mean IoU first."""
    folder.mkdir(parents=True, exist_ok=True)
    strips = [
        np.hstack(
            [
                _coloured(cells[k].truth.labels),
                cells[k].truth.picture,
                cells[k].reference.picture,
                made[k],
            ]
        )
        for k in order
    ]
    whole, data = cv2.imencode(".png", np.vstack(strips)[..., ::-1])
    if whole:
        (folder / f"{name}.png").write_bytes(data.tobytes())


def _coloured(labels: Labels) -> Picture:
    chance = np.random.default_rng(5).integers(40, 230, (256, 3))
    return chance.astype(np.uint8)[labels].reshape(SIZE[1], SIZE[0], 3)


def guess_rows(data: Path, most: int | None) -> list[Row]:
    """How many points the guess labels as an eye does, with the network and by rules alone."""
    weights = ModelStore().weights()
    rows: list[Row] = []
    ways: dict[str, Mapping[str, Path]] = {"rules": {}}
    if "vgg19" in weights:
        ways = {"network": weights, **ways}
    for way, there in ways.items():
        right = total = 0
        start = time.process_time()
        points = points_of(most)
        for file, known in points.items():
            picture = to_float(photograph(data / "photos" / file))
            found, _ = guess_labels(picture, there, lambda: None)
            for x, y, accepted in known:
                place = int(y * found.shape[0]), int(x * found.shape[1])
                label = LANDSCAPE.find(int(found[place]))
                right += label is not None and label.name in accepted
                total += 1
        seconds = (time.process_time() - start) / max(1, len(points))
        share = round(right / max(1, total), 4)
        rows.append(
            {"guess": way, "points": total, "right": share, "cpu_seconds": round(seconds, 2)}
        )
    return rows


def _shown(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.4g}"
