"""Takes detail over part by part, so that memory does not grow with the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ml.api.progress import Progress
from ml.api.regions import Box
from ml.generators.reference_sr.detail import Enlarge, confidence_at, consistent, detail_of
from ml.generators.reference_sr.looks import Reference
from ml.generators.reference_sr.resampling import shrunken
from ml.generators.reference_sr.search import Correspondence
from ml.generators.reference_sr.trust import confidence_of
from ml.generators.reference_sr.warp_kernels import Part, Source, lay_out

Picture = NDArray[np.float32]
REACH_PX = 40
"""How far a result looks, in pixels of the small picture: the plain way and the soft measures."""


@dataclass(frozen=True)
class Task:
    """Everything that is needed to make any part of the result.

    small: the picture, rows x columns x 3. plain: its enlargement by `scale`. chosen: which
    reference serves each pixel of the small picture. within: where detail may be added.
    """

    small: Picture
    plain: Picture
    scale: int
    sources: Sequence[Source]
    found: Sequence[Correspondence]
    chosen: NDArray[np.uint8]
    within: NDArray[np.bool_] | None
    boldness: float


def source_of(reference: Reference) -> Source:
    """As the compiled loop wants it."""
    rows, columns = reference.size
    allowed = reference.allowed
    if allowed is None:
        allowed = np.ones((rows, columns), np.bool_)
    half = shrunken(reference.colours[: rows // 2 * 2, : columns // 2 * 2], 2)
    return Source(reference.colours, half, allowed.astype(np.uint8))


def choose(found: Sequence[Correspondence]) -> NDArray[np.uint8]:
    """Which reference is believed most at each place."""
    best = np.stack([np.clip(one.scores, 0, 1) * (0.02 + one.agreement) for one in found])
    return best.argmax(axis=0).astype(np.uint8)


def tiles(rows: int, columns: int, tile_px: int) -> Iterator[Box]:
    for top in range(0, rows, tile_px):
        for left in range(0, columns, tile_px):
            yield Box(left, top, min(left + tile_px, columns), min(top + tile_px, rows))


def transfer(
    task: Task, tile_px: int, enlarge: Enlarge, progress: Progress
) -> tuple[Picture, Picture]:
    """The change to the plain enlargement and the confidence at the small size.

    Raises `Cancelled` between tiles.
    """
    rows, columns = task.small.shape[:2]
    change = np.zeros_like(task.plain)
    confidence = np.zeros((rows, columns), np.float32)
    boxes = list(tiles(rows, columns, tile_px))
    whole = Box(0, 0, columns, rows)
    for number, box in enumerate(boxes):
        progress.set(number / len(boxes), f"taking detail over, part {number + 1} of {len(boxes)}")
        seen = box.padded(REACH_PX).intersection(whole)
        made, sure = _part(task, seen, enlarge)
        inner = box.moved(-seen.left, -seen.top)
        change[_times(box, task.scale).slices] = made[_times(inner, task.scale).slices]
        confidence[box.slices] = sure[inner.slices]
    return change, confidence


def _part(task: Task, seen: Box, enlarge: Enlarge) -> tuple[Picture, Picture]:
    large = _times(seen, task.scale)
    small = np.ascontiguousarray(task.small[seen.slices])
    plain = np.ascontiguousarray(task.plain[large.slices])
    agreement = np.zeros(small.shape[:2], np.float32)
    laid: list[Picture] = []
    for number, (source, found) in enumerate(zip(task.sources, task.found, strict=True)):
        is_chosen = task.chosen == number
        if not is_chosen[seen.slices].any():
            continue
        sheet = np.zeros((*plain.shape[:2], 4), np.float32)
        # A place that nobody agrees with still counts a little: boldness may want it.
        trust = np.where(is_chosen, (0.02 + found.agreement) ** 2, 0).astype(np.float32)
        trust *= np.maximum(found.scores, 0.02)
        lay_out(source, found.places, trust, Part(large.top, large.left, task.scale), sheet)
        laid.append(sheet)
        agreement += np.where(is_chosen, found.agreement, 0)[seen.slices]
    detail = detail_of(small, plain, laid, enlarge)
    sure = confidence_of(detail.likeness, agreement, task.boldness)
    if task.within is not None:
        sure = sure * task.within[seen.slices]
    weight = confidence_at(sure, task.scale)
    if task.within is not None:
        weight = weight * _enlarged(task.within[seen.slices], task.scale)
    change = consistent(small, plain, weight * detail.added, sure)
    if task.within is not None:
        change = change * _enlarged(task.within[seen.slices], task.scale)
    return change * (weight > 0), sure


def _enlarged(mask: NDArray[np.bool_], scale: int) -> NDArray[np.bool_]:
    return mask.repeat(scale, axis=0).repeat(scale, axis=1)[..., None]


def _times(box: Box, scale: int) -> Box:
    return Box(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)
