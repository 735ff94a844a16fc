"""Sends a visitor through the first five minutes, without a network, and tells what they met."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageCms

from benchmarks.minutes.visitor import BEGUN
from benchmarks.sessions import WRONG, BenchProblem
from benchmarks.start.command import large_photo
from ml.store.folders import models_folder

VISIT_LIMIT_S = 900
TURNED_LEFT = 6
_ROOT = Path(__file__).resolve().parents[2]

Row = dict[str, object]


def main(arguments: Sequence[str]) -> int:
    """Prints the table; a stumble is told, it is no failure of the bench."""
    parser = argparse.ArgumentParser(prog="bench minutes", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the same; one visit takes minutes")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    options = parser.parse_args(arguments)
    try:
        rows, is_cut_off = visits()
    except BenchProblem as problem:
        print(problem, file=sys.stderr)
        return WRONG
    for line in table(rows):
        print(line)
    if not is_cut_off:
        print("The network could not be cut off here.")
    if options.json:
        summary = {"benchmark": "minutes", "is_cut_off": is_cut_off, "machine": machine()}
        print(json.dumps(summary | {"steps": rows}))
    return 0


def visits() -> tuple[list[Row], bool]:
    """Both visits on one fresh home that has the recommended model, as set-up leaves it."""
    door = ["unshare", "-rn"] if can_cut_off() else []
    with tempfile.TemporaryDirectory() as name:
        # With a space and letters beyond ASCII, as people have them.
        folder = Path(name) / "my pictures \u00fc\u6771"
        home = folder / "home"
        (home / "models").mkdir(parents=True)
        model = models_folder() / "migan"
        if model.is_dir():
            shutil.copytree(model, home / "models" / "migan")
        photo = phone_photo(folder / "IMG 0001.jpg")
        rows = visit(door, home, "first", str(photo), str(folder))
        rows += visit(door, home, "again")
    return rows, bool(door)


def visit(door: Sequence[str], home: Path, *words: str) -> list[Row]:
    """One start of the program; its rows, whatever became of it."""
    environment = os.environ | {
        BEGUN: str(time.time()),
        "PENTIMENTO_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
    }
    called = [*door, sys.executable, "-m", "benchmarks.minutes.visitor", *words]
    try:
        done = subprocess.run(
            called,
            env=environment,
            cwd=_ROOT,
            capture_output=True,
            text=True,
            timeout=VISIT_LIMIT_S,
        )
    except subprocess.TimeoutExpired as late:
        raise BenchProblem("The visit took too long.") from late
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    if len(lines) < 2:
        raise BenchProblem(f"The visit broke off: {done.stderr[-800:]}")
    return [row for line in lines for row in json.loads(line)]


def phone_photo(path: Path) -> Path:
    """48 megapixels as a phone writes them: lying on their side, with EXIF that turns them."""
    photo = cv2.imdecode(np.fromfile(large_photo(path), np.uint8), cv2.IMREAD_COLOR)
    assert photo is not None
    picture = Image.fromarray(photo[..., ::-1])
    exif = Image.Exif()
    exif[271], exif[272], exif[306] = "Maker", "Camera 1", "2026:11:22 10:00:00"
    exif[274] = TURNED_LEFT
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture.save(path, quality=90, exif=exif, icc_profile=profile)
    return path


def can_cut_off() -> bool:
    """Whether this system lets us start a process that has no network."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0


def machine() -> str:
    """Where the figures come from."""
    parts = (f"{os.cpu_count()} cores", platform.machine(), platform.system())
    return ", ".join((*parts, f"Python {platform.python_version()}"))


def table(rows: Sequence[Row]) -> list[str]:
    """The rows as a table in Markdown."""
    lines = [
        "| minute | step | wall s | CPU s | clicks | keys | right | seen |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        right = "yes" if row["is_right"] else "**no**"
        told = (row["minute"], row["what"], row["wall_s"], row["cpu_s"], row["clicks"], row["keys"])
        lines.append("| " + " | ".join(map(str, (*told, right, row["found"]))) + " |")
    return lines
