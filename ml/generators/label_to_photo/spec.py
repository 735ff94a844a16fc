"""The declaration of the generator that makes a photograph of painted labels."""

from __future__ import annotations

from enum import Enum

from ml.api.params import Params, param
from ml.api.spec import GeneratorSpec, Port, PortKind, Sizes, Tiling


class Method(Enum):
    """How the photograph is made."""

    EXEMPLAR = "exemplar"


class Quality(Enum):
    """How long the search may take."""

    LIVE = "live"
    DRAFT = "draft"
    BEST = "best"


class LabelPhotoParams(Params):
    """What the artist may set."""

    method: Method = param(
        Method.EXEMPLAR,
        title="Method",
        help="exemplar puts the photograph together from real pieces of your references",
    )
    quality: Quality = param(
        Quality.BEST,
        title="Quality",
        help="best looks best; draft is several times faster; live is a sketch while you paint",
    )
    variation: float = param(
        0.25,
        title="Variation",
        help="At 0 things stay where they are in the reference; more mixes them anew",
        low=0.0,
        high=1.0,
        step=0.05,
    )
    border: int = param(
        4,
        title="Natural borders",
        help="How far the border between two labels may wander, so that trees keep their tops",
        low=0,
        high=64,
        unit="px",
    )
    detail: float = param(
        1.0,
        title="Detail",
        help="How large the reference is taken against the picture: less makes everything in it "
        "smaller, more shows a smaller part of it in more detail",
        low=0.25,
        high=2.0,
        step=0.05,
    )
    guess: bool = param(
        False,
        title="Guess missing labels",
        help="Photographs without a label map are labelled by a first guess",
        more=True,
    )
    mirror: bool = param(
        False,
        title="Mirror too",
        help="Take material mirrored as well: twice as much, for small references",
        more=True,
    )
    choice: str = param(
        "",
        title="Choice per label",
        help="Which reference a label is taken from, by number: sky=2, water=1; the first that "
        "shows it where nothing is said",
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


LABEL_TO_PHOTO = GeneratorSpec(
    id="label_to_photo",
    title="Labels to photo",
    summary="Painted regions become a photograph made of your own photographs.",
    layer_name="Photo",
    inputs=(
        Port(
            name="labels",
            kind=PortKind.LABELS,
            title="Labels",
            help="The label map to turn into a photograph, a grey or indexed PNG",
        ),
        Port(
            name="palette",
            kind=PortKind.PALETTE,
            title="Palette",
            help="What the numbers mean, a JSON file; the landscape palette if nothing is given",
            required=False,
        ),
        Port(
            name="reference",
            kind=PortKind.REFERENCE,
            title="References",
            help="Photographs that the material is taken from",
            required=False,
            many=True,
        ),
        Port(
            name="reference_labels",
            kind=PortKind.LABELS,
            title="Labels of the references",
            help="One label map for each reference, in the same order",
            required=False,
            many=True,
        ),
        Port(
            name="image",
            kind=PortKind.IMAGE,
            title="Picture",
            help="A photograph of which only what got another label is made anew",
            required=False,
        ),
        Port(
            name="labels_before",
            kind=PortKind.LABELS,
            title="Labels before",
            help="The labels of the photograph as it is",
            required=False,
        ),
    ),
    outputs=(Port(name="image", kind=PortKind.IMAGE, title="Result", help="The photograph"),),
    params=LabelPhotoParams,
    sizes=Sizes(minimum=16),
    tiling=Tiling.INTERNAL,
    optional_weights=("vgg19", "landscape-labels"),
    paper="Hertzmann 2001; Barnes 2009; Kaspar 2015",
    demos=(),
    entry="ml.generators.label_to_photo.generator:LabelToPhoto",
)
