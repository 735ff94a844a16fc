"""The declaration of the removal of a background."""

from __future__ import annotations

from ml.api.spec import GeneratorSpec, Placing, Port, PortKind, Sizes, Tiling
from ml.mattes.params import SubjectParams

REMOVE_BACKGROUND = GeneratorSpec(
    id="remove_background",
    title="Remove background",
    summary="Everything but the subject becomes transparent.",
    layer_name="Cut out",
    inputs=(
        Port(
            name="image",
            kind=PortKind.IMAGE,
            title="Picture",
            help="The layer whose background goes",
        ),
    ),
    outputs=(
        Port(
            name="mask", kind=PortKind.MASK, title="Layer mask", help="White where the layer stays"
        ),
    ),
    params=SubjectParams,
    sizes=Sizes(minimum=16),
    tiling=Tiling.FORBIDDEN,
    placing=Placing.LAYER_MASK,
    optional_weights=("u2netp", "modnet"),
    paper="Qin 2020 (U2Net); Ke 2022 (MODNet); He 2013 and 2015 (guided filter); Rother 2004",
    demos=({"kind": "anything"},),
    entry="ml.mattes.generator:SubjectMatte",
)
