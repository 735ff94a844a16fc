"""Paints the style pictures that come with the program: `python -m benchmarks.style.presets`.

They are drawn by chance by our own code, so that nobody else has rights in them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from ml.systems.fast_style.manners import PAINTED, PAINTED_PX
from ml.training.examples.styles import painted_style

QUALITY = 85
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "styles"


def write_presets(folder: Path) -> list[Path]:
    """One JPEG for each preset; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for name, seed in PAINTED.items():
        picture = painted_style(PAINTED_PX, np.random.default_rng(seed))
        path = folder / f"{name}.jpg"
        Image.fromarray(picture).save(path, quality=QUALITY)
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write_presets(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER):
        print(written.name)
