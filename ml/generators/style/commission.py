"""What a job asks for, taken apart: the visible colours, the styles, and where each one goes."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.api.errors import BadInput
from ml.api.generator import Inputs
from ml.api.regions import Box, bounds_of
from ml.generators.style.spec import Method, StyleParams

Picture = NDArray[np.float32]
Plane = NDArray[np.float32]

SURROUNDINGS_PX = 48
"""How much beyond a mask is looked at, so that its border knows its neighbours."""


@dataclass(frozen=True)
class Region:
    """Where a mixture of styles goes: `cover` (rows x columns, 0..1) in the commission's box."""

    cover: Plane
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Commission:
    """One picture to be painted.

    `colours` (rows x columns x 3) and `visible` (0..1) are what lies in `box`; the colours of
    what is transparent are those of the visible mean. Every region has a share for each style.
    """

    box: Box
    colours: Picture
    visible: Plane
    styles: tuple[Picture, ...]
    regions: tuple[Region, ...]
    is_masked: bool

    def with_colours(self, colours: Picture) -> Commission:
        """The same with another picture to paint."""
        return Commission(
            self.box, colours, self.visible, self.styles, self.regions, self.is_masked
        )


def commission_of(inputs: Inputs, params: StyleParams) -> Commission:
    """Raises `BadInput` where masks, shares and styles do not fit together."""
    image = inputs.image("image")
    styles = tuple(flat_colours(style) for style in inputs.arrays.get("reference", ()))
    if not styles and params.method not in (Method.LEARNED, Method.LEARN):
        raise BadInput("Style needs a picture whose manner it takes: give one as a reference.")
    masks = [mask.astype(bool) for mask in inputs.arrays.get("mask", ())]
    box = _box(masks, image)
    covers = [_cover(mask[box.slices], params.soften) for mask in masks]
    here = image[box.slices]
    visible = here[..., 3] if here.shape[2] == 4 else np.ones(here.shape[:2], np.float32)
    mixed = shares_of(params, len(styles))
    regions = _regions(covers, mixed, len(styles), visible.shape)
    return Commission(box, _painted_over(here), visible, styles, regions, bool(masks))


def shares_of(params: StyleParams, count: int) -> tuple[float, ...]:
    """How much of each style; they add up to 1. Raises `BadInput`."""
    if not params.shares.strip():
        if count == 2:
            return (1.0 - params.balance, params.balance)
        return tuple(1.0 / count for _ in range(count))
    try:
        found = [float(word) for word in params.shares.replace(";", ",").split(",") if word.strip()]
    except ValueError:
        found = []
    if len(found) != count or min(found) < 0 or not 0 < sum(found) < float("inf"):
        raise BadInput(
            f"Shares must be {count} numbers with commas, one for each style, not all 0; "
            f"{params.shares!r} was given."
        )
    return tuple(value / sum(found) for value in found)


def flat_colours(picture: NDArray[np.generic]) -> Picture:
    """Rows x columns x 3 of a grey, RGB or RGBA picture; what is transparent is left white."""
    values = picture.astype(np.float32, copy=False)
    if values.shape[2] == 1:
        values = np.repeat(values, 3, axis=2)
    if values.shape[2] == 4:
        alpha = values[..., 3:]
        white = np.float32(1.0) - alpha
        return np.asarray(values[..., :3] * alpha + white, np.float32)
    return values


def _box(masks: list[NDArray[np.bool_]], image: Picture) -> Box:
    whole = Box.of_size(image.shape[1], image.shape[0])
    if not masks:
        return whole
    painted = Box(0, 0, 0, 0)
    for mask in masks:
        painted = painted.union(bounds_of(mask))
    if painted.is_empty:
        raise BadInput("The mask is empty: paint over what is to be painted in the style.")
    return painted.padded(SURROUNDINGS_PX).intersection(whole)


def _cover(mask: NDArray[np.bool_], soften_px: int) -> Plane:
    """0 outside; rises to 1 within so many pixels inside."""
    cover = mask.astype(np.float32)
    if soften_px and not mask.all():
        away = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5)
        cover *= np.minimum(1.0, away.astype(np.float32) / (soften_px + 1))
    return cover


def _regions(
    covers: list[Plane], mixed: tuple[float, ...], count: int, shape: tuple[int, ...]
) -> tuple[Region, ...]:
    if not covers:
        return (Region(np.ones(shape, np.float32), mixed),)
    if len(covers) == 1:
        return (Region(covers[0], mixed),)
    if len(covers) != count:
        raise BadInput(
            f"There are {len(covers)} masks and {count} styles: give one mask for all, or one for "
            "each style."
        )
    own = np.eye(count)
    regions: list[Region] = []
    for number, cover in enumerate(covers):
        # A part that stands there several times mixes its styles equally.
        alike = [one for one, other in enumerate(covers) if np.array_equal(cover, other)]
        if alike[0] == number:
            shares = own[alike].mean(axis=0)
            regions.append(Region(cover, tuple(float(share) for share in shares)))
    return tuple(regions)


def _painted_over(image: Picture) -> Picture:
    """The colours, with the visible mean where nothing is to be seen."""
    if image.shape[2] != 4:
        return np.ascontiguousarray(image[..., :3])
    alpha = image[..., 3]
    colours = np.ascontiguousarray(image[..., :3])
    weight = float(alpha.sum(dtype=np.float64))
    if weight > 0 and (alpha == 0).any():
        mean = (colours * alpha[..., None]).sum(axis=(0, 1), dtype=np.float64) / weight
        colours[alpha == 0] = mean.astype(np.float32)
    return colours
