"""How a document's colours and the theme's become what the canvas shows."""

from __future__ import annotations

from dataclasses import replace

from editor.canvas.colours import DARK, LIGHT, CanvasColours
from editor.canvas.sources import ToDisplay
from editor.colour.screen import ToScreen
from editor.document.document import Document
from editor.widgets.theme import Theme


def canvas_colours(theme: Theme) -> CanvasColours:
    """What of a theme the canvas shows."""
    usual = DARK if theme.is_dark else LIGHT
    return replace(usual, surround=theme.surround, accent=theme.accent, mask=theme.mask)


def to_display(document: Document) -> ToDisplay | None:
    """What turns a document's colours into the screen's, also after its profile was changed."""
    return ToScreen(document)
