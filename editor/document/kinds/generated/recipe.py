"""How a generated layer came about: all that is needed to make it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from editor.document.errors import BadRecord
from editor.document.record import Json, Record
from ml.api.params import Scalar
from ml.api.regions import Box


@dataclass(frozen=True)
class Recipe:
    """A generator with its parameters (the seed is one of them) and what it was given.

    `model` tells one set of weights from another; "" where the generator has none. `box` is the
    part of the picture that it saw; `all_visible` whether that was all layers or one.
    """

    generator: str
    title: str
    params: Mapping[str, Scalar] = field(default_factory=dict[str, Scalar])
    model: str = ""
    box: Box = Box(0, 0, 0, 0)
    all_visible: bool = True

    def with_params(self, params: Mapping[str, Scalar]) -> Recipe:
        return replace(self, params=dict(params))

    @property
    def inputs(self) -> str:
        """What it was made from, as a sentence for people."""
        seen = "everything visible below" if self.all_visible else "the layer below"
        return f"{self.box.width} × {self.box.height} px of {seen}"


def recipe_record(recipe: Recipe) -> Record:
    box = recipe.box
    fields: dict[str, Json] = {
        "generator": recipe.generator,
        "title": recipe.title,
        "params": cast("dict[str, Json]", dict(recipe.params)),
        "model": recipe.model,
        "box": [box.left, box.top, box.right, box.bottom],
        "all_visible": recipe.all_visible,
    }
    return Record("recipe", fields)


def read_recipe(record: Record) -> Recipe:
    """Raises BadRecord. The generator need not be there: its result is."""
    params = record.fields.get("params")
    if not isinstance(params, dict):
        raise BadRecord("params is missing")
    scalars: dict[str, Scalar] = {}
    for name, value in params.items():
        if not isinstance(value, bool | int | float | str):
            raise BadRecord(f"{name} is no plain value")
        scalars[name] = value
    match record.fields.get("box"):
        case [int() as left, int() as top, int() as right, int() as bottom]:
            box = Box(left, top, right, bottom)
        case _:
            raise BadRecord("a box needs four whole numbers")
    return Recipe(
        generator=record.text("generator"),
        title=record.text("title"),
        params=scalars,
        model=record.text("model"),
        box=box,
        all_visible=bool(record.fields.get("all_visible", True)),
    )
