"""What menus and keys do to the whole mask; each is one step of the history or nothing."""

from __future__ import annotations

from editor.document import mask_operations
from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.targets import SelectionTarget


def select_all(document: Document) -> bool:
    """Cover the whole canvas; these functions all tell whether anything changed."""
    return _become(document, mask_operations.select_all(document.canvas), "Select all")


def clear_mask(document: Document) -> bool:
    return _become(document, mask_operations.clear(), "Clear mask")


def invert_mask(document: Document) -> bool:
    inverse = mask_operations.invert(document.selection, document.canvas)
    return _become(document, inverse, "Invert mask")


def grow_mask(document: Document, radius_px: float) -> bool:
    """Move the edge outwards by so many pixels, inwards where they are negative."""
    grown = mask_operations.grow(document.selection, radius_px, document.canvas)
    return _become(document, grown, "Grow mask" if radius_px >= 0 else "Shrink mask")


def feather_mask(document: Document, radius_px: float) -> bool:
    """Let the edge fade over so many pixels."""
    soft = mask_operations.feather(document.selection, radius_px, document.canvas)
    return _become(document, soft, "Feather mask")


def replace_selection(document: Document, mask: Mask, title: str) -> bool:
    """Take `mask` as it is, for instance from a file."""
    return _become(document, mask, title)


def _become(document: Document, mask: Mask, title: str) -> bool:
    step = replace_mask(document, SelectionTarget(), mask, title)
    if step is None:
        return False
    document.apply(step)
    return True
