"""The options of a training command, made from the frozen dataclasses that declare them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn, TypeVar

from ml.training.declared import Field, choices_of, fields_of, plain, read_word, replaced
from ml.training.problems import WrongOption, nearest

Declared = TypeVar("Declared")


class Parser(argparse.ArgumentParser):
    """Raises `WrongOption` where argparse would print its usage and exit."""

    def __init__(self, prog: str, description: str, usage: str | None = None) -> None:
        super().__init__(
            prog=f"pentimento {prog}",
            description=description,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            usage=usage and f"pentimento {prog} {usage}",
        )

    def error(self, message: str) -> NoReturn:
        raise WrongOption(f"{message[:1].upper()}{message[1:]}; {self.prog} --help tells more.")

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse; an unknown option is answered with the nearest one."""
        found, left = self.parse_known_args(list(words))
        if not left:
            return found
        stray = next((word for word in left if word.startswith("--")), left[0])
        if not stray.startswith("-"):
            raise WrongOption(f"{stray!r} is not understood; {self.prog} --help tells more.")
        name = stray.partition("=")[0]
        known = [option for action in self._actions for option in action.option_strings]
        near = nearest(name, [option for option in known if option.startswith("--")])
        hint = near if "did you mean" in near else f"; {self.prog} --help lists all."
        raise WrongOption(f"{self.prog} has no option {name}{hint}")


def add_declared(parser: Parser, title: str, instance: Any, prefix: str = "") -> None:
    """One option for every value of a dataclass, with its help and the instance's default.

    `prefix` stands before all names: `--data.halve`. Raises `ValueError` where two dataclasses
    of one command share a name.
    """
    group = parser.add_argument_group(title)
    taken = {option for action in parser._actions for option in action.option_strings}
    for field in fields_of(instance, prefix):
        if option(field) in taken:
            raise ValueError(f"{option(field)} is declared twice.")
        # Values stay words here: the declaration itself judges them, with its own sentence.
        group.add_argument(
            option(field),
            dest=f"declared {field.name}",
            metavar=_metavar(field),
            nargs="?" if field.kind is bool else None,
            const="true" if field.kind is bool else None,
            help=f"{field.help} (default: {shown(field.default)})".replace("%", "%%"),
        )


def read_declared(found: argparse.Namespace, instance: Declared, prefix: str = "") -> Declared:
    """The dataclass with the values that were given; raises `WrongOption`."""
    values: dict[str, Any] = {}
    for field in fields_of(instance, prefix):
        word = getattr(found, f"declared {field.name}")
        if word is not None:
            values[field.name.removeprefix(prefix)] = read_word(field, word, option(field))
    return replaced(instance, values)


def words_of(instance: Any) -> list[str]:
    """The words that give exactly these values: for messages and for commands to repeat."""
    return [f"{option(field)}={shown(field.default)}" for field in fields_of(instance)]


def changed_words(instance: Declared, defaults: Declared) -> list[str]:
    """The words that lead from the defaults to these values."""
    usual = set(words_of(defaults))
    return [word for word in words_of(instance) if word not in usual]


def option(field: Field) -> str:
    """The word for a field: `--optimiser.weight-decay` for `optimiser.weight_decay`."""
    return "--" + field.name.replace("_", "-")


def shown(value: Any) -> str:
    """A value as it is written on the command line."""
    if value is None or isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ",".join(shown(part) for part in value)
    return str(plain(value))


def _metavar(field: Field) -> str:
    if choices := choices_of(field.kind):
        return "|".join(choices)
    if field.kind is bool:
        return "true|false"
    return "NUMBER" if field.kind in (int, float) else "TEXT"
