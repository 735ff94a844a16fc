"""The declaration of the subject selection."""

from __future__ import annotations

from ml.api.spec import GeneratorSpec, Placing, Port, PortKind, Sizes, Tiling
from ml.mattes.params import SubjectParams

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
    entry="ml.mattes.generator:SubjectMatte",
)
