"""Results that are larger than the picture: what is said before, how they are compared and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from editor.canvas.preview import PreviewPicture
from editor.canvas.viewport import Viewport
from editor.desk import Desk
from editor.document.document import Document
from editor.document.history import Command
from editor.lazy import late
from editor.runs import Attempt, preview_pixels
from editor.steps import Steps
from ml.api.params import Params
from ml.api.spec import GeneratorSpec, Placing
from plugins.api import Keep

if TYPE_CHECKING:
    # Heavy, and not needed before a result is kept.
    from editor.enlarged import Enlarged

_enlarged = late("editor.enlarged:Enlarged")
MOST_SHOWN_PX = 64_000_000
"""What the comparison shows at full size takes four bytes for each of these."""


class LargerResults:
    """For generators whose result takes the place of the picture."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._steps = Steps(desk)
        self._was: tuple[Document, Viewport] | None = None

    def facts(self, spec: GeneratorSpec, params: Params, document: Document) -> str:
        """Sizes and tiles, in one line."""
        tiles = f"tiles of {spec.tile_px} px" if spec.tile_px else ""
        return " \u00b7 ".join(filter(None, (sizes(params, document), tiles)))

    # ---- the comparison

    def show(self, attempt: Attempt) -> None:
        """The result in its own scale, right of a line that can be dragged."""
        found, ready, canvas = attempt.current, attempt.ready, self._desk.canvas
        if found is None or ready is None:
            return
        image = found.result.image
        step = max(1, int(np.ceil(np.sqrt(image.shape[0] * image.shape[1] / MOST_SHOWN_PX))))
        shown = preview_pixels(found.result)[::step, ::step]
        canvas.set_preview(PreviewPicture(ready.box, np.ascontiguousarray(shown)))
        if self._was is None:
            self._was = (attempt.document, canvas.viewport)
            canvas.set_split(0.5)
            factor = image.shape[1] / ready.box.width
            canvas.look(canvas.viewport.fitted().zoomed_to(factor).centred())

    def hide(self) -> None:
        """No result is compared any more; the picture is seen as it was before."""
        if self._was is None:
            return
        document, looked = self._was
        self._was = None
        self._desk.canvas.set_split(None)
        if self._desk.canvas.document is document:
            self._desk.canvas.look(looked)

    # ---- keeping

    def keep(self, attempt: Attempt) -> bool:
        """Keep it as was asked; False where the usual way is wanted."""
        found = attempt.current
        if found is None or attempt.request.keep is Keep.AS_DECLARED:
            return False
        made = _enlarged(attempt.document.snapshot(), attempt.request.spec, found.result)
        if attempt.request.keep is Keep.NEW_PICTURE:
            self._keep_as_picture(made)
        else:
            self._keep_over_layers(made, attempt.document)
        return True

    def _keep_as_picture(self, made: Enlarged) -> None:
        def show(document: Document) -> None:
            self._desk.session.add(document, document.name)
            self._desk.tell("The larger picture is open; the other one is as it was.")

        self._desk.background.run(made.as_picture, show, self._desk.fail)

    def _keep_over_layers(self, made: Enlarged, document: Document) -> None:
        def step(now: Document) -> Command:
            return made.over_layers(now)

        def done() -> None:
            self._desk.tell("All layers were resized; the result lies on top.")

        self._steps.order(document, step, then=done)


def sizes(params: Params, document: Document) -> str:
    """From what size to what size."""
    factor = float(getattr(params, "factor", 1.0))
    wide, high = round(document.width * factor), round(document.height * factor)
    return f"{document.width} \u00d7 {document.height} \u2192 {wide} \u00d7 {high} px"


def is_larger(spec: GeneratorSpec) -> bool:
    """Whether the result of a generator takes the place of the picture."""
    return spec.placing is Placing.PICTURE
