"""The sets of test pictures, each judged by its pixels: that a file opened proves nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from editor.files.decoder import Decoder
from editor.files.problems import UnreadableFile
from editor.files.raster import Picture

# The samples show their own number as text, so that they differ a little from the first one.
_LIKE_THE_FIRST = 6.0
_KINDS = ("Landscape", "Portrait")


@dataclass
class SetCount:
    """What came of one set: `right` of `files`, and the names of those that were not."""

    files: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, *, is_right: bool) -> None:
        self.files += 1
        self.right += is_right
        if not is_right:
            self.wrong.append(name)

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def judge(corpus: Path, decoder: Decoder) -> dict[str, SetCount]:
    """Every set that lies in `corpus`, by its title."""
    found: dict[str, SetCount] = {}
    suite = corpus / "pngsuite"
    if suite.is_dir():
        found["PngSuite, right pixels"] = png_suite(suite, decoder)
        found["PngSuite, corrupt files refused"] = corrupt_pngs(suite, decoder)
    turned = corpus / "exif-orientation"
    if turned.is_dir():
        found["EXIF orientation, upright"] = orientations(turned, decoder)
    return found


def png_suite(folder: Path, decoder: Decoder) -> SetCount:
    """Every sound PNG against the RGBA written down for it; invisible pixels have no colour."""
    count = SetCount()
    for path in sorted((folder / "png").glob("*.png")):
        if path.stem.startswith("x"):
            continue
        reference = json.loads((folder / "json" / f"{path.stem}.json").read_text())
        count.add(path.stem, is_right=_shows(decoder, path, reference))
    return count


def corrupt_pngs(folder: Path, decoder: Decoder) -> SetCount:
    """Right is one sentence instead of a picture."""
    count = SetCount()
    for path in sorted((folder / "png").glob("x*.png")):
        count.add(path.stem, is_right=_opened(decoder, path) is None)
    return count


def orientations(folder: Path, decoder: Decoder) -> SetCount:
    """All nine of each kind against the upright first; 0 is what EXIF does not know."""
    count = SetCount()
    for kind in _KINDS:
        first = _opened(decoder, folder / f"{kind}_1.jpg")
        for path in sorted(folder.glob(f"{kind}_*.jpg")):
            picture = _opened(decoder, path)
            count.add(path.stem, is_right=_are_alike(first, picture))
    return count


def _opened(decoder: Decoder, path: Path) -> Picture | None:
    try:
        return decoder.decode(path)
    except UnreadableFile:
        return None


def _shows(decoder: Decoder, path: Path, reference: list[int]) -> bool:
    picture = _opened(decoder, path)
    if picture is None:
        return False
    pixels = picture.as_rgba().astype(np.int64)
    if len(reference) != pixels.size:
        return False
    expected = np.array(reference).reshape(pixels.shape)
    invisible = expected[:, :, 3] == 0
    pixels[invisible] = expected[invisible] = 0
    return np.array_equal(pixels, expected)


def _are_alike(first: Picture | None, other: Picture | None) -> bool:
    if first is None or other is None or first.pixels.shape != other.pixels.shape:
        return False
    difference = np.abs(first.pixels.astype(np.int64) - other.pixels)
    return float(difference.mean()) < _LIKE_THE_FIRST
