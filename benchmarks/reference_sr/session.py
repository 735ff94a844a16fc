"""One run of the bench: each cell the plain way and with its reference, measured and told."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from benchmarks.metrics.lpips import LpipsWeightsMissing, load_lpips
from benchmarks.reference_sr import fixed_cells
from benchmarks.reference_sr.large import measure_large
from benchmarks.reference_sr.pairs import Bytes, Cell, cells
from benchmarks.reference_sr.photographs import frame_pairs, photographs
from benchmarks.sessions import BenchProblem
from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.generators.reference_sr.generator import ReferenceSr
from ml.generators.reference_sr.plain import Plain
from ml.generators.reference_sr.resampling import shrunken
from ml.generators.reference_sr.spec import ReferenceSrParams
from ml.store.bundled import published_in
from ml.training.metrics.fidelity import View, psnr_db, ssim
from ml.training.metrics.lpips import Lpips
from resources.index import weights

FACTOR = 4
VIEW = View(border_px=FACTOR)
MEASURES = (
    "plain_db",
    "ours_db",
    "gain_db",
    "plain_ssim",
    "ours_ssim",
    "plain_lpips",
    "ours_lpips",
)
Key = tuple[str, str]


@dataclass
class Bench:
    """What measures, and everything that was found by set and level."""

    ours: ReferenceSr
    plain: Plain
    boldness: float
    lpips: Lpips | None
    pictures: Path | None
    found: dict[Key, dict[str, list[float]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def measure(self, collection: str, cell: Cell) -> None:
        """Small by antialiased bicubic, rounded to 8 bit, enlarged both ways."""
        small = _eight(shrunken(_floats(cell.truth), FACTOR))
        picture = _floats(small)
        reference = _floats(cell.reference)
        began_s = time.process_time()
        plain = _eight(self.plain.enlarged(picture, FACTOR))
        plain_s = time.process_time() - began_s
        inputs = Inputs({"image": (picture,), "reference": (reference,)})
        params = ReferenceSrParams(factor=FACTOR, boldness=self.boldness)
        made = _eight(self.ours.run(inputs, params, NoProgress()).image.astype(np.float32))
        ours_s = time.process_time() - began_s - plain_s
        row = {"plain_cpu_s": plain_s, "ours_cpu_s": ours_s}
        for name, result in (("plain", plain), ("ours", made)):
            row[f"{name}_db"] = psnr_db(cell.truth, result, VIEW)
            row[f"{name}_ssim"] = ssim(cell.truth, result, VIEW)
            if self.lpips is not None:
                row[f"{name}_lpips"] = self.lpips.distance(cell.truth, result)
        row["gain_db"] = row["ours_db"] - row["plain_db"]
        for name, value in row.items():
            self.found[collection, cell.level][name].append(value)
        print(f"{collection} {cell.name} {cell.level} {row['gain_db']:+.3f} dB", file=sys.stderr)
        self._strip(collection, cell, [plain, made, cell.truth])

    def rows(self) -> list[dict[str, float | int | str]]:
        """Means, and the worst gain of any cell."""
        return [
            {
                "set": key[0],
                "reference": key[1],
                "n": len(measured["gain_db"]),
                **{name: float(np.mean(values)) for name, values in measured.items()},
                "worst_gain_db": min(measured["gain_db"]),
            }
            for key, measured in self.found.items()
        ]

    def _strip(self, collection: str, cell: Cell, shown: list[Bytes]) -> None:
        if self.pictures is None:
            return
        self.pictures.mkdir(parents=True, exist_ok=True)
        rows, columns = shown[0].shape[:2]
        reference = cv2.resize(cell.reference, (columns, rows), interpolation=cv2.INTER_AREA)
        name = f"{collection}-{cell.name}-{cell.level}.png"
        strip = np.concatenate([*shown, np.asarray(reference, np.uint8)], axis=1)
        Image.fromarray(strip).save(self.pictures / name)


def run(chosen: argparse.Namespace) -> int:
    """Measure and print; the last line is JSON where that was asked for."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    files = {f.card.id: f.folder / f.parts[0].file for f in published_in(weights())}
    resources = Resources(weights=files)
    if chosen.large is not None:
        return _tell([measure_large(chosen.large, resources)], chosen)
    if chosen.data is None:
        raise BenchProblem("Name the folder of photographs: --data FOLDER.")
    if chosen.fix_cells:
        fixed_cells.write(_photograph_cells(chosen))
        return 0
    bench = Bench(
        ReferenceSr(), Plain(), chosen.boldness, None if chosen.no_lpips else _lpips(),
        chosen.pictures,
    )  # fmt: skip
    bench.ours.load(resources)
    bench.plain.load(resources)
    marks, strangers = fixed_cells.known(), 0
    for collection, cell in _frame_cells(chosen) if chosen.frames else _photograph_cells(chosen):
        strangers += not chosen.frames and not fixed_cells.is_as_fixed(collection, cell, marks)
        bench.measure(collection, cell)
    if strangers and not chosen.quick:
        print(f"{strangers} cells are not those of cells.json.", file=sys.stderr)
    return _tell(bench.rows(), chosen)


def _photograph_cells(chosen: argparse.Namespace) -> Iterator[tuple[str, Cell]]:
    known = photographs(chosen.data)
    for collection in dict.fromkeys(photo.collection for photo in known):
        mine = [photo for photo in known if photo.collection == collection]
        read = [(photo.path.stem, photo.load()) for photo in (mine[:2] if chosen.quick else mine)]
        for cell in cells(read):
            yield collection, cell
        if chosen.quick:
            return


def _frame_cells(chosen: argparse.Namespace) -> Iterator[tuple[str, Cell]]:
    pairs = frame_pairs(chosen.data)
    if not pairs:
        raise BenchProblem(f"{chosen.data} has no camvid/val.")
    for words, one, other in pairs[:2] if chosen.quick else pairs:
        frames: list[Bytes] = []
        for path in (one, other):
            with Image.open(path) as opened:
                frames.append(np.asarray(opened.convert("RGB")))
        yield "camvid", Cell(one.stem, words, frames[0], frames[1], 1.0)


def _lpips() -> Lpips | None:
    try:
        return load_lpips("alexnet")
    except LpipsWeightsMissing as error:
        print(error, file=sys.stderr)
        return None


def _eight(picture: NDArray[np.float32]) -> Bytes:
    return np.rint(np.clip(picture, 0, 1) * 255).astype(np.uint8)


def _floats(picture: Bytes) -> NDArray[np.float32]:
    return picture.astype(np.float32) / np.float32(255)


def _tell(rows: list[dict[str, float | int | str]], chosen: argparse.Namespace) -> int:
    names = list(rows[0])
    print(f"| {' | '.join(names)} |\n|{'---|' * len(names)}")
    for row in rows:
        shown = [f"{row[n]:.3f}" if isinstance(row[n], float) else str(row[n]) for n in names]
        print(f"| {' | '.join(shown)} |")
    if chosen.json:
        print(json.dumps({"benchmark": "reference_sr", "rows": rows}))
    return 0
