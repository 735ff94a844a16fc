"""The kind of layer that is made of other layers."""

from __future__ import annotations

from editor.document.composite_painter import render_layers
from editor.document.layer_protocol import EVERYWHERE, Layer, as_adjusting
from editor.document.layer_traits import LayerTraits
from editor.document.tiles import Depth, Pixels
from ml.api.regions import Box

_NOTHING = Box(0, 0, 0, 0)


class GroupLayer(LayerTraits):
    """Layers that are shown, moved and mixed as one.

    An isolated group is mixed by itself and then laid over what is below it, with its own blend
    mode. The children of a group that passes through mix with what lies below the group; then
    its blend mode means nothing. Moving the group moves its children.
    """

    kind = "group"

    def __init__(
        self,
        name: str,
        children: tuple[Layer, ...] = (),
        *,
        depth: Depth = "uint8",
        layer_id: str | None = None,
    ) -> None:
        """`depth` is the document's."""
        super().__init__(name, layer_id)
        self.children = children
        self.passes_through = True
        self.is_open = True
        self._depth: Depth = depth

    @property
    def bounds(self) -> Box:
        """Around all children; EVERYWHERE where one of them changes what lies below the group."""
        around = _NOTHING
        margin_px = 0
        for child in self.children:
            adjusting = as_adjusting(child)
            if adjusting is None:
                around = around.union(child.bounds)
            elif self.passes_through:
                return EVERYWHERE
            elif child.visible:
                margin_px += adjusting.margin_px(0)
        if around.is_empty or around == EVERYWHERE:
            return around
        return around.padded(margin_px)

    @property
    def depth(self) -> Depth:
        return self._depth

    @property
    def size_bytes(self) -> int:
        return self.mask_bytes + sum(child.size_bytes for child in self.children)

    def render(self, box: Box, level: int = 0) -> Pixels:
        return render_layers(self.children, box, level, self._depth)

    def _moved(self, dx: int, dy: int) -> None:
        for child in self.children:
            x, y = child.position
            child.position = (x + dx, y + dy)
            child.invalidate(child.bounds)

    def share(self) -> GroupLayer:
        children = tuple(child.share() for child in self.children)
        twin = GroupLayer(self.name, children, depth=self._depth).like(self)
        twin.passes_through, twin.is_open = self.passes_through, self.is_open
        return twin

    def renewed(self, name: str) -> GroupLayer:
        super().renewed(name)
        for child in self.children:
            child.renewed(child.name)
        return self

    def digest(self) -> str:
        inside = " ".join(child.digest() for child in self.children)
        return f"{self.traits_digest()} {self.passes_through} ({inside})"
