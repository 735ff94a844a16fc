"""The declaration of the first guess of a photograph's labels."""

from __future__ import annotations

from ml.api.params import Params
from ml.api.spec import GeneratorSpec, Placing, Port, PortKind, Sizes, Tiling


class LabelGuessParams(Params):
    """Nothing is asked: a guess is to be corrected by painting."""


LABEL_GUESS = GeneratorSpec(
    id="label_guess",
    title="Guess labels",
    summary="A photograph becomes a label map: sky, water, trees and so on, to be corrected.",
    layer_name="Guessed labels",
    inputs=(
        Port(
            name="image",
            kind=PortKind.IMAGE,
            title="Picture",
            help="The photograph to label",
        ),
    ),
    outputs=(Port(name="labels", kind=PortKind.LABELS, title="Labels", help="The label map"),),
    params=LabelGuessParams,
    sizes=Sizes(minimum=8),
    tiling=Tiling.INTERNAL,
    placing=Placing.LABELS,
    optional_weights=("vgg19", "landscape-labels"),
    paper="Simonyan 2014; He 2010",
    demos=(),
    entry="ml.generators.label_guess.generator:LabelGuess",
)
