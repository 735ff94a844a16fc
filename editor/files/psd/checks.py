"""Whether our layers look as Photoshop's own flat picture does: some places of both, compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from editor.document.composite import flatten
from editor.document.document import Document
from editor.files.parcel import Parcel, ParcelWriter
from ml.api.regions import Box

DIFFERENT = (
    "Parts of it look different from Photoshop: it uses something that is not known here, or mixes "
    "in another way."
)
_SIDE_PX, _MOST_ACROSS = 128, 4
_NEAR, _SHARE = 12.0, 0.02
"""A place differs where more than this share of it is farther off, in steps of 8 bits."""

Pixels = NDArray[np.unsignedinteger]


def put_samples(
    parcel: ParcelWriter, canvas: Box, flat: Callable[[], Pixels | None]
) -> list[dict[str, object]]:
    """Some places of the flat picture, spread over the canvas; none where there is none."""
    try:
        whole = flat()
    except ValueError:
        # It is there for programs that read no layers; a broken one harms nothing.
        return []
    if whole is None:
        return []
    found = []
    for box in _places(canvas):
        part = np.ascontiguousarray(whole[box.slices])
        array = parcel.put_strips(part.shape, part.dtype.name, [part])  # type: ignore[arg-type]
        found.append({"array": array, "left": box.left, "top": box.top})
    return found


def looks_different(document: Document, samples: object, parcel: Parcel) -> bool:
    """Whether any of the places is shown otherwise by `document`. Raises BadParcel."""
    if not isinstance(samples, list):
        return False
    return any(_differs(document, sample, parcel) for sample in samples)


def _differs(document: Document, sample: object, parcel: Parcel) -> bool:
    if not isinstance(sample, dict):
        return False
    theirs = parcel.array_at(sample.get("array"))
    left, top = int(str(sample.get("left"))), int(str(sample.get("top")))
    height, width, channels = theirs.shape
    box = Box(left, top, left + width, top + height)
    if channels != 4 or theirs.dtype.name != document.depth:
        return False
    ours = flatten(document, box)
    off = np.abs(_on_white(ours) - _on_white(theirs)).max(axis=2)
    return float((off > _NEAR).mean()) > _SHARE


def _on_white(pixels: Pixels) -> NDArray[np.float32]:
    top = np.float32(np.iinfo(pixels.dtype).max)
    share = pixels.astype(np.float32) / top
    alpha = share[:, :, 3:]
    return ((share[:, :, :3] * alpha + (1 - alpha)) * 255).astype(np.float32, copy=False)


def _places(canvas: Box) -> Iterator[Box]:
    for top in _starts(canvas.height):
        for left in _starts(canvas.width):
            yield Box(left, top, left + _SIDE_PX, top + _SIDE_PX).intersection(canvas)


def _starts(length: int) -> list[int]:
    count = min(_MOST_ACROSS, -(-length // _SIDE_PX))
    if count == 1:
        return [0]
    return [round(n * (length - _SIDE_PX) / (count - 1)) for n in range(count)]
