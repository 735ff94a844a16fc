"""The declaration of the upscaling generator."""

from __future__ import annotations

from ml.api.params import Params, param
from ml.api.spec import GeneratorSpec, Placing, Port, PortKind, Sizes, Tiling
from ml.enlarging.wish import AUTO_MODEL, FAMILY, LARGEST_PX, TILE_PX, Condition


class UpscaleParams(Params):
    """What the artist may set."""

    factor: float = param(
        4.0,
        title="Factor",
        help="How many times wider and higher the picture becomes; beyond 4 in two passes",
        low=1.1,
        high=8.0,
        step=0.1,
    )
    crisp: float = param(
        0.0,
        title="Crisp",
        help="0 is faithful and invents nothing; towards 1 a network draws likely texture "
        "(three and four times), or details are sharpened without halos (twice)",
        low=0.0,
        high=1.0,
        step=0.05,
    )
    condition: Condition = param(
        Condition.CLEAN,
        title="Picture is",
        help="clean keeps all that is there; worn takes noise and marks of JPEG for damage",
    )
    model: str = param(
        AUTO_MODEL,
        title="Model",
        help="Which network: auto is the compact one, on a graphics card the strong one if it is "
        "installed; or one by name, or a file of yours in the models folder",
        suggests=FAMILY,
        more=True,
    )


UPSCALE = GeneratorSpec(
    id="upscale",
    title="Enlarge",
    summary="The picture becomes larger and stays sharp.",
    layer_name="Enlarged",
    inputs=(
        Port(
            name="image",
            kind=PortKind.IMAGE,
            title="Picture",
            help="The picture to enlarge",
        ),
    ),
    outputs=(Port(name="image", kind=PortKind.IMAGE, title="Result", help="The larger picture"),),
    params=UpscaleParams,
    sizes=Sizes(minimum=1, maximum=LARGEST_PX),
    tiling=Tiling.INTERNAL,
    tile_px=TILE_PX,
    placing=Placing.PICTURE,
    optional_weights=(
        "compact-sr-x4",
        "compact-sr-x4-crisp",
        "compact-sr-x2",
        "compact-sr-x4-worn",
    ),
    family=FAMILY,
    paper="Plain convolutions over a bicubic base, after Dong 2016, Kim 2016 and Shi 2016",
    demos=(
        {"factor": 4.0},
        {"factor": 4.0, "crisp": 1.0},
        {"factor": 2.0},
        {"factor": 4.0, "condition": "worn"},
    ),
    entry="ml.generators.upscale.generator:Upscale",
)
