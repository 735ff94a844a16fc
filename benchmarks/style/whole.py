"""A photograph of 24 megapixels to its end, in as many sittings as it takes.

`python -m benchmarks.style.whole PHOTO STYLE FOLDER [--minutes N]`: what each tile's network
answered is kept in FOLDER, so that the same command goes on there. At the end it prints CPU
seconds of all sittings, the most memory of one, and how the picture steps at borders of tiles.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.generators.style.fast import FastPainter, Networks
from ml.generators.style.generator import Style
from ml.generators.style.latents import CELL_PX, Latents
from ml.generators.style.spec import DECODER_CARD, ENCODER_CARD, TILE_PX, StyleParams
from ml.training.teachers import teacher_file

SIZE = (6000, 4000)
NEAR = (-3, -2, -1, 1, 2, 3)
"""Borders of cells that a border of tiles is compared with: the decoder's grid is in both."""


class OutOfTime(Exception):
    """This sitting is over; what was made is kept."""


class KeptNetworks:
    """Answers from the folder where it has them, in the order of the calls."""

    def __init__(self, networks: Networks, folder: Path, ends_s: float) -> None:
        self._networks, self._folder, self._ends_s = networks, folder, ends_s
        self._calls = {"encode": 0, "decode": 0}
        self.made = 0

    def encode(self, pictures: Tensor) -> Tensor:
        return self._answer("encode", lambda: self._networks.encode(pictures))

    def decode(self, latents: Tensor) -> Tensor:
        return self._answer("decode", lambda: self._networks.decode(latents))

    def _answer(self, name: str, make: Callable[[], Tensor]) -> Tensor:
        path = self._folder / f"{name}-{self._calls[name]:03d}.npy"
        self._calls[name] += 1
        if path.is_file():
            return torch.from_numpy(np.load(path))
        if time.monotonic() > self._ends_s:
            raise OutOfTime
        made = make()
        self.made += 1
        part = path.with_suffix(".part")
        with part.open("wb") as opened:
            np.save(opened, made.numpy())
        part.replace(path)
        return made


def steps_at_borders(picture: NDArray[np.float32], tile_px: int) -> dict[str, float]:
    """Mean step between neighbours at borders of tiles over that at borders of cells near them."""
    found: dict[str, float] = {}
    for axis, name in ((1, "columns"), (0, "rows")):
        ends = _ends(picture, axis, tile_px)
        steps = np.abs(np.diff(picture, axis=axis)).mean(axis=(1 - axis, 2))
        near = [np.mean([steps[end - 1 + CELL_PX * at] for at in NEAR]) for end in ends]
        at_borders = [steps[end - 1] for end in ends]
        found[name] = float(np.mean(np.array(at_borders) / np.array(near)))
    return found


def _ends(picture: NDArray[np.float32], axis: int, tile_px: int) -> list[int]:
    boxes = Latents(0, picture.shape[0], picture.shape[1]).tiles(tile_px)
    ends = {(box.right if axis == 1 else box.bottom) * CELL_PX for box in boxes}
    return sorted(end for end in ends if end < picture.shape[axis] - 4 * CELL_PX)


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.style.whole")
    for name in ("photo", "style", "folder"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--minutes", type=float, default=14.0)
    chosen = parser.parse_args(words)
    torch.set_num_threads(1)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    began_s = time.process_time()
    ended = _paint(chosen)
    spent = {"cpu_s": time.process_time() - began_s, "peak_mb": _peak_mb(), "tiles": ended[1]}
    record = chosen.folder / "sittings.jsonl"
    with record.open("a", encoding="utf-8") as opened:
        opened.write(json.dumps(spent) + "\n")
    sittings = [json.loads(line) for line in record.read_text("utf-8").splitlines()]
    total_s = sum(sitting["cpu_s"] for sitting in sittings)
    peak_mb = max(sitting["peak_mb"] for sitting in sittings)
    print(f"{len(sittings)} sittings, {total_s:.0f} CPU s, at most {peak_mb:.0f} MB")
    made = ended[0]
    if made is None:
        print("not at the end yet: give the same command again")
        return 1
    print("step at borders of tiles over steps near them:", steps_at_borders(made, TILE_PX))
    eight = np.rint(made * 255).astype(np.uint8)
    Image.fromarray(eight).save(chosen.folder / "result.jpg", quality=92)
    return 0


def _paint(chosen: argparse.Namespace) -> tuple[NDArray[np.float32] | None, int]:
    generator = Style()
    weights = {card: teacher_file(card) for card in (ENCODER_CARD, DECODER_CARD)}
    generator.load(Resources(weights=weights))
    painter = generator.painter_of(StyleParams())
    assert isinstance(painter, FastPainter)
    ends_s = time.monotonic() + 60.0 * chosen.minutes
    kept = KeptNetworks(painter.networks, chosen.folder, ends_s)
    painter.networks = kept
    given = Inputs({"image": (_read(chosen.photo),), "reference": (_read(chosen.style, None),)})
    try:
        return generator.run(given, StyleParams(), NoProgress()).image.astype(np.float32), kept.made
    except OutOfTime:
        return None, kept.made


def _read(path: Path, size: tuple[int, int] | None = SIZE) -> NDArray[np.float32]:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    if size is not None:
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    return np.asarray(picture, np.float32) / np.float32(255)


def _peak_mb() -> float:
    # Linux: kilobytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
