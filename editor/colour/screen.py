"""From a document's colours to the screen's, which are taken to be sRGB."""

from __future__ import annotations

from editor.document.document import Document
from editor.document.tiles import Pixels
from editor.lazy import late

# An sRGB document, which most are, needs no colour engine.
_conversion = late("editor.colour.profiles:Conversion")


class ToScreen:
    """Straight RGBA (h, w, 4) of a document to what the screen shows; follows its profile.

    May be called from several threads. A profile that is broken changes nothing.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._made: tuple[bytes, object] | None = None

    def __call__(self, pixels: Pixels) -> Pixels:
        profile = self._document.profile
        if profile is None:
            return pixels
        made = self._made
        if made is None or made[0] is not profile:
            made = self._made = (profile, _conversion(profile, None))
        return made[1].apply(pixels)  # type: ignore[attr-defined]
