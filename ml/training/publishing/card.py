"""The card of published weights: what they are, what they were trained on, what they reach."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ml.training.experiment_file import toml_value
from ml.training.problems import TrainingProblem, nearest
from ml.training.publishing.weight_parts import Part
from ml.training.writing import whole_file

CARD_FILE = "card.toml"
SHIPPED_SOURCE = "bundled:"
"""What the store reads as: these bytes came with the program and are fetched from nowhere."""


class CardWrong(TrainingProblem):
    """The facts for a card are incomplete or cannot be read."""


@dataclass(frozen=True)
class DataFacts:
    """One collection that was trained on: its name, licences, and where it came from."""

    name: str
    licence: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class CardFacts:
    """What a person says of the weights; the rest of the card is measured or read."""

    id: str
    title: str = ""
    licence: str = "MIT"
    family: str = ""
    note: str = ""
    command: str = ""
    data: tuple[DataFacts, ...] = ()
    known_failures: tuple[str, ...] = ()
    metrics: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Training:
    """What is read from the run: how the weights came to be."""

    system: str
    run: str
    step: int
    steps: int
    seconds: float
    parameters: int
    options: Mapping[str, Any]
    data: Mapping[str, str]


def card_text(facts: CardFacts, training: Training, parts: Sequence[Part]) -> str:
    """The card as TOML; the same facts give the same text."""
    plain: dict[str, Any] = {
        "id": facts.id,
        "title": facts.title or facts.id,
        "licence": facts.licence,
        "system": training.system,
        "family": facts.family,
        "source": f"{SHIPPED_SOURCE}{facts.id}",
        "format": "safetensors",
        "note": facts.note,
        "command": facts.command,
        "run": training.run,
        "step": training.step,
        "steps": training.steps,
        "seconds": round(training.seconds, 1),
        "parameters": training.parameters,
        "size_bytes": sum(part.size_bytes for part in parts),
        "known_failures": facts.known_failures,
    }
    lines = _lines(plain)
    for part in parts:
        fields = {"file": part.file, "sha256": part.sha256, "size_bytes": part.size_bytes}
        lines += ["", "[[parts]]", *_lines(fields)]
    for used in facts.data:
        fields = {"name": used.name, "licence": used.licence, "sources": used.sources}
        lines += ["", "[[data]]", *_lines(fields)]
    tables = {"metrics": facts.metrics, "options": training.options, "fingerprints": training.data}
    for title, values in tables.items():
        lines += ["", f"[{title}]", *_lines({toml_value(name): v for name, v in values.items()})]
    return "\n".join(lines) + "\n"


def read_facts(path: Path) -> CardFacts:
    """Facts from a TOML file of the same names; raises `CardWrong` with the first fault."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CardWrong(f"{path} is no file of facts for a card: {error}.") from error
    known = CardFacts.__dataclass_fields__
    for name in read:
        if name not in known:
            raise CardWrong(f"{path} has an unknown entry {name}{nearest(name, known)}")
    if not isinstance(read.get("id"), str):
        raise CardWrong(f"{path} must say the id of the card.")
    try:
        data = tuple(
            DataFacts(entry["name"], entry["licence"], tuple(entry.get("sources", ())))
            for entry in read.pop("data", ())
        )
    except (KeyError, TypeError) as error:
        raise CardWrong(f"Each [[data]] of {path} must say its name and licence.") from error
    failures = tuple(read.pop("known_failures", ()))
    return replace(CardFacts(**read), data=data, known_failures=failures)


def read_card(folder: Path) -> dict[str, Any]:
    """The card in a folder of published weights; raises `CardWrong`."""
    try:
        return tomllib.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CardWrong(f"{folder} holds no readable card: {error}.") from error


def write_text(path: Path, text: str) -> None:
    """Write a small text file so that it is whole or not there."""
    with whole_file(path) as stream:
        stream.write(text.encode())


def _lines(fields: Mapping[str, Any]) -> list[str]:
    return [f"{name} = {toml_value(value)}" for name, value in fields.items() if value is not None]
