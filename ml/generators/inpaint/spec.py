"""The declaration of the inpainting generator."""

from __future__ import annotations

from enum import Enum

from ml.api.params import Params, param
from ml.api.regions import ContextRule
from ml.api.spec import GeneratorSpec, Port, PortKind, Sizes, Tiling

FAMILY = "inpaint"
AUTO_MODEL = "auto"


class Mode(Enum):
    """How the hole is filled."""

    AUTO = "auto"
    PATCH = "patch"
    LEARNED = "learned"


class Quality(Enum):
    """How long the patch search may take."""

    DRAFT = "draft"
    BEST = "best"


class InpaintParams(Params):
    """What the artist may set."""

    mode: Mode = param(
        Mode.AUTO,
        title="Method",
        help="auto lets a learned model guide sharp patches; patch uses only your picture; "
        "learned uses only the model",
    )
    model: str = param(
        AUTO_MODEL,
        title="Model",
        help="Which learned model auto and learned work with: an installed one, or a file of "
        "yours in the models folder; auto takes the first that is installed",
        suggests=FAMILY,
        more=True,
    )
    quality: Quality = param(
        Quality.BEST,
        title="Quality",
        help="draft is several times faster, best looks better",
    )
    grow: int = param(
        4,
        title="Grow",
        help="Widen the mask so that no rim of the object stays",
        low=0,
        high=256,
        unit="px",
    )
    feather: int = param(
        6,
        title="Feather",
        help="Width of the soft transition outside the mask",
        low=0,
        high=256,
        unit="px",
    )
    match: float = param(
        1.0,
        title="Colour match",
        help="How far the fill follows the colours around it",
        low=0.0,
        high=1.0,
        step=0.05,
    )
    blend: bool = param(
        False,
        title="Correct the seam",
        help="Poisson blend: takes the last step of colour out of the border",
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


INPAINT = GeneratorSpec(
    id="inpaint",
    title="Remove",
    summary="Brush over a thing and it is gone.",
    layer_name="Removed",
    inputs=(
        Port(
            name="image",
            kind=PortKind.IMAGE,
            title="Picture",
            help="The picture to repair",
        ),
        Port(
            name="mask",
            kind=PortKind.MASK,
            title="Mask",
            help="White where it is to be filled",
            partial=True,
        ),
        Port(
            name="source",
            kind=PortKind.MASK,
            title="Source",
            help="White where patches may be taken from",
            required=False,
        ),
    ),
    outputs=(Port(name="image", kind=PortKind.IMAGE, title="Result", help="The filled picture"),),
    params=InpaintParams,
    sizes=Sizes(minimum=16),
    tiling=Tiling.INTERNAL,
    context=ContextRule(),
    optional_weights=("migan",),
    family=FAMILY,
    paper="Barnes 2009; Wexler 2007; Newson 2014; Sargsyan 2023 (MI-GAN)",
    demos=({"mode": "auto"}, {"mode": "patch"}, {"mode": "learned"}),
    entry="ml.generators.inpaint.generator:Inpaint",
)
