"""How a generator declares its parameters once for panel, command line, plugins and validation."""

from __future__ import annotations

from enum import Enum
from typing import Any, Literal, cast

from annotated_types import Ge, Le
from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

Control = Literal[
    "slider",
    "number",
    "choice",
    "icons",
    "check",
    "seed",
    "text",
    "paragraph",
    "font",
    "colour",
    "curve",
    "response",
    "gradient",
]
Scalar = bool | int | float | str


class Params(BaseModel):
    """The parameters of one generator: every field has a title, a help line and a default.

    Declare the fields with `param(...)`. Unknown names and values out of range are refused. What
    checks them is built on the first use: at a start most of them are only declared.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=False, defer_build=True)


def param(  # noqa: PLR0913 - a declaration reads best as one call with named words
    default: Scalar | Enum,
    *,
    title: str,
    help: str,
    low: float | None = None,
    high: float | None = None,
    unit: str = "",
    step: float | None = None,
    control: Control | None = None,
    more: bool = False,
    suggests: str = "",
) -> Any:
    """One parameter. `low` and `high` are inclusive; `more` hides it behind "More" in the panel.

    `suggests` is for a text that names a model: the family whose models, as they are installed on
    this machine, are offered beside the default.
    """
    extra: dict[str, Any] = {
        "unit": unit,
        "step": step,
        "control": control,
        "more": more,
        "suggests": suggests,
    }
    return Field(
        default=default,
        title=title,
        description=help,
        ge=low,
        le=high,
        json_schema_extra=extra,
    )


class ParamField(BaseModel):
    """One parameter described for a form, a command line or a document; JSON all through."""

    model_config = ConfigDict(frozen=True)

    name: str
    title: str
    help: str
    control: Control
    default: Scalar
    low: float | None = None
    high: float | None = None
    step: float | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    whole: bool = False
    more: bool = False
    suggests: str = ""


def describe(params: type[Params]) -> tuple[ParamField, ...]:
    """The fields of `params` in the order of their declaration."""
    return tuple(_describe(name, field) for name, field in params.model_fields.items())


def to_scalars(params: Params) -> dict[str, Scalar]:
    """The values as they travel in messages, scripts and settings: JSON scalars by field name."""
    return {name: _scalar(getattr(params, name)) for name in type(params).model_fields}


def _scalar(value: Any) -> Scalar:
    return value.value if isinstance(value, Enum) else value


def _describe(name: str, field: FieldInfo) -> ParamField:
    extra = field.json_schema_extra
    given = cast("dict[str, Any]", extra) if isinstance(extra, dict) else {}
    kind = field.annotation
    default = field.default
    choices: tuple[str, ...] = ()
    if isinstance(kind, type) and issubclass(kind, Enum):
        choices = tuple(str(member.value) for member in kind)
        default = default.value
    return ParamField(
        name=name,
        title=field.title or "",
        help=field.description or "",
        control=given.get("control") or _control(cast("type[Any] | None", kind)),
        default=default,
        low=_limit(field, Ge),
        high=_limit(field, Le),
        step=given.get("step"),
        unit=given.get("unit", ""),
        choices=choices,
        whole=kind is int,
        more=bool(given.get("more")),
        suggests=given.get("suggests", ""),
    )


def _control(kind: object) -> Control:
    if kind is bool:
        return "check"
    if kind is int or kind is float:
        return "slider"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "choice"
    return "text"


def _limit(field: FieldInfo, kind: type[Ge | Le]) -> float | None:
    for mark in field.metadata:
        if isinstance(mark, kind):
            value = mark.ge if isinstance(mark, Ge) else mark.le
            return float(value)  # type: ignore[arg-type]
    return None
