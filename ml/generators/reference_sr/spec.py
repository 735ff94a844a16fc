"""The declaration of enlarging with references."""

from __future__ import annotations

from ml.api.params import Params, param
from ml.api.spec import GeneratorSpec, Placing, Port, PortKind, Sizes, Tiling

TILE_PX = 256
LARGEST_PX = 32_768
"""The longest side of a result, as long as a document can be saved and seen."""


class ReferenceSrParams(Params):
    """What the artist may set."""

    factor: float = param(
        4.0,
        title="Factor",
        help="How many times wider and higher the picture becomes",
        low=1.25,
        high=4.0,
        step=0.25,
    )
    boldness: float = param(
        0.0,
        title="Boldness",
        help="0 takes detail only where a reference surely shows the same thing; towards 1 also "
        "where it merely looks alike, which is crisper and less true",
        low=0.0,
        high=1.0,
        step=0.05,
    )
    search_seed: int = param(
        0,
        title="Seed",
        help="Where the search begins; the same seed gives the same pixels",
        low=0,
        high=2**31 - 1,
        control="seed",
        more=True,
    )


REFERENCE_SR = GeneratorSpec(
    id="reference_sr",
    title="Enlarge with references",
    summary="The picture becomes larger, with detail from pictures of the same thing.",
    layer_name="Enlarged with references",
    inputs=(
        Port(
            name="image",
            kind=PortKind.IMAGE,
            title="Picture",
            help="The picture to enlarge",
        ),
        Port(
            name="reference",
            kind=PortKind.REFERENCE,
            title="References",
            help="Sharp pictures of the same thing, in the window those on the reference shelf; "
            "transparent parts are not taken from",
            many=True,
        ),
        Port(
            name="within",
            kind=PortKind.MASK,
            title="Within",
            help="Where detail may be added; everywhere if there is none",
            required=False,
        ),
        Port(
            name="reference_mask",
            kind=PortKind.REFERENCE_MASK,
            title="Masks of the references",
            help="One grey picture for each reference, in their order: black is not taken from",
            required=False,
            many=True,
        ),
    ),
    outputs=(Port(name="image", kind=PortKind.IMAGE, title="Result", help="The larger picture"),),
    params=ReferenceSrParams,
    sizes=Sizes(minimum=16, maximum=LARGEST_PX),
    tiling=Tiling.INTERNAL,
    tile_px=TILE_PX,
    placing=Placing.PICTURE,
    optional_weights=("compact-sr-x4", "compact-sr-x2"),
    paper="A search of our own after PatchMatch (Barnes 2010), on the road of SRNTT (Zhang 2019), "
    "TTSR (Yang 2020), MASA (Lu 2021) and C2-Matching (Jiang 2021)",
    entry="ml.generators.reference_sr.generator:ReferenceSr",
)
