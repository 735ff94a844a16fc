"""Weights that we trained ourselves: a folder with a card that names every file and its hash.

The program brings such folders along; a person who trains may put more into the models folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ml.store.card import ModelCard, Sha256, WeightFormat
from ml.store.download import digest_of
from ml.store.failures import ModelDamaged

CARD_FILE = "card.toml"


class PartFile(BaseModel):
    """One file of published weights."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    file: str
    sha256: Sha256
    size_bytes: Annotated[int, Field(gt=0)]


class Publication(BaseModel):
    """What the store needs of a published card; the rest of it is for people."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    title: str
    licence: str
    system: str
    family: str = ""
    note: str = ""
    parts: Annotated[tuple[PartFile, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Published:
    """A folder of published weights, found but not yet checked."""

    card: ModelCard
    folder: Path
    parts: tuple[PartFile, ...]

    @property
    def path(self) -> Path:
        """The first file; `ml.store.weights.load_parts` finds the others beside it."""
        return self.folder / self.parts[0].file

    def check(self) -> None:
        """Compare every file with the card; raises `ModelDamaged`."""
        for part in self.parts:
            path = self.folder / part.file
            whole = path.is_file() and path.stat().st_size == part.size_bytes
            if not whole or digest_of(path) != part.sha256:
                raise ModelDamaged(
                    f"The file {part.file} of the model {self.card.id} is missing or damaged. "
                    "Get the program again, or publish the weights once more."
                )


def published_in(folder: Path | None) -> Iterator[Published]:
    """The published weights in the folders of a folder; what is something else is passed over."""
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.glob(f"*/{CARD_FILE}")):
        if (found := read_published(path.parent)) is not None:
            yield found


def read_published(folder: Path) -> Published | None:
    """The published weights of one folder; None where there are none, or no readable ones."""
    card = _read(folder / CARD_FILE)
    if card is None or card.id != folder.name:
        return None
    if any(PurePath(part.file).name != part.file for part in card.parts):
        return None  # A name that leads out of the folder is no name of ours.
    first = card.parts[0]
    model = ModelCard(
        id=card.id,
        title=card.title,
        licence=card.licence,
        source=f"bundled:{card.id}",
        sha256=first.sha256,
        size_bytes=sum(part.size_bytes for part in card.parts),
        system=card.system,
        family=card.family,
        format=WeightFormat.SAFETENSORS,
        note=card.note,
    )
    return Published(model, folder, card.parts)


def _read(path: Path) -> Publication | None:
    try:
        fields: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Publication.model_validate(fields)
    except (OSError, tomllib.TOMLDecodeError, ValidationError):
        return None
