"""The colours of the canvas: neutral greys, because colour next to a picture lies."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CanvasColours:
    """Colours as `#rrggbb`; the default is the dark theme."""

    surround: str = "#353535"
    hairline: str = "#141414"
    unmade: str = "#3d3d3d"
    checker_light: str = "#9a9a9a"
    checker_dark: str = "#828282"
    accent: str = "#d9a441"
    mask: str = "#ff00ff"
    mask_strength: float = 0.45
    shadow_strength: float = 0.30


DARK = CanvasColours()
LIGHT = CanvasColours(
    surround="#c6c6c6",
    hairline="#8c8c8c",
    unmade="#bcbcbc",
    checker_light="#ffffff",
    checker_dark="#dcdcdc",
    accent="#9a6a00",
    shadow_strength=0.18,
)
