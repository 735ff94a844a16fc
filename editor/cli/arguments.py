"""The options of a generator on the command line, made from its declaration alone."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from editor.cli.problems import UsageProblem
from editor.models import suggestions
from ml.api.labels import LabelError
from ml.api.palette_files import palette_path, palette_text, read_palette
from ml.api.params import ParamField, Params, Scalar, describe, to_scalars
from ml.api.spec import GeneratorSpec, Port, PortKind
from ml.api.validation import build_params, suggestion
from ml.store.store import ModelStore

FILE_PORTS = (
    PortKind.IMAGE,
    PortKind.MASK,
    PortKind.LABELS,
    PortKind.REFERENCE,
    PortKind.REFERENCE_MASK,
)
TEXT_PORTS = (PortKind.TEXT, PortKind.CLASS, PortKind.LATENT)


class Parser(argparse.ArgumentParser):
    """Raises `UsageProblem` where argparse would print its usage and exit."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(
            prog=f"pentimento {prog}",
            description=description,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    def error(self, message: str) -> NoReturn:
        text = message[:1].upper() + message[1:]
        raise UsageProblem(f"{text}; {self.prog} --help tells more.")

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse; an unknown option is answered with the nearest one."""
        found, left = self.parse_known_args(list(words))
        if not left:
            return found
        stray = next((word for word in left if word.startswith("--")), left[0])
        known = [name for action in self._actions for name in action.option_strings]
        if not stray.startswith("-"):
            raise UsageProblem(f"{stray!r} is not understood; {self.prog} --help tells more.")
        name = stray.partition("=")[0]
        near = suggestion(name, [option for option in known if option.startswith("--")])
        raise UsageProblem(f"{self.prog} has no option {name}{near.replace(chr(39), '')}")


@dataclass(frozen=True)
class RunWords:
    """What `run` was told, checked against the declaration but not against any file."""

    spec: GeneratorSpec
    params: Params
    files: Mapping[str, tuple[Path, ...]]
    texts: Mapping[str, str]
    output: Path
    device: str
    margins: tuple[int, int, int, int]
    as_json: bool
    quiet: bool


def option(name: str) -> str:
    """The word for a parameter or port: `--tile-px` for `tile_px`."""
    return "--" + name.replace("_", "-")


def parser_of(spec: GeneratorSpec) -> Parser:
    """Ports first, then parameters, then what is common to all generators."""
    parser = Parser(f"run {spec.id}", f"{spec.title}: {spec.summary}")
    inputs = parser.add_argument_group("inputs")
    for port in spec.inputs:
        _add_port(inputs, port)
    params = parser.add_argument_group("parameters")
    for field in describe(spec.params):
        _add_param(params, field)
    common = parser.add_argument_group("result")
    add_common(common)
    if spec.context is not None:
        common.add_argument(
            "--expand",
            nargs=4,
            type=int,
            default=(0, 0, 0, 0),
            metavar=("LEFT", "TOP", "RIGHT", "BOTTOM"),
            help="grow the canvas by so many px and fill what is new; no mask is needed then",
        )
    return parser


def add_common(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="png, jpg, tif, webp or, with layers, ora; a folder where the picture is one",
    )
    group.add_argument(
        "--device", default="auto", metavar="NAME", help="auto, cpu, cuda:N or mps (default: auto)"
    )
    group.add_argument("--json", action="store_true", help="print one JSON object at the end")
    group.add_argument("--quiet", action="store_true", help="no progress")


def _add_port(group: argparse._ArgumentGroup, port: Port) -> None:
    text = port.kind in TEXT_PORTS
    group.add_argument(
        option(port.name),
        dest=f"port {port.name}",
        metavar="TEXT" if text else "FILE",
        nargs="+" if port.many else None,
        action="extend" if port.many else "store",
        help=port.help + ("" if port.required else " (not required)"),
    )


def _add_param(group: argparse._ArgumentGroup, field: ParamField) -> None:
    # Values stay words here: the declaration itself judges them, with its own sentence.
    group.add_argument(
        option(field.name),
        dest=f"param {field.name}",
        metavar=_metavar(field),
        nargs="?" if field.control == "check" else None,
        const="true" if field.control == "check" else None,
        help=f"{field.help} (default: {_shown(field.default)})".replace("%", "%%"),
    )


def _metavar(field: ParamField) -> str:
    if field.choices:
        return "|".join(field.choices)
    if field.control == "check":
        return "true|false"
    if field.suggests:
        return "|".join(suggestions(field, ModelStore()))
    if field.low is not None and field.high is not None:
        return f"{field.low:.10g}..{field.high:.10g}"
    return "TEXT" if field.control == "text" else "NUMBER"


def _shown(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def read_run(spec: GeneratorSpec, words: Sequence[str]) -> RunWords:
    """Raises `UsageProblem` or `BadInput`, one sentence each."""
    found = parser_of(spec).read(words)
    margins = tuple(getattr(found, "expand", (0, 0, 0, 0)))
    files, texts = _ports(spec, found, any(margins))
    if found.output is None:
        raise UsageProblem("Say where the result goes: --output FILE.")
    return RunWords(
        spec=spec,
        params=read_params(spec, found),
        files=files,
        texts=texts,
        output=found.output,
        device=found.device,
        margins=(margins[0], margins[1], margins[2], margins[3]),
        as_json=found.json,
        quiet=found.quiet,
    )


def read_params(spec: GeneratorSpec, found: argparse.Namespace) -> Params:
    """The parameters that were given, the defaults for the rest."""
    names = [field.name for field in describe(spec.params)]
    given = {name: getattr(found, f"param {name}") for name in names}
    return build_params(spec, {name: word for name, word in given.items() if word is not None})


def words_of(params: Params) -> list[str]:
    """The words that give exactly these parameters: for scripts, and to prove the round trip."""
    words: list[str] = []
    for name, value in to_scalars(params).items():
        words += [f"{option(name)}={_shown(value)}"]
    return words


def _ports(
    spec: GeneratorSpec, found: argparse.Namespace, is_expanding: bool
) -> tuple[dict[str, tuple[Path, ...]], dict[str, str]]:
    files: dict[str, tuple[Path, ...]] = {}
    texts: dict[str, str] = {}
    for port in spec.inputs:
        given = getattr(found, f"port {port.name}")
        made_here = is_expanding and port.kind is PortKind.MASK and port.required
        if made_here and given is not None:
            raise UsageProblem("Give either a mask or --expand, which makes its own mask.")
        if given is None and port.kind is PortKind.PALETTE:
            texts.update(_palette_beside(spec, found, port))
        elif given is None:
            if port.required and not made_here:
                raise UsageProblem(
                    f"{spec.title} needs {option(port.name)}: {port.help[:1].lower()}"
                    f"{port.help[1:]}."
                )
        elif port.kind in TEXT_PORTS:
            texts[port.name] = given
        elif port.kind is PortKind.PALETTE:
            texts[port.name] = _palette(Path(given))
        elif port.kind in FILE_PORTS:
            files[port.name] = tuple(Path(word) for word in ([given] if not port.many else given))
        else:
            raise UsageProblem(f"{option(port.name)} cannot be given on the command line yet.")
    return files, texts


def _palette(path: Path) -> str:
    """What a palette file says; raises `UsageProblem`."""
    try:
        return palette_text(read_palette(path))
    except LabelError as error:
        raise UsageProblem(str(error)) from error


def _palette_beside(spec: GeneratorSpec, found: argparse.Namespace, port: Port) -> dict[str, str]:
    """The palette that lies beside the label map, if one does."""
    maps = next(one.name for one in spec.inputs if one.kind is PortKind.LABELS)
    given = getattr(found, f"port {maps}")
    beside = palette_path(Path(given)) if given is not None else None
    return {port.name: _palette(beside)} if beside is not None and beside.is_file() else {}
