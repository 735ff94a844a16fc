"""What the real program holds in memory: the editor with its decoder and its idle worker."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import numpy as np
from PIL import Image

from benchmarks.canvas.documents import photograph
from benchmarks.start.probe import BEGUN, STAY
from editor.document.document import Document
from editor.document.layers import PixelLayer
from editor.document.tiles import TILE_PX, TilePlane, box_of
from editor.files.native import save

LAYERED_GOAL_MB, HUGE_GOAL_MB, PHOTO_GOAL_CPU_S = 600, 2000, 1.0
_FILLED = 0.15
_REST_S = 8.0
_ROOT = Path(__file__).resolve().parents[2]


class Held(TypedDict):
    """One file in the program; memory in megabytes (a million bytes), PSS of all processes."""

    file: str
    peak_mb: int
    at_rest_mb: int
    editor_mb: int
    sharp_after_s: float
    editor_cpu_s: float
    decoder_cpu_s: float


def measure(folder: Path) -> list[Held]:
    """Four files, each in a program of its own; the small one shows what the others add to."""
    home = folder / "home"
    compile_loops(home)
    return [
        hold(photo(folder / "half a megapixel.jpg", (900, 600)), home),
        hold(photo(folder / "24 megapixels.jpg", (6000, 4000)), home),
        hold(layered(folder / "ten layers of 24 megapixels.ora"), home),
        hold(photo(folder / "400 megapixels.jpg", (20000, 20000)), home),
    ]


def compile_loops(home: Path) -> None:
    """What set-up does once on a machine, and no artist waits for."""
    work = (
        "import main; main.keep_compiled_loops(); from editor.document import engine; engine.warm()"
    )
    environment = os.environ | {"PENTIMENTO_HOME": str(home)}
    subprocess.run([sys.executable, "-c", work], env=environment, cwd=_ROOT, check=True)


def photo(path: Path, size: tuple[int, int]) -> Path:
    pixels = photograph(*size, seed=3)[..., :3]
    Image.fromarray(np.ascontiguousarray(pixels)).save(path, quality=85)
    return path


def layered(path: Path) -> Path:
    """Ten layers of 6000 x 4000 whose tiles are filled to 15 %, each in other places."""
    document = Document(6000, 4000)
    chance = np.random.default_rng(5)
    pixels = photograph(6000, 4000, 4)
    keys = [(row, col) for row in range(4000 // TILE_PX) for col in range(6000 // TILE_PX)]
    for number in range(10):
        plane = TilePlane(4)
        for index in chance.permutation(len(keys))[: round(_FILLED * len(keys))]:
            box = box_of(keys[index])
            plane.write(box, pixels[box.slices])
        document.insert_layer(PixelLayer(f"Layer {number}", plane))
    save(document, path)
    return path


@dataclass
class Peak:
    """The most that a tree of processes held, looked at several times a second."""

    root: int
    most: int = 0
    decoder_cpu_s: float = 0.0
    _is_done: bool = False

    def watch(self) -> None:
        while not self._is_done:
            self.most = max(self.most, sum(pss(process) for process in family(self.root)))
            # A decoder that has ended leaves its seconds with its parent.
            others = [cpu_s(process) for process in family(self.root)[1:]]
            self.decoder_cpu_s = max(self.decoder_cpu_s, max(others, default=0.0))
            time.sleep(0.1)

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        thread = threading.Thread(target=self.watch, name="peak")
        thread.start()
        try:
            yield
        finally:
            self._is_done = True
            thread.join()


def hold(file: Path, home: Path) -> Held:
    """Open `file` in the program, wait until it rests, and end it."""
    environment = os.environ | {
        BEGUN: str(time.time()),
        "PENTIMENTO_HOME": str(home),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    words = [sys.executable, "-m", "benchmarks.start.probe", STAY, str(file)]
    with subprocess.Popen(
        words, env=environment, cwd=_ROOT, stdout=subprocess.PIPE, start_new_session=True
    ) as program:
        assert program.stdout is not None
        peak = Peak(program.pid)
        with peak.watching():
            found = json.loads(program.stdout.readline())
            decoder_cpu_s = peak.decoder_cpu_s
            # The worker starts after the picture; its imports end meanwhile.
            time.sleep(_REST_S)
        members = family(program.pid)
        rest = [pss(process) for process in members]
        os.killpg(program.pid, signal.SIGKILL)
    return Held(
        file=file.name,
        peak_mb=round(peak.most / 1e6),
        at_rest_mb=round(sum(rest) / 1e6),
        editor_mb=round(rest[0] / 1e6),
        sharp_after_s=round(found.get("picture", 0.0) - found["window"], 2),
        editor_cpu_s=round(found.get("picture_cpu", 0.0) - found["window_cpu"], 2),
        decoder_cpu_s=round(decoder_cpu_s, 2),
    )


def family(process: int) -> list[int]:
    """A process and all that it started, itself first."""
    members = [process]
    with contextlib.suppress(OSError):
        for thread in os.listdir(f"/proc/{process}/task"):
            children = Path(f"/proc/{process}/task/{thread}/children").read_text().split()
            for child in children:
                members += family(int(child))
    return members


def pss(process: int) -> int:
    """Bytes that are its own, shared ones counted by share; 0 where it has ended."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def cpu_s(process: int) -> float:
    """User and system seconds of a process."""
    with contextlib.suppress(OSError, IndexError):
        after = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
        return (int(after[11]) + int(after[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def goals(rows: list[Held]) -> dict[str, bool]:
    """Which of the marks were met."""
    small_row, photo_row, layered_row, huge_row = rows
    # Loading loops and libraries is the price of any first picture, and not of this one's size.
    seconds = shown_cpu_s(photo_row) - shown_cpu_s(small_row)
    return {
        f"24-megapixel JPEG shown within {PHOTO_GOAL_CPU_S} s of CPU more than a small one": (
            seconds < PHOTO_GOAL_CPU_S
        ),
        f"ten layers of 24 megapixels, 15 % filled, within {LAYERED_GOAL_MB} MB at rest": (
            layered_row["at_rest_mb"] <= LAYERED_GOAL_MB
        ),
        f"400 megapixels open within {HUGE_GOAL_MB} MB": huge_row["peak_mb"] <= HUGE_GOAL_MB,
    }


def shown_cpu_s(row: Held) -> float:
    """Processor seconds of editor and decoder until the picture stood sharp."""
    return row["editor_cpu_s"] + row["decoder_cpu_s"]


def table(rows: list[Held]) -> str:
    head = (
        f"{'file':34} {'peak MB':>8} {'rest MB':>8} {'editor':>7} {'sharp s':>8} "
        f"{'editor CPU':>10} {'decoder CPU':>11}"
    )
    lines = [
        f"{row['file']:34} {row['peak_mb']:8} {row['at_rest_mb']:8} {row['editor_mb']:7} "
        f"{row['sharp_after_s']:8.2f} {row['editor_cpu_s']:10.2f} {row['decoder_cpu_s']:11.2f}"
        for row in rows
    ]
    return "\n".join([head, *lines])
