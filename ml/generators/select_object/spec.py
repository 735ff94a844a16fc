"""The declaration of the object selection."""

from __future__ import annotations

from enum import Enum

from ml.api.params import Params, param
from ml.api.spec import GeneratorSpec, Placing, Port, PortKind, Sizes, Tiling
from ml.mattes.params import crisp_edge

MODEL = "mobile-sam"


class Extent(Enum):
    """How much of what a click hits is meant."""

    AUTO = "auto"
    PART = "part"
    THING = "thing"
    WHOLE = "whole"


class ObjectParams(Params):
    """What the artist shows; places are in pixels of the picture, or in percent of its sides."""

    points: str = param(
        "",
        title="Points",
        help="Places on the thing as x,y pairs: “120,80 300,95” in pixels, or “50%,40%”",
    )
    without: str = param(
        "",
        title="Not there",
        help="Places that do not belong to the thing, written like the points",
        more=True,
    )
    box: str = param(
        "",
        title="Box",
        help="A box around the thing: “left,top,right,bottom”, in pixels or percent",
    )
    extent: Extent = param(
        Extent.AUTO,
        title="Take",
        help="auto decides by itself how much a click means: a part, the thing or its group",
    )
    fit: float = crisp_edge(0.5)


SELECT_OBJECT = GeneratorSpec(
    id="select_object",
    title="Select object",
    summary="Click a thing and it is selected.",
    layer_name="Object",
    inputs=(
        Port(
            name="image",
            kind=PortKind.IMAGE,
            title="Picture",
            help="The picture to look at",
        ),
    ),
    outputs=(
        Port(name="mask", kind=PortKind.MASK, title="Selection", help="White where the thing is"),
    ),
    params=ObjectParams,
    sizes=Sizes(minimum=16),
    tiling=Tiling.FORBIDDEN,
    placing=Placing.SELECTION,
    optional_weights=(MODEL,),
    paper="Zhang 2023 (MobileSAM); Kirillov 2023 (SAM); Wu 2022 (TinyViT); He 2015; Rother 2004",
    demos=({"points": "70%,50%"}, {"box": "25%,25%,75%,85%"}),
    entry="ml.generators.select_object.generator:SelectObject",
)
