"""The declaration of the style generator."""

from __future__ import annotations

from enum import Enum

from ml.api.params import Params, param
from ml.api.spec import GeneratorSpec, Port, PortKind, Sizes, Tiling

TILE_PX = 768
"""The side of the tiles; a multiple of 8."""
ENCODER_CARD, DECODER_CARD = "vgg19", "adain-decoder-teacher"
MANY_CARD = "styles-26"
FAMILY = "style"
LEARNED_STYLE = "learned_style"
"""The output that holds a style as a file, in base64."""


class Method(Enum):
    """How the picture is painted."""

    FAST = "fast"
    OPTIMISED = "optimised"
    LEARNED = "learned"
    LEARN = "learn"


class KeepColours(Enum):
    """What of the picture's own colours stays."""

    NO = "no"
    LUMINANCE = "luminance"
    HISTOGRAM = "histogram"


class Beginning(Enum):
    """What the optimised method starts from."""

    PICTURE = "picture"
    NOISE = "noise"
    FAST = "fast"


class StyleParams(Params):
    """What the artist may set."""

    method: Method = param(
        Method.FAST,
        title="Method",
        help="fast takes seconds; optimised paints slowly and most faithfully while you watch; "
        "learned uses a style that was learned before; learn makes one of the first style in "
        "minutes, to be used on any picture",
    )
    strength: float = param(
        0.8,
        title="Strength",
        help="How far the picture takes on the style; at 0 it stays as it is",
        low=0.0,
        high=1.0,
        step=0.05,
    )
    detail: float = param(
        1.0,
        title="Detail",
        help="Less paints with larger strokes first and refines them afterwards",
        low=0.1,
        high=1.0,
        step=0.05,
    )
    keep_colours: KeepColours = param(
        KeepColours.NO,
        title="Keep colours",
        help="luminance keeps the picture's colours exactly and paints light and dark alone; "
        "histogram gives the style the picture's palette first",
    )
    balance: float = param(
        0.5,
        title="Balance",
        help="Where two styles are mixed: 0 is the first alone, 1 the second alone",
        low=0.0,
        high=1.0,
        step=0.05,
    )
    shares: str = param(
        "",
        title="Shares",
        help="Numbers with commas, one for each style, where more than two are mixed: 3, 1, 1",
        more=True,
    )
    style_scale: float = param(
        1.0,
        title="Style size",
        help="How large the style pictures are looked at; more gives larger forms of the style",
        low=0.25,
        high=2.0,
        step=0.05,
        more=True,
    )
    soften: int = param(
        0,
        title="Soften the border",
        help="How far the style fades out towards the border of the mask, inside it",
        low=0,
        high=256,
        unit="px",
        more=True,
    )
    rounds: int = param(
        100,
        title="Rounds",
        help="How often the optimised method improves the picture at each size",
        low=1,
        high=2000,
        more=True,
    )
    largest: int = param(
        512,
        title="Painted at",
        help="The longest side that the optimised method works at; its result is brought to the "
        "picture's size",
        low=64,
        high=4096,
        unit="px",
        more=True,
    )
    beginning: Beginning = param(
        Beginning.PICTURE,
        title="Begin with",
        help="What the optimised method starts from: the picture, noise, or the fast result",
        more=True,
    )
    model: str = param(
        "auto",
        title="Learned style",
        help="What the method learned paints in, and learn begins with; auto takes the first",
        suggests=FAMILY,
        more=True,
    )
    manner: str = param(
        "",
        title="Style of it",
        help="Which style of a network that knows several: 7, or 7: 2, 12: 1 to mix them",
        more=True,
    )
    minutes: float = param(
        3.0,
        title="Learn for",
        help="How long the method learn goes on at most; it can be stopped at any moment",
        low=0.1,
        high=5.0,
        step=0.5,
        unit="min",
        more=True,
    )
    seed: int = param(
        0,
        title="Seed",
        help="Another number begins with other noise",
        low=0,
        high=2**31 - 1,
        control="seed",
        more=True,
    )


STYLE = GeneratorSpec(
    id="style",
    title="Style",
    summary="The picture is painted in the manner of another.",
    layer_name="Styled",
    inputs=(
        Port(
            name="image",
            kind=PortKind.IMAGE,
            title="Picture",
            help="The picture to paint",
        ),
        Port(
            name="reference",
            kind=PortKind.REFERENCE,
            title="Styles",
            help="Pictures whose manner is taken; several are mixed",
            required=False,
            many=True,
        ),
        Port(
            name="mask",
            kind=PortKind.MASK,
            title="Mask",
            help="White where it is painted; with as many masks as styles, each has its own, and "
            "a mask that is given twice mixes its two styles",
            required=False,
            many=True,
        ),
    ),
    outputs=(
        Port(name="image", kind=PortKind.IMAGE, title="Result", help="The painted picture"),
        Port(
            name=LEARNED_STYLE,
            kind=PortKind.TEXT,
            title="Learned style",
            help="The style as a file, where one was learned",
            required=False,
        ),
    ),
    params=StyleParams,
    sizes=Sizes(minimum=1, maximum=32_768),
    tiling=Tiling.INTERNAL,
    tile_px=TILE_PX,
    optional_weights=(ENCODER_CARD, DECODER_CARD),
    family=FAMILY,
    paper="Huang and Belongie 2017 (AdaIN); Gatys 2016; Johnson 2016; Dumoulin 2017",
    keeps_on_stop=("optimised", "learn"),
    demos=(),
    entry="ml.generators.style.generator:Style",
)
