"""The facts of the picture in front as the status bar says them."""

from __future__ import annotations

from editor.canvas.viewport import Viewport
from editor.document.document import Document
from editor.lazy import late

_profile_title = late("editor.colour.profiles:profile_title")


def facts_of(document: Document | None) -> str:
    """Size, profile and depth: `4032 × 3024   sRGB   8 bit`."""
    if document is None:
        return ""
    size = f"{document.width} \u00d7 {document.height}"
    profile = "sRGB" if document.profile is None else str(_profile_title(document.profile))
    bits = "16 bit" if document.depth == "uint16" else "8 bit"
    return f"{size}    {profile}    {bits}"


def zoom_words(scale: float) -> str:
    """`67 %`; small scales with one more figure."""
    percent = scale * 100
    return f"{percent:.1f} %" if percent < 10 else f"{percent:.0f} %"


def view_words(viewport: Viewport) -> str:
    """`67 %   15°   mirrored`: how the view differs from the picture as it is."""
    parts = [zoom_words(viewport.scale)]
    if viewport.angle:
        parts.append(f"{viewport.angle:.0f}\u00b0")
    if viewport.mirrored:
        parts.append("mirrored")
    return "    ".join(parts)
