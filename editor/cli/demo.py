"""`demo --output DIR`: every generator on the bundled photographs, as pictures and one sheet."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from editor.cli.arguments import Parser
from editor.cli.contact_sheet import Cell, contact_sheet
from editor.cli.problems import UsageProblem
from editor.cli.progress_line import ProgressLine
from editor.cli.studio import Order, Studio, write_result
from editor.document.composite import flatten
from editor.document.document import Document
from editor.files.raster import Picture
from editor.files.writer import ExportOptions, export
from editor.generate import in_depth
from ml.api.errors import GeneratorError, WeightsMissing
from ml.api.params import Scalar
from ml.api.spec import GeneratorSpec, Placing, PortKind
from ml.api.validation import build_params
from ml.catalog import CATALOG
from resources.index import PICTURE_ENDINGS, samples

SHEET = "contact-sheet.jpg"
DETAIL_PX = (240, 150)
TINT = np.array((255, 0, 200), np.float32)


@dataclass(frozen=True)
class Show:
    """One generator on one sample with one set of parameters."""

    spec: GeneratorSpec
    sample: Path
    files: dict[str, tuple[Path, ...]]
    values: dict[str, Scalar]

    @property
    def name(self) -> str:
        return "-".join([self.spec.id, self.sample.stem, *map(str, self.values.values())])

    @property
    def label(self) -> str:
        said = ", ".join(f"{name} {value}" for name, value in self.values.items())
        return f"{self.spec.id} {said}".strip()


def main(words: Sequence[str]) -> int:
    parser = Parser("demo", "Run every generator on the bundled photographs.")
    parser.add_argument("--output", type=Path, metavar="DIR", help="where the pictures go")
    parser.add_argument("--device", default="auto", metavar="NAME", help="auto, cpu, cuda:N or mps")
    parser.add_argument("--json", action="store_true", help="print one JSON object at the end")
    parser.add_argument("--quiet", action="store_true", help="no progress")
    found = parser.read(words)
    folder = _folder(found.output)
    made: list[str] = []
    cells: list[list[Cell]] = []
    with Studio(found.device) as studio:
        for spec in CATALOG:
            for sample in samples():
                shows = _shows(spec, _shown_part(spec, sample, folder))
                row = _row(studio, shows, folder, quiet=found.quiet)
                made += [cell.file for cell in row if cell.file]
                cells += [row] if row else []
    if not cells:
        raise GeneratorError("No generator could be shown; the sentences above say why.")
    sheet = contact_sheet(cells)
    export(Picture(sheet), folder / SHEET, ExportOptions(quality=90))
    if found.json:
        print(json.dumps({"pictures": made, "sheet": str(folder / SHEET)}))
    elif not found.quiet:
        print(f"{len(made)} pictures and {SHEET} are in {folder}", file=sys.stderr)
    return 0


def _folder(path: Path | None) -> Path:
    if path is None:
        raise UsageProblem("Say where the pictures go: demo --output DIR.")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageProblem(f"The folder {str(path)!r} cannot be made: {error.strerror}.") from error
    return path


def _shown_part(spec: GeneratorSpec, sample: Path, folder: Path) -> Path:
    """The sample; for what makes pictures larger a detail of it, or the sheet would not show it."""
    if spec.placing is not Placing.PICTURE:
        return sample
    with Image.open(sample) as opened:
        picture = opened.convert("RGB")
    x, y = _place_of_interest(sample, picture.size)
    left = max(0, min(x - DETAIL_PX[0] // 2, picture.width - DETAIL_PX[0]))
    top = max(0, min(y - DETAIL_PX[1] // 2, picture.height - DETAIL_PX[1]))
    detail = folder / f"{sample.stem}-detail.png"
    picture.crop((left, top, left + DETAIL_PX[0], top + DETAIL_PX[1])).save(detail)
    return detail


def _place_of_interest(sample: Path, size: tuple[int, int]) -> tuple[int, int]:
    """The middle of the thing that the sample's mask covers, or of the picture."""
    mask = sample.with_suffix(".mask.png")
    box: tuple[int, int, int, int] | None = None
    if mask.is_file():
        with Image.open(mask) as opened:
            box = opened.convert("L").getbbox()
    left, top, right, bottom = box or (0, 0, *size)
    return (left + right) // 2, (top + bottom) // 2


def _shows(spec: GeneratorSpec, sample: Path) -> list[Show]:
    """What can be shown of a generator on a sample; none where the sample lacks an input."""
    files: dict[str, tuple[Path, ...]] = {}
    for port in spec.inputs:
        if port.kind is PortKind.IMAGE:
            files[port.name] = (sample,)
        elif port.required:
            beside = [
                path
                for path in (sample.with_suffix(f".{port.name}{end}") for end in PICTURE_ENDINGS)
                if path.is_file()
            ]
            if not beside:
                return []
            files[port.name] = tuple(beside[:1])
    return [Show(spec, sample, files, dict(values)) for values in spec.demos]


def _row(studio: Studio, shows: list[Show], folder: Path, *, quiet: bool) -> list[Cell]:
    """The sample with its mask, then every result; what cannot be shown is said."""
    row: list[Cell] = []
    for show in shows:
        line = ProgressLine(show.name, quiet=quiet)
        order = Order(show.spec, build_params(show.spec, show.values), show.files)
        try:
            document, result = studio.make(order, line)
        except WeightsMissing as error:
            print(f"{show.name}: {error.message}", file=sys.stderr)
            continue
        finally:
            line.end()
        path = folder / f"{show.name}.png"
        write_result(show.spec, document, path, line.say)
        if not row:
            before = _before(document)
            masked = ", masked" if _takes_mask(show.spec) else ""
            row.append(Cell(before, f"{show.sample.stem}{masked}"))
        seam = result.info.get("seam")
        said = f"{result.seconds:.1f} s" + ("" if seam is None else f", seam {seam} dE")
        row.append(Cell(_after(show.spec, document), f"{show.label}: {said}", str(path)))
    return row


def _takes_mask(spec: GeneratorSpec) -> bool:
    return any(port.kind is PortKind.MASK and port.required for port in spec.inputs)


def _before(document: Document) -> NDArray[np.uint8]:
    """The picture as it was, its mask tinted."""
    document.history.undo()
    before = _eight(flatten(document)).astype(np.float32)
    share = document.selection.coverage(document.canvas)[..., None].astype(np.float32) / 510
    document.history.redo()
    return (before * (1 - share) + TINT * share).astype(np.uint8)


def _after(spec: GeneratorSpec, document: Document) -> NDArray[np.uint8]:
    """The picture as it is now: what is not selected tinted, what is hidden white."""
    after = flatten(document)
    shown = _eight(after).astype(np.float32)
    if spec.placing is Placing.SELECTION:
        share = 255 - document.selection.coverage(document.canvas)[..., None].astype(np.float32)
        return (shown * (1 - share / 510) + TINT * share / 510).astype(np.uint8)
    alpha = in_depth(after[..., 3:], "uint8").astype(np.float32) / 255
    return np.rint(shown * alpha + 255 * (1 - alpha)).astype(np.uint8)


def _eight(pixels: NDArray[np.unsignedinteger]) -> NDArray[np.uint8]:
    return in_depth(pixels[..., :3], "uint8").astype(np.uint8, copy=False)
