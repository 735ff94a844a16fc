"""What happens when the button of Upscale with references is pressed; imported on first use."""

from __future__ import annotations

from plugins.api import Editor, Keep, PanelRequest
from plugins.builtin.reference_sr.manifest import Result

KEEPS = {Result.NEW.value: Keep.NEW_PICTURE, Result.LAYERS.value: Keep.RESIZED_LAYERS}


def upscale(editor: Editor, request: PanelRequest) -> None:
    """Enlarge all that is seen with what is on the shelf."""
    keep = KEEPS[str(request.own["result"])]
    editor.run("reference_sr", request.params, document=request.document, keep=keep)
