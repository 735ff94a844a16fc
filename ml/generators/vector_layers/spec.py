"""The declaration of the vector layers: a picture becomes shapes that can be edited."""

from __future__ import annotations

from enum import Enum

from ml.api.params import Params, param
from ml.api.spec import GeneratorSpec, Port, PortKind, Tiling

SVG = "drawing"
"""The name of the output that is a text: the shapes as SVG."""
WORK_PX = 512
"""The longest side at which shapes are found; they are drawn at any size."""


class Family(Enum):
    """What a shape is."""

    CURVES = "curves"
    MASKS = "masks"


class Fills(Enum):
    """How a shape may be coloured."""

    FLAT = "flat"
    GRADIENT = "gradient"


class VectorParams(Params):
    """What the artist may set."""

    method: Family = param(
        Family.CURVES,
        title="Shapes",
        help="curves are closed Bézier paths that can be dragged; masks are soft shapes of one "
        "formula each, which end as paths, too",
    )
    layers: int = param(
        64,
        title="Layers",
        help="How many shapes at most; the largest come first, and each lowers the error",
        low=1,
        high=256,
        step=1,
    )
    segments: int = param(
        24,
        title="Segments",
        help="How many curve pieces a shape has at most: fewer are smoother and easier to edit",
        low=4,
        high=40,
        step=1,
    )
    fills: Fills = param(
        Fills.GRADIENT,
        title="Fill",
        help="flat gives each shape one colour, gradient lets it change along a line",
    )
    effort: float = param(
        0.5,
        title="Effort",
        help="How long all shapes are fitted together once they are found",
        low=0.0,
        high=1.0,
        step=0.1,
        more=True,
    )


VECTOR_LAYERS = GeneratorSpec(
    id="vector_layers",
    title="Vector layers",
    summary="Turns a picture into shapes that can be edited and stay sharp at any size.",
    layer_name="Vector layers",
    inputs=(
        Port(name="image", kind=PortKind.IMAGE, title="Picture", help="The picture to turn"),
        Port(
            name="mask",
            kind=PortKind.MASK,
            title="Selection",
            help="White where shapes may lie; without one, everywhere",
            required=False,
        ),
    ),
    outputs=(
        Port(name="image", kind=PortKind.IMAGE, title="Picture", help="The shapes drawn"),
        Port(name=SVG, kind=PortKind.VECTOR, title="Drawing", help="The shapes as SVG"),
    ),
    params=VectorParams,
    tiling=Tiling.INTERNAL,
    paper="Sbai 2018 (layers of masks); Felzenszwalb 2004 (regions); Li 2020 (gradients of shapes)",
    keeps_on_stop=tuple(family.value for family in Family),
    demos=({"layers": 16}, {"layers": 64}),
    entry="ml.generators.vector_layers.generator:VectorLayers",
)
