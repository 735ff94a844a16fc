"""How a mask looks on the canvas: as a tint over the picture, by its edge, or both."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MaskLook:
    """What of a mask is shown."""

    tint: bool = True
    edge: bool = True


HIDDEN = MaskLook(tint=False, edge=False)
