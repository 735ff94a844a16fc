"""The declaration of the subject selection."""

from __future__ import annotations

from ml.api.params import Params, param
from ml.api.spec import GeneratorSpec, Placing, Port, PortKind, Sizes, Tiling
from ml.mattes.kinds import Kind


class SubjectParams(Params):
    """What the artist may set."""

    kind: Kind = param(
        Kind.ANYTHING,
        title="Picture of",
        help="portrait finds people, hair included; anything finds whatever stands out",
    )
    fit: float = param(
        0.3,
        title="Crisp edge",
        help="0 keeps the edge as soft as the picture shows it, 1 makes it hard",
        low=0.0,
        high=1.0,
        step=0.05,
    )


SELECT_SUBJECT = GeneratorSpec(
    id="select_subject",
    title="Select subject",
    summary="What the picture is about is selected.",
    layer_name="Subject",
    inputs=(
        Port(
            name="image",
            kind=PortKind.IMAGE,
            title="Picture",
            help="The picture to look at",
        ),
    ),
    outputs=(
        Port(name="mask", kind=PortKind.MASK, title="Selection", help="White where the subject is"),
    ),
    params=SubjectParams,
    sizes=Sizes(minimum=16),
    tiling=Tiling.FORBIDDEN,
    placing=Placing.SELECTION,
    optional_weights=("u2netp", "modnet"),
    paper="Qin 2020 (U2Net); Ke 2022 (MODNet); He 2013 and 2015 (guided filter); Rother 2004",
    demos=({"kind": "anything"},),
    entry="ml.generators.select_subject.generator:SelectSubject",
)
