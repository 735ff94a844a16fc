"""What a frozen dataclass declares, field by field; command lines and files are made of it."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from ml.training.problems import WrongOption, nearest

TRUE, FALSE, NONE = ("true", "yes", "on", "1"), ("false", "no", "off", "0"), "none"


@dataclass(frozen=True)
class Field:
    """One value; `name` joins nested fields with dots: `optimiser.lr`.

    `kind` is the annotation without `| None`, which is in `is_optional`.
    """

    name: str
    kind: Any
    is_optional: bool
    default: Any
    help: str

    @property
    def expected(self) -> str:
        """What a value has to be, in words."""
        words = _expected(self.kind)
        return f"{words} or {NONE}" if self.is_optional else words


def fields_of(instance: Any, prefix: str = "") -> Iterator[Field]:
    """All values of a dataclass and of those inside it; defaults are the instance's own.

    A dataclass that may be None and is shows the defaults of its type.
    """
    hints = typing.get_type_hints(type(instance))
    for field in dataclasses.fields(instance):
        kind, is_optional = without_none(hints[field.name])
        value = getattr(instance, field.name)
        name = f"{prefix}{field.name}"
        if dataclasses.is_dataclass(kind):
            inner = kind() if value is None and isinstance(kind, type) else value
            yield from fields_of(inner, f"{name}.")
        else:
            yield Field(name, kind, is_optional, value, field.metadata.get("help", ""))


def without_none(hint: Any) -> tuple[Any, bool]:
    """An annotation without `| None`, and whether it had it."""
    if typing.get_origin(hint) not in (types.UnionType, typing.Union):
        return hint, False
    rest = [part for part in typing.get_args(hint) if part is not type(None)]
    if len(rest) != 1:
        raise TypeError(f"{hint} cannot be declared: one type, or one type and None.")
    return rest[0], True


def replaced(instance: Any, values: Mapping[str, Any]) -> Any:
    """The same dataclass with other values, named as `fields_of` names them.

    A dataclass that is None comes into being when one of its values is given. What the
    dataclass itself refuses becomes `WrongOption`.
    """
    hints = typing.get_type_hints(type(instance))
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(instance):
        kind, _ = without_none(hints[field.name])
        if not dataclasses.is_dataclass(kind):
            changes |= {field.name: values[field.name]} if field.name in values else {}
            continue
        head = f"{field.name}."
        inner = {name[len(head) :]: v for name, v in values.items() if name.startswith(head)}
        if inner:
            now = getattr(instance, field.name)
            changes[field.name] = replaced(kind() if now is None else now, inner)  # type: ignore[operator]
    try:
        return dataclasses.replace(instance, **changes)
    except ValueError as error:
        raise WrongOption(str(error)) from error


def read_word(field: Field, word: str, shown: str) -> Any:
    """The value that a word stands for; `shown` is how the sentence names the field.

    Raises `WrongOption` with what was expected.
    """
    if field.is_optional and word.lower() == NONE:
        return None
    try:
        return _read(field.kind, word)
    except ValueError:
        near = _near(field.kind, word)
        raise WrongOption(f"{shown} needs {field.expected}, and {word!r} is not{near}") from None


def read_plain(field: Field, value: Any, shown: str) -> Any:
    """The value that a TOML value stands for; raises `WrongOption` with what was expected."""
    try:
        return _from_plain(field.kind, value)
    except (ValueError, TypeError):
        message = f"{shown} needs {field.expected}, and {value!r} is not."
        raise WrongOption(message) from None


def plain(value: Any) -> Any:
    """A declared value as text, number, truth or list."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value


def _read(kind: Any, word: str) -> Any:
    if kind is bool:
        if word.lower() not in TRUE + FALSE:
            raise ValueError(word)
        return word.lower() in TRUE
    if typing.get_origin(kind) is tuple:
        words = [part.strip() for part in word.split(",") if part.strip()]
        kinds = _parts(kind, len(words))
        return tuple(_read(part, w) for part, w in zip(kinds, words, strict=True))
    if typing.get_origin(kind) is typing.Literal:
        return _one_of(typing.get_args(kind), word)
    if issubclass(kind, Enum):
        return _one_of(tuple(kind), word)
    return kind(word)


def _one_of(choices: tuple[Any, ...], word: str) -> Any:
    for choice in choices:
        if str(plain(choice)) == word:
            return choice
    raise ValueError(word)


def _from_plain(kind: Any, value: Any) -> Any:
    if typing.get_origin(kind) is tuple:
        kinds = _parts(kind, len(value))
        return tuple(_from_plain(part, v) for part, v in zip(kinds, value, strict=True))
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind in (int, float, bool, str):
        if type(value) is not kind:
            raise ValueError(value)
        return value
    return _read(kind, str(value))


def _parts(kind: Any, count: int) -> tuple[Any, ...]:
    parts = typing.get_args(kind)
    return (parts[0],) * count if len(parts) == 2 and parts[1] is ... else parts


def _expected(kind: Any) -> str:
    if typing.get_origin(kind) is tuple:
        return f"values with commas between, each {_expected(typing.get_args(kind)[0])}"
    if choices := choices_of(kind):
        return f"one of {', '.join(choices)}"
    names = {int: "a whole number", float: "a number", bool: "true or false", Path: "a path"}
    return names.get(kind, "text")


def choices_of(kind: Any) -> list[str]:
    """The words that an enumeration or a literal knows; empty for all else."""
    if typing.get_origin(kind) is typing.Literal:
        return [str(choice) for choice in typing.get_args(kind)]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [str(member.value) for member in kind]
    return []


def _near(kind: Any, word: str) -> str:
    choices = choices_of(kind)
    end = nearest(word, choices) if choices else "."
    return end if "did you mean" in end else "."
