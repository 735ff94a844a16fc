"""The declaration of the generator behind the latent pad."""

from __future__ import annotations

from ml.api.params import Params, param
from ml.api.spec import GeneratorSpec, Port, PortKind, Sizes, Tiling

FAMILY = "latent"
AUTO_MODEL = "auto"


class LatentParams(Params):
    """What the artist may set."""

    model: str = param(
        AUTO_MODEL,
        title="Model",
        help="Which trained generator: auto is the first in the models folder, or one by name",
        suggests=FAMILY,
    )
    seed: int = param(
        0,
        title="Seed",
        help="Draws the point where none is given; another number gives another picture",
        low=0,
        high=2**31 - 1,
        control="seed",
    )
    spread: float = param(
        1.0,
        title="Spread",
        help="How far from the middle a drawn point lies; less is more usual and less various",
        low=0.1,
        high=2.0,
        step=0.05,
        more=True,
    )


LATENT = GeneratorSpec(
    id="latent",
    title="Latent pad",
    summary="A trained generator shows what lies at a point of its space.",
    layer_name="Invented",
    inputs=(
        Port(
            name="image",
            kind=PortKind.IMAGE,
            title="Picture",
            help="The picture whose size the result takes",
        ),
        Port(
            name="latent",
            kind=PortKind.LATENT,
            title="Points",
            help="A line of numbers for each point; several lie side by side",
            required=False,
        ),
    ),
    outputs=(
        Port(name="image", kind=PortKind.IMAGE, title="Result", help="What lies at the points"),
        Port(
            name="latent", kind=PortKind.LATENT, title="Points", help="The points that were shown"
        ),
        Port(
            name="directions",
            kind=PortKind.LATENT,
            title="Directions",
            help="What changes pictures most, a line for each, the strongest first",
        ),
    ),
    params=LatentParams,
    sizes=Sizes(minimum=4),
    tiling=Tiling.FORBIDDEN,
    family=FAMILY,
    paper="Radford 2016 (DCGAN); Shen and Zhou 2021 (directions from the weights)",
    demos=(),
    entry="ml.generators.latent.generator:Latent",
)
