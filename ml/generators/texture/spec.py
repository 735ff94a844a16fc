"""The declaration of the texture generator."""

from __future__ import annotations

from enum import Enum

from ml.api.params import Params, param
from ml.api.spec import GeneratorSpec, Port, PortKind, Sizes, Tiling

CARD = "vgg19"


class TextureMethod(Enum):
    """How new texture is made."""

    PATCH = "patch"
    GRAM = "gram"


class TextureParams(Params):
    """What the artist may set."""

    method: TextureMethod = param(
        TextureMethod.PATCH,
        title="Method",
        help="patch puts pieces together and is quick; gram lets new texture grow out of noise, "
        "which takes minutes and repeats nothing",
    )
    tileable: bool = param(
        False,
        title="Tileable",
        help="Make one tile whose ends meet and repeat it over the selection",
    )
    tile: int = param(
        256,
        title="Tile side",
        help="The side of the tile that is repeated",
        low=32,
        high=1024,
        unit="px",
    )
    rounds: int = param(
        120,
        title="Rounds",
        help="How often gram improves the texture at each size",
        low=1,
        high=2000,
        more=True,
    )
    largest: int = param(
        384,
        title="Made at",
        help="The longest side that gram works at; larger selections are covered by its tile",
        low=64,
        high=2048,
        unit="px",
        more=True,
    )
    seed: int = param(
        0,
        title="Seed",
        help="Another number gives another variation",
        low=0,
        high=2**31 - 1,
        control="seed",
        more=True,
    )


TEXTURE = GeneratorSpec(
    id="texture",
    title="Texture",
    summary="A selection is filled with more of a texture.",
    layer_name="Texture",
    inputs=(
        Port(
            name="image",
            kind=PortKind.IMAGE,
            title="Picture",
            help="The picture with the place to fill",
        ),
        Port(
            name="mask",
            kind=PortKind.MASK,
            title="Mask",
            help="White where texture is wanted",
        ),
        Port(
            name="source",
            kind=PortKind.MASK,
            title="Source",
            help="White where the texture is taken from",
            required=False,
        ),
        Port(
            name="reference",
            kind=PortKind.REFERENCE,
            title="Texture",
            help="A picture of the texture, in place of a source in the picture",
            required=False,
        ),
    ),
    outputs=(Port(name="image", kind=PortKind.IMAGE, title="Result", help="The filled picture"),),
    params=TextureParams,
    sizes=Sizes(minimum=16),
    tiling=Tiling.INTERNAL,
    optional_weights=(CARD,),
    paper="Gatys 2015; Barnes 2009",
    keeps_on_stop=("gram",),
    demos=(),
    entry="ml.generators.texture.generator:Texture",
)
