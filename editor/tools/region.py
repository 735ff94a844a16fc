"""What lasso and rectangle share: a drawn region that joins the mask in one step of the history."""

from __future__ import annotations

from editor.document.commands import replace_mask
from editor.document.document import Document
from editor.document.mask import Mask
from editor.document.mask_operations import Combine, combine, feather
from editor.document.targets import SelectionTarget
from ml.api.params import Params, param


class RegionOptions(Params):
    """How a drawn region joins the mask."""

    feather: float = param(
        0.0,
        title="Feather",
        help="Softens the edge of what is drawn",
        low=0.0,
        high=250.0,
        unit="px",
    )


def join(document: Document, shape: Mask, how: Combine, *, feather_px: float, title: str) -> None:
    """Combine the mask with `shape`; nothing is written down where nothing changes."""
    if feather_px > 0:
        shape = feather(shape, feather_px, document.canvas)
    joined = combine(document.selection, shape, how)
    step = replace_mask(document, SelectionTarget(), joined, title)
    if step is not None:
        document.apply(step)
