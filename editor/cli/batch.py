"""`run` on a folder: every picture in it, one after the other, whatever becomes of one of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from editor.cli.arguments import RunWords
from editor.cli.problems import FAILED, UsageProblem, judge
from editor.cli.progress_line import ProgressLine
from editor.cli.studio import Order, Studio, write_result
from editor.files.writer import export_suffixes
from ml.api.errors import Cancelled, WeightsMissing
from ml.api.params import to_scalars
from ml.api.spec import GeneratorSpec, PortKind

READ = (
    *(".png", ".jpg", ".jpeg", ".jpe", ".tif", ".tiff", ".webp", ".avif", ".heic", ".heif"),
    *(".gif", ".bmp", ".jp2", ".psd", ".psb", ".svg", ".svgz", ".ora"),
)
USUAL = ".png"


@dataclass
class Tally:
    """What was made, and why the rest was not."""

    made: list[str] = field(default_factory=list[str])
    failed: dict[str, str] = field(default_factory=dict[str, str])


def picture_port(spec: GeneratorSpec) -> str:
    """The name of the input that is the picture itself; "" where there is none."""
    return next((port.name for port in spec.inputs if port.kind is PortKind.IMAGE), "")


def is_batch(told: RunWords) -> bool:
    """Whether a folder was given in place of the picture."""
    files = told.files.get(picture_port(told.spec), ())
    return len(files) == 1 and files[0].is_dir()


def run_batch(told: RunWords) -> int:
    """0 where every picture was made, 1 where one was not; raises `UsageProblem`."""
    source = told.files[picture_port(told.spec)][0]
    pictures = _pictures(source)
    _ready_folder(told.output, source)
    tally = Tally()
    with Studio(told.device) as studio:
        for number, picture in enumerate(pictures, 1):
            _one(studio, told, picture, (f"{number} of {len(pictures)} {picture.name}", tally))
    line = ProgressLine(told.spec.title, quiet=told.quiet)
    line.say(f"{told.output}: {_count(len(tally.made))} made, {len(tally.failed)} failed")
    if told.as_json:
        print(json.dumps(_report(told, tally), ensure_ascii=False))
    return FAILED if tally.failed else 0


def _one(studio: Studio, told: RunWords, picture: Path, where: tuple[str, Tally]) -> None:
    """One picture; its failure is said and counted, and stops nothing but itself."""
    title, tally = where
    line = ProgressLine(title, quiet=told.quiet)
    files = {**told.files, picture_port(told.spec): (picture,)}
    order = Order(told.spec, told.params, files, told.texts, told.margins)
    output = told.output / result_name(picture)
    try:
        if str(output) in tally.made:
            raise UsageProblem(f"Another picture of the folder became {output.name} already.")
        document, result = studio.make(order, line)
        write_result(told.spec, document, output, _prefixed(line, picture.name))
        tally.made.append(str(output))
        line.say(f"{output}: {result.seconds:.1f} s on {result.device}")
    except (Cancelled, WeightsMissing):
        # The next picture would fare no better.
        raise
    except Exception as error:
        tally.failed[str(picture)], _ = judge(error)
        # Even a quiet run says what is missing from its result.
        ProgressLine(title).say(f"{picture.name}: {tally.failed[str(picture)]}")
    finally:
        line.end()


def _prefixed(line: ProgressLine, name: str) -> Callable[[str], None]:
    return lambda sentence: line.say(f"{name}: {sentence}")


def result_name(picture: Path) -> str:
    """The picture's own name, with an ending that can be written."""
    can = picture.suffix.lower() in export_suffixes()
    return picture.name if can else f"{picture.stem}{USUAL}"


def _pictures(folder: Path) -> list[Path]:
    """By name; what is hidden or no picture by its ending is passed over."""
    found = [
        path
        for path in folder.iterdir()
        if path.suffix.lower() in READ and not path.name.startswith(".") and path.is_file()
    ]
    if not found:
        raise UsageProblem(f"The folder {str(folder)!r} holds no picture; name another one.")
    return sorted(found)


def _ready_folder(output: Path, source: Path) -> None:
    if output.exists() and not output.is_dir():
        raise UsageProblem(f"The output {str(output)!r} is a file; for a folder name a folder.")
    if output.resolve() == source.resolve():
        raise UsageProblem("The output is the folder of the pictures; name another one.")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or "it is not allowed"
        raise UsageProblem(f"The folder {str(output)!r} cannot be made: {why}.") from error


def _count(made: int) -> str:
    return "1 picture" if made == 1 else f"{made} pictures"


def _report(told: RunWords, tally: Tally) -> dict[str, object]:
    return {
        "generator": told.spec.id,
        "output": str(told.output),
        "parameters": to_scalars(told.params),
        "made": tally.made,
        "failed": tally.failed,
    }
