"""The hand: a drag moves the view, which does so itself; the document is never touched."""

from __future__ import annotations

from editor.tools.standing import StandingTool
from ml.api.params import Params


class HandOptions(Params):
    """There is nothing to set."""


class Hand(StandingTool[HandOptions]):
    """Leaves every gesture to the view."""

    id = "hand"
    title = "Hand"

    def __init__(self) -> None:
        super().__init__()
        self.options = HandOptions()
