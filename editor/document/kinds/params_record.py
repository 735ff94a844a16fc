"""How declared parameters are written into records of layers, and checked when they come back."""

from __future__ import annotations

from typing import TypeVar, cast

from pydantic import ValidationError

from editor.document.errors import BadRecord
from editor.document.record import Json, Record
from ml.api.params import Params, to_scalars

_Some = TypeVar("_Some", bound=Params)


def params_field(params: Params) -> dict[str, Json]:
    """The values as the record's field `params`."""
    return {"params": cast("dict[str, Json]", to_scalars(params))}


def read_params(record: Record, params: type[_Some]) -> _Some:
    """The parameters in the record's field `params`. Raises BadRecord.

    Names that this version does not know are left out: a later one may have more to set.
    """
    values = record.fields.get("params")
    if not isinstance(values, dict):
        raise BadRecord("params is missing")
    known = {name: value for name, value in values.items() if name in params.model_fields}
    try:
        return params.model_validate(known)
    except ValidationError as error:
        raise BadRecord(f"params do not fit: {error.errors()[0]['msg']}") from error
