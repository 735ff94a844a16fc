"""The label wand: what has the clicked colour in the picture below takes the label."""

from __future__ import annotations

from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.picture import picture_below
from editor.document.mask import Mask
from editor.document.mask_flood import flood_from
from editor.document.mask_similar import colour_at, everywhere, near
from editor.tools.errands import Errands
from editor.tools.label_click import Find, LabelClick
from editor.tools.label_hand import LabelHand
from ml.api.params import Params, param


class LabelWandOptions(Params):
    """What counts as the same colour."""

    tolerance: int = param(
        32,
        title="Tolerance",
        help="How much red, green, blue or alpha may differ, in steps of 8 bits",
        low=0,
        high=255,
    )
    contiguous: bool = param(
        True,
        title="Contiguous",
        help="Only what is connected with the clicked pixel, not the whole picture",
    )


class LabelWand(LabelClick):
    """Looks at the picture without any labels."""

    id = "label_wand"
    title = "Label wand"

    def __init__(
        self,
        hand: LabelHand,
        errands: Errands | None = None,
        options: LabelWandOptions | None = None,
    ) -> None:
        super().__init__(hand, errands)
        self.options = options or LabelWandOptions()

    def set_options(self, options: Params) -> None:
        self.options = LabelWandOptions.model_validate(dict(options))

    def finder(self, document: Document, layer: LabelLayer, place: tuple[int, int]) -> Find:
        sample, canvas, options = picture_below(document), document.canvas, self.options

        def find() -> Mask:
            wanted = colour_at(sample, *place, radius_px=0, canvas=canvas)
            reach = options.tolerance
            if options.contiguous:
                return flood_from(lambda box: near(sample(box), wanted, reach), *place, canvas)
            return everywhere(sample, wanted, reach, canvas)

        return find
