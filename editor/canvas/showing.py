"""What others lay over the picture through the view: the split of a result, the generator's box."""

from __future__ import annotations

from editor.canvas.overlays import Overlays
from ml.api.regions import Box


class Showing:
    """Sets what the overlays show, and has them painted again."""

    overlays: Overlays

    def repaint_all_overlays(self) -> None:
        """Paint again where the overlays were and are."""
        raise NotImplementedError

    def set_split(self, position: float | None) -> None:
        """Compare: left of this share of the preview's width the document shows; None ends it."""
        self.overlays.preview.split = position
        self.repaint_all_overlays()

    def split_dragged(self) -> None:
        """The split handle follows the pointer."""
        self.repaint_all_overlays()

    def set_context_box(self, box: Box | None) -> None:
        """Show what the generator looks at, for the artist to drag; None hides it."""
        self.overlays.context.box = box
        self.repaint_all_overlays()

    @property
    def context_box(self) -> Box | None:
        return self.overlays.context.box
