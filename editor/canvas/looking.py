"""The ways to look at the picture that menus and keys ask for: zoom, turn, mirror."""

from __future__ import annotations

from editor.canvas.viewport import Point, Viewport
from editor.document.document import Document


class Looking:
    """What a view can be asked to do besides being dragged; the view says how it looks now."""

    @property
    def viewport(self) -> Viewport:
        raise NotImplementedError

    @property
    def pointer_place(self) -> Point | None:
        """The view position of the pointer while it is over the view."""
        raise NotImplementedError

    def look(self, viewport: Viewport) -> None:
        """Look at another part, closer or from another side."""
        raise NotImplementedError

    def zoom_to_actual(self) -> None:
        """100 %: one picture pixel on one pixel of the screen."""
        self.zoom_to(1.0)

    def zoom_to(self, scale: float) -> None:
        self.look(self.viewport.zoomed_to(scale, self.pointer_place))

    def zoom_in(self) -> None:
        self.look(self.viewport.stepped(1, self.pointer_place))

    def zoom_out(self) -> None:
        self.look(self.viewport.stepped(-1, self.pointer_place))

    def turn(self, degrees: float) -> None:
        """Turn the view clockwise, to the next multiple of that many degrees."""
        step = abs(degrees)
        rung = self.viewport.angle / step
        nearest = round(rung)
        if abs(rung - nearest) > 0.01:
            # From in between, the first rung in that direction.
            nearest = int(rung // 1) if degrees > 0 else int(rung // 1) + 1
        self.look(self.viewport.turned_to((nearest + (1 if degrees > 0 else -1)) * step))

    def straighten(self) -> None:
        """The view as the picture is: not turned; a mirrored view stays mirrored."""
        self.look(self.viewport.turned_to(0.0))

    def mirror(self) -> None:
        """See the picture as in a mirror, or as it is; no pixel changes."""
        self.look(self.viewport.flipped())


def described(document: Document, viewport: Viewport) -> str:
    """What a screen reader says of the canvas."""
    percent = round(viewport.scale * 100)
    size = f"{document.width} by {document.height} pixels"
    turned = "" if viewport.is_straight else ", turned"
    return f"{document.name or 'Picture'}, {size}, at {percent} %{turned}"
