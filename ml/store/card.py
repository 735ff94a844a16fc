"""What is known of a model before anything of it is fetched."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from ml.store.sources import parse

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class WeightFormat(Enum):
    """How a weight file is written where it comes from; pickles are never kept."""

    ONNX = "onnx"
    SAFETENSORS = "safetensors"
    PICKLE = "pickle"

    @property
    def file_name(self) -> str:
        """The name of the file in the store."""
        return "model.onnx" if self is WeightFormat.ONNX else "weights.safetensors"


class ModelCard(BaseModel):
    """One model: who made it, under which licence, and exactly which bytes it is.

    `source` is a line for `ml.store.sources`; `sha256` and `size_bytes` are those of the one file
    it names, before any conversion; of weights that we trained the hash is the first file's and
    the size that of all. `download_bytes` is what has to come over the line for it, where that
    is an archive with other things in it. `system` is the network that reads it, `name` what
    people call it, short enough for a button, and `family` what it is one of several for, where
    a person can choose: "inpaint".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    title: str
    name: str = ""
    licence: str
    licence_url: str = ""
    source: str
    sha256: Sha256
    size_bytes: Annotated[int, Field(gt=0)]
    download_bytes: int = 0
    system: str
    family: str = ""
    format: WeightFormat
    recommended: bool = False
    note: str = ""

    @field_validator("source")
    @classmethod
    def _source_can_be_read(cls, line: str) -> str:
        parse(line)
        return line
