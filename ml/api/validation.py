"""One sentence for every way in which parameters or pictures do not fit a declaration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import numpy as np
from pydantic import ValidationError

from ml.api.errors import BadInput
from ml.api.images import Pixels, inside
from ml.api.params import ParamField, Params, Scalar, describe
from ml.api.spec import GeneratorSpec, Port, PortKind


def find_spec(catalog: Sequence[GeneratorSpec], generator: str) -> GeneratorSpec:
    """The spec with this id; raises `BadInput` with the nearest name."""
    for spec in catalog:
        if spec.id == generator:
            return spec
    known = [spec.id for spec in catalog]
    raise BadInput(f"There is no generator called {generator!r}{suggestion(generator, known)}")


def suggestion(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the nearest one, or the list of all."""
    names = list(known)
    near = get_close_matches(word, names, n=1, cutoff=0.5)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; there are: {', '.join(names)}." if names else "."


def build_params(spec: GeneratorSpec, values: Mapping[str, Scalar]) -> Params:
    """The validated parameters; raises `BadInput` with one sentence about the first fault."""
    fields = {field.name: field for field in describe(spec.params)}
    for name in values:
        if name not in fields:
            raise BadInput(f"{spec.title} has no parameter {name!r}{suggestion(name, fields)}")
    try:
        return spec.params.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        where = str(first["loc"][0]) if first["loc"] else ""
        if where not in fields:
            raise BadInput(f"{spec.title}: {first['msg']}.", str(error)) from error
        raise BadInput(_value_sentence(fields[where], first["input"]), str(error)) from error


def _value_sentence(field: ParamField, given: Any) -> str:
    unit = f" {field.unit}" if field.unit else ""
    if field.choices:
        return f"{field.title} must be one of {', '.join(field.choices)}; {given!r} was given."
    if field.control == "check":
        return f"{field.title} must be true or false; {given!r} was given."
    kind = "a whole number" if field.whole else "a number"
    if field.low is not None and field.high is not None:
        span = f" from {_number(field.low)} to {_number(field.high)}{unit}"
    elif field.low is not None:
        span = f" of at least {_number(field.low)}{unit}"
    elif field.high is not None:
        span = f" of at most {_number(field.high)}{unit}"
    else:
        span = ""
    if field.control == "text":
        return f"{field.title} must be text; {given!r} was given."
    return f"{field.title} must be {kind}{span}; {given!r} was given."


def _number(value: float) -> str:
    return f"{value:.10g}"


def check_inputs(
    spec: GeneratorSpec,
    arrays: Mapping[str, Sequence[Pixels]],
    texts: Mapping[str, str] | None = None,
) -> None:
    """Raise `BadInput` unless every port has what its declaration asks for.

    Pictures are rows x columns x 1, 3 or 4; masks rows x columns, and as large as the picture.
    """
    given = {name for name, value in arrays.items() if len(value)} | set(texts or {})
    for name in sorted(given):
        if spec.port(name) is None:
            known = [port.name for port in spec.inputs]
            raise BadInput(f"{spec.title} has no input {name!r}{suggestion(name, known)}")
    for port in spec.inputs:
        if port.required and port.name not in given:
            raise BadInput(f"{spec.title} needs an input {port.name!r}: {_lower(port.help)}.")
        if not port.many and len(arrays.get(port.name, ())) > 1:
            raise BadInput(f"{spec.title} takes only one {port.name!r}.")
    size = _check_pictures(spec, arrays)
    for port in spec.inputs:
        if port.kind is PortKind.MASK:
            for mask in arrays.get(port.name, ()):
                _check_mask(port, mask, size)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _check_pictures(
    spec: GeneratorSpec, arrays: Mapping[str, Sequence[Pixels]]
) -> tuple[int, int] | None:
    """The (rows, columns) of the first picture; raises `BadInput` for wrong sizes."""
    first: tuple[int, int] | None = None
    for port in spec.inputs:
        if port.kind is not PortKind.IMAGE:
            continue
        for picture in arrays.get(port.name, ()):
            if picture.ndim != 3 or picture.shape[2] not in (1, 3, 4):
                raise BadInput(f"{port.title}: a grey, RGB or RGBA picture is needed.")
            rows, columns = picture.shape[:2]
            _check_size(spec, columns, rows)
            first = first or (rows, columns)
    return first


def _check_size(spec: GeneratorSpec, width: int, height: int) -> None:
    sizes = spec.sizes
    here = f"The picture is {width} × {height} px"
    if min(width, height) < sizes.minimum:
        raise BadInput(f"{here}; {spec.title} needs at least {sizes.minimum} px a side.")
    if sizes.maximum is not None and max(width, height) > sizes.maximum:
        raise BadInput(f"{here}; {spec.title} takes at most {sizes.maximum} px a side.")
    if width % sizes.multiple or height % sizes.multiple:
        raise BadInput(f"{here}; {spec.title} needs sides that are multiples of {sizes.multiple}.")


def _check_mask(port: Port, mask: Pixels, size: tuple[int, int] | None) -> None:
    if mask.ndim != 2:
        raise BadInput(f"{port.title}: a mask has one value for each pixel.")
    if size is not None and mask.shape != size:
        raise BadInput(
            f"{port.title} is {mask.shape[1]} × {mask.shape[0]} px but the picture is "
            f"{size[1]} × {size[0]} px; they must have the same size."
        )
    if not port.partial:
        return
    painted = inside(mask)
    if not np.any(painted):
        raise BadInput(f"{port.title} is empty: paint over what is to be changed.")
    if np.all(painted):
        raise BadInput(
            f"{port.title} covers the whole picture: leave a part unpainted to take from."
        )
