"""What the editor asks of the model store: what can be chosen, and that a choice can be read."""

from __future__ import annotations

from ml.api.errors import BadInput
from ml.api.params import ParamField, Params, describe
from ml.api.spec import GeneratorSpec
from ml.store.store import ModelStore


def suggestions(field: ParamField, store: ModelStore) -> tuple[str, ...]:
    """What a field that names a model can be set to on this machine, its default first."""
    return (str(field.default), *store.names(field.suggests)) if field.suggests else ()


def make_ready(spec: GeneratorSpec, params: Params, store: ModelStore) -> None:
    """Convert a chosen file of the artist's own, which takes seconds the first time.

    Raises `ConversionFailed`, and `BadInput` for a file that is for something else. A name that
    is no file is left to the generator's own sentence.
    """
    for field in describe(spec.params):
        name = str(getattr(params, field.name)) if field.suggests else ""
        own = next((own for own in store.own.list() if name and own.name == name), None)
        if own is None:
            continue
        if own.family != field.suggests:
            use = f"a model for {own.family}" if own.family else "of an architecture unknown here"
            raise BadInput(f"The file {name} is {use}; {spec.title} cannot use it.")
        store.own.make_ready(field.suggests, name)
