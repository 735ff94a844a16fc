"""What happens when a button of Remove or Expand is pressed; imported on first use."""

from __future__ import annotations

import numpy as np

from plugins.api import Editor, NotPossible, PanelRequest, Region

GENERATOR = "inpaint"


def remove(editor: Editor, request: PanelRequest) -> None:
    """Fill what the mask covers."""
    editor.run(GENERATOR, request.params, document=request.document)


def expand(editor: Editor, request: PanelRequest) -> None:
    """Grow the canvas and fill what is new."""
    left, top, right, bottom = (int(request.own[side]) for side in _SIDES)
    if not any((left, top, right, bottom)):
        raise NotPossible("Set how far at least one side should grow.")
    margins = (left, top, right, bottom)
    editor.run(GENERATOR, request.params, document=request.document, margins=margins)


def draft(editor: Editor) -> None:
    """A quick look, several times faster."""
    editor.run(GENERATOR, {"quality": "draft"})


def fill_transparent(editor: Editor) -> None:
    """Put every pixel through which one can see into the mask, and fill it."""
    facts = editor.document()
    everything = Region(0, 0, facts.width, facts.height)
    alpha = editor.pixels(facts.id, everything)[..., 3]
    solid = 255 if alpha.dtype == np.uint8 else 65535
    holes = np.where(alpha.astype(np.int32) < solid, 255, 0).astype(np.uint8)
    if not holes.any():
        raise NotPossible("No pixel of this picture is transparent.")
    with editor.edit(facts, "Mask transparent pixels") as step:
        step.set_mask(holes)
    editor.run(GENERATOR, {}, document=facts.id)


_SIDES = ("left", "top", "right", "bottom")
