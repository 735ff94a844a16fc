"""What a tool without a brush answers where the canvas asks for one."""

from __future__ import annotations

from editor.tools.tool import Sketch


class Brushless:
    """No outline at the pointer, nothing to resize, and nothing drawn unless the tool says so."""

    @property
    def cursor_radius_px(self) -> float | None:
        return None

    @property
    def sketch(self) -> Sketch | None:
        return None

    def resize(self, size_px: float) -> bool:
        return False
