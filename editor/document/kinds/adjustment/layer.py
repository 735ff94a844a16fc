"""The kind of layer that changes how everything below it looks, and can be changed at any time."""

from __future__ import annotations

import numpy as np

from editor.document.adjustments.adjustment import Adjustment
from editor.document.adjustments.catalog import find
from editor.document.layer_protocol import EVERYWHERE, Planes
from editor.document.layer_traits import LayerTraits
from editor.document.tiles import Depth, Pixels
from ml.api.params import Params, to_scalars
from ml.api.regions import Box


class AdjustmentLayer(LayerTraits):
    """One adjustment with its parameters. The pixels below are never touched."""

    kind = "adjustment"

    def __init__(
        self,
        adjustment: Adjustment,
        params: Params | None = None,
        *,
        depth: Depth = "uint8",
        layer_id: str | None = None,
    ) -> None:
        """`depth` is the document's."""
        super().__init__(adjustment.title, layer_id)
        self.adjustment = adjustment
        self.params: Params = params if params is not None else adjustment.params()
        self._depth: Depth = depth

    @classmethod
    def of(cls, adjustment_id: str, depth: Depth = "uint8") -> AdjustmentLayer:
        """A new layer that changes nothing yet, or as little as its defaults do."""
        return cls(find(adjustment_id), depth=depth)

    @property
    def bounds(self) -> Box:
        return EVERYWHERE

    @property
    def depth(self) -> Depth:
        return self._depth

    @property
    def size_bytes(self) -> int:
        return self.mask_bytes

    def render(self, box: Box, level: int = 0) -> Pixels:
        """Nothing: the layer has no pixels of its own."""
        return np.zeros((box.height, box.width, 4), self._depth)

    def adjust(self, planes: Planes, box: Box, level: int) -> Planes:
        return self.adjustment.apply(planes, self.params, 0.5**level)

    def margin_px(self, level: int) -> int:
        return self.adjustment.margin_px(self.params, 0.5**level)

    def with_params(self, params: Params) -> AdjustmentLayer:
        """A twin that adjusts by `params`; for `ReplaceLayer`."""
        twin = AdjustmentLayer(self.adjustment, params, depth=self._depth).like(self)
        twin.invalidate(EVERYWHERE)
        return twin

    def share(self) -> AdjustmentLayer:
        return AdjustmentLayer(self.adjustment, self.params, depth=self._depth).like(self)

    def digest(self) -> str:
        return f"{self.traits_digest()} {self.adjustment.id} {to_scalars(self.params)}"
