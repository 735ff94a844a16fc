"""What changes around the canvas while a label layer is the active one: its keys and its dock."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from editor.actions_labels import LABEL_KEYS

if TYPE_CHECKING:
    from editor.program import Program
    from editor.tools.label_object import LabelObject
    from editor.tools.tool import Tool

DOCK = "labels"
_BESIDE = ("generate", "navigator", "colours", "properties")


class LabelStage:
    """Brings the Labels dock and napari's keys, and gives back what stood there before."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._before = ""
        program.desk.toolbox.when_made("label_object", self._answer)
        # Nobody else holds it: it lives as long as the signal does.
        program.works.labels.switched.connect(lambda is_on: self._switch(is_on))

    def _answer(self, tool: Tool) -> None:
        cast("LabelObject", tool).asked.connect(self._program.selecting.label)

    def _switch(self, is_on: bool) -> None:  # noqa: FBT001 - what the signal says
        program, docks = self._program, self._program.docks
        program.keyboard.lend(LABEL_KEYS if is_on else {})
        if is_on:
            self._before = next((name for name in _BESIDE if docks.is_seen(name)), "")
            if self._before:
                docks.open(DOCK)
        elif self._before and docks.is_seen(DOCK):
            docks.open(self._before)
