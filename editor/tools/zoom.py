"""The zoom tool: a click looks closer, with Alt from further away; a drag does so smoothly."""

from __future__ import annotations

from editor.tools.standing import StandingTool
from ml.api.params import Params


class ZoomOptions(Params):
    """There is nothing to set."""


class Zoom(StandingTool[ZoomOptions]):
    """Leaves every gesture to the view; the document is never touched."""

    id = "zoom"
    title = "Zoom"

    def __init__(self) -> None:
        super().__init__()
        self.options = ZoomOptions()
