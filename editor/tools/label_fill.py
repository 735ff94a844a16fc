"""The label bucket: a click turns all that has the clicked label into the one in the hand."""

from __future__ import annotations

from editor.document.document import Document
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.pouring import connected, covered_by
from editor.document.kinds.label.rules import require_open
from editor.tools.errands import Errands
from editor.tools.label_click import Find, LabelClick
from editor.tools.label_hand import LabelHand
from ml.api.params import Params, param


class LabelFillOptions(Params):
    """What is filled."""

    contiguous: bool = param(
        True,
        title="Contiguous",
        help="Only what is connected with the clicked pixel, not all that has its label",
    )


class LabelFill(LabelClick):
    """Connected means by the sides of pixels. Nothing is done to a label that is locked."""

    id = "label_fill"
    title = "Label fill"

    def __init__(
        self,
        hand: LabelHand,
        errands: Errands | None = None,
        options: LabelFillOptions | None = None,
    ) -> None:
        super().__init__(hand, errands)
        self.options = options or LabelFillOptions()

    def set_options(self, options: Params) -> None:
        self.options = LabelFillOptions.model_validate(dict(options))

    def finder(self, document: Document, layer: LabelLayer, place: tuple[int, int]) -> Find:
        clicked = layer.index_at(*place)
        if clicked in layer.facts.locked:
            require_open(layer, clicked)
        twin, canvas = layer.share(), document.canvas
        if self.options.contiguous:
            return lambda: connected(twin, *place, canvas)
        return lambda: covered_by(twin, clicked, canvas)
