"""The steps of writing: what is typed in one go is one step, together with the new text itself."""

from __future__ import annotations

from dataclasses import dataclass

from editor.document.document import Document
from editor.document.history import Command
from editor.document.kinds.text.layer import TextLayer
from editor.document.layer_steps import AddLayer, ReplaceLayer, spot_above

WRITE = "Write text"


@dataclass(frozen=True, eq=False)
class AddText(AddLayer):
    """A new text layer; what is written into it right afterwards belongs to the same step."""

    @classmethod
    def begun(cls, document: Document, layer: TextLayer) -> AddText:
        """`layer` right above the active one, in the same group."""
        return cls(layer, spot_above(document), WRITE)

    def merge(self, later: Command) -> Command | None:
        if not isinstance(later, ReplaceLayer) or later.title != WRITE:
            return None
        return AddText(later.new, self.spot, WRITE) if later.old is self.layer else None


def write_text(layer: TextLayer, made: TextLayer) -> ReplaceLayer:
    """The words of a text layer anew; merges with what was written just before."""
    return ReplaceLayer(layer, made, WRITE)
