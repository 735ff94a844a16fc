"""Spreads a few painted strokes over the picture: each pixel joins the label it is most like.

What counts is how near its colour is to those under a label's strokes, and how far the way there is
without crossing an edge of the picture; the sum is smoothed along the picture's edges (He et al.,
Guided Image Filtering, 2010) before the nearest label wins.
"""

from __future__ import annotations

import importlib

import numpy as np
from numpy.typing import NDArray

from editor.document.document import Document
from editor.document.errors import NotPaintable
from editor.document.kinds.label.layer import LabelLayer
from editor.document.kinds.label.picture import (
    Numbers,
    SmallPicture,
    picture_below,
    refined,
    small_picture,
    without_labels,
)
from editor.document.selection import limit
from editor.document.targets import LayerLabels
from editor.document.tile_change import TileChange
from editor.document.tiles import Key, Pixels, box_of, keys_of

TITLE = "Spread labels"
MOST_PX = 160_000
"""The picture is looked at in at most so many pixels; edges are made fine afterwards."""
Floats = NDArray[np.float32]

_CLUSTERS = 5
_MOST_SEEDS = 4000
_EDGE_COST = 0.6
_WAY, _WAY_SPAN = 0.35, 120.0
_RADIUS, _SOFTNESS = 4, 12.0
_HALF = 128


def spread(document: Document, layer: LabelLayer) -> TileChange | None:
    """The step that labels all that is unlabelled, inside the selection where there is one.

    Nothing that is labelled changes. Raises NotPaintable where fewer than two labels are painted.
    """
    target = LayerLabels(layer.id)
    document.require_paintable(target)
    bare = without_labels(document)
    small = small_picture(bare, MOST_PX)
    seeds = _seeds(layer, small, document)
    labels = [int(one) for one in np.unique(seeds) if one != layer.palette.unlabelled]
    open_ = [one for one in labels if one not in layer.facts.locked]
    if len(labels) < 2:
        raise NotPaintable("", "Paint a stroke of at least two labels first, then spread them.")
    numbers = _nearest(small, seeds, labels)
    found = np.array(labels, np.int32)[numbers]
    return _step(document, layer, found, small, frozenset(open_))


def _seeds(layer: LabelLayer, small: SmallPicture, document: Document) -> Numbers:
    """The label at each small pixel; one that covers any of it counts before unlabelled."""
    level = small.factor.bit_length() - 1
    height, width = small.colours.shape[:2]
    unlabelled = layer.palette.unlabelled
    out = np.full((height, width), unlabelled, np.int32)
    factor = 1 << level
    for key in keys_of(document.canvas):
        box = box_of(key).intersection(document.canvas)
        held = layer.indices(box)
        at = np.nonzero(held != unlabelled)
        rows, cols = (at[0] + box.top) // factor, (at[1] + box.left) // factor
        out[np.minimum(rows, height - 1), np.minimum(cols, width - 1)] = held[at]
    return out


def _nearest(small: SmallPicture, seeds: Numbers, labels: list[int]) -> Numbers:
    """Which of `labels` each small pixel is most like."""
    cv2 = importlib.import_module("cv2")
    loops = importlib.import_module("editor.document.kinds.label.superpixel_loops")
    lab = cv2.cvtColor(small.colours.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    calm = cv2.GaussianBlur(lab, (0, 0), 1.2)
    guide = (lab[..., 0] / 100).astype(np.float32)
    costs: list[Floats] = []
    for label in labels:
        painted = seeds == label
        unlike = _unlike(calm, painted)
        way = loops.geodesic(calm, painted, np.float32(_EDGE_COST), 2)
        cost = unlike + _WAY * np.minimum(way / _WAY_SPAN, 4.0).astype(np.float32)
        smooth = _guided(guide, cost)
        smooth[painted] = -1.0
        costs.append(smooth)
    return np.argmin(np.stack(costs), axis=0).astype(np.int32)


def _unlike(lab: Floats, painted: NDArray[np.bool_]) -> Floats:
    """How far each colour is from the nearest of those under the strokes, 0 to 1."""
    cv2 = importlib.import_module("cv2")
    held = np.ascontiguousarray(lab[painted])
    held = held[:: max(1, len(held) // _MOST_SEEDS)]
    count = min(_CLUSTERS, len(held))
    cv2.setRNGSeed(0)
    rule = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 0.5)
    _, _, middles = cv2.kmeans(held, count, None, rule, 2, cv2.KMEANS_PP_CENTERS)
    nearest = np.full(lab.shape[:2], np.inf, np.float32)
    for middle in middles:
        nearest = np.minimum(nearest, ((lab - middle) ** 2).sum(axis=2))
    return 1 - np.exp(-np.sqrt(nearest) / _SOFTNESS)


def _guided(guide: Floats, cost: Floats) -> Floats:
    """The cost smoothed where the guide (h, w; 0..1) is smooth."""
    cv2 = importlib.import_module("cv2")
    side = (2 * _RADIUS + 1, 2 * _RADIUS + 1)

    def mean(values: NDArray[np.floating]) -> Floats:
        return cv2.boxFilter(values, -1, side, borderType=cv2.BORDER_REFLECT)

    middle, level = mean(guide), mean(cost)
    slope = (mean(guide * cost) - middle * level) / (mean(guide * guide) - middle**2 + 1e-3)
    return mean(slope) * guide + mean(level - slope * middle)


def _step(
    document: Document,
    layer: LabelLayer,
    found: Numbers,
    small: SmallPicture,
    open_: frozenset[int],
) -> TileChange | None:
    """The found labels in tiles, where nothing was painted yet."""
    sample, target = picture_below(document), LayerLabels(layer.id)
    x, y = layer.position
    own = document.canvas.moved(-x, -y)
    usable = np.array(sorted(open_), np.int32)
    before: dict[Key, Pixels | None] = {}
    after: dict[Key, Pixels | None] = {}
    for key in keys_of(own):
        place = box_of(key)
        part = place.intersection(own)
        held = layer.labels.tile(*key)
        made = np.zeros(layer.labels.tile_shape, layer.labels.depth)
        made[...] = 0 if held is None else held
        inside = part.moved(-place.left, -place.top).slices
        fine = refined(found, small, sample, part.moved(x, y))
        may = (made[inside] == 0) & np.isin(fine, usable)
        veil = limit(document, target, part)
        if veil is not None:
            may &= veil >= _HALF
        if may.any():
            coded = (fine ^ layer.palette.unlabelled).astype(made.dtype)
            np.copyto(made[inside], coded, where=may)
            before[key], after[key] = held, made
    return TileChange(target, before, after, TITLE) if after else None
