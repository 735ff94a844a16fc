"""What may be set wherever a soft mask is made, declared once."""

from __future__ import annotations

from typing import Any

from ml.api.params import Params, param
from ml.mattes.kinds import Kind


def crisp_edge(default: float) -> Any:
    """How hard the edge of a mask is made, 0..1."""
    return param(
        default,
        title="Crisp edge",
        help="0 keeps the edge as soft as the picture shows it, 1 makes it hard",
        low=0.0,
        high=1.0,
        step=0.05,
    )


class SubjectParams(Params):
    """What the artist may set where the subject of a picture is looked for."""

    kind: Kind = param(
        Kind.ANYTHING,
        title="Picture of",
        help="portrait finds people, hair included; anything finds whatever stands out",
    )
    fit: float = crisp_edge(0.3)
