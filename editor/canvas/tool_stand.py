"""Keeps the canvas true to a tool that has more to show than a brush: figure and stand-in."""

from __future__ import annotations

from typing import Protocol

from editor.canvas.overlays import Overlays
from editor.document.document import Document
from editor.tools.standing import StandingTool
from editor.tools.tool import Tool


class StandStage(Protocol):
    """What it needs of the view."""

    @property
    def document(self) -> Document | None: ...

    @property
    def overlays(self) -> Overlays: ...

    def show_stand_in(self, stand_in: Document | None) -> None: ...

    def follow_writing(self) -> None: ...

    def update(self) -> None: ...


class ToolStand:
    """Tells a standing tool when it is taken and laid down, and shows what it has to show."""

    def __init__(self, stage: StandStage) -> None:
        self._stage = stage
        self._tool: StandingTool | None = None

    def take(self, tool: Tool | None) -> None:
        """`tool` is in the hand now, over the view's document."""
        self.leave()
        document = self._stage.document
        if isinstance(tool, StandingTool) and document is not None:
            self._tool = tool
            tool.changed.connect(self.show)
            tool.take(document)
        self.show()

    def leave(self) -> None:
        tool, self._tool = self._tool, None
        if tool is not None:
            tool.changed.disconnect(self.show)
            tool.leave()
            self.show()

    def show(self) -> None:
        """The figure or the stand-in is another one."""
        self._stage.overlays.figure.figure = self._tool.figure if self._tool else None
        self._stage.show_stand_in(self._tool.stand_in if self._tool else None)
        self._stage.follow_writing()
        self._stage.update()
