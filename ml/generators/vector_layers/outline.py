"""The outline of a mask as one closed curve of few Bézier segments."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.generators.vector_layers import outline_kernels as kernels
from ml.vector.shapes import Contour, Points

Mask = NDArray[np.bool_]
LEAST_NODES = 4
_ZOOM = 2
_LEAST_HOLE = 0.01
"""Of the whole shape; smaller holes are closed."""
_FINER = 0.6
"""The share of the slack that a polygon may leave, before curves join its corners."""


def filled(mask: Mask) -> Mask:
    """The mask's largest part without its holes: a complete shape."""
    contour = _longest(mask.astype(np.uint8))
    out = np.zeros(mask.shape, np.uint8)
    if contour is not None:
        cv2.drawContours(out, [contour], -1, 1, cv2.FILLED)
    return out.astype(np.bool_)


def outlines(mask: Mask, slack_px: float, most: int) -> tuple[Contour, ...]:
    """The mask's largest part as an outline and its large holes; they wind against each other.

    None of the holes where they would need more than `most` segments together.
    """
    whole = filled(mask)
    outer = outline(whole, slack_px, most)
    if outer is None:
        return ()
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        (whole & ~mask).astype(np.uint8), connectivity=4
    )
    areas = [int(stats[n, cv2.CC_STAT_AREA]) for n in range(count)]
    order = sorted(range(1, count), key=lambda n: -areas[n])
    least = _LEAST_HOLE * float(whole.sum())
    found, room = [outer], most - outer.segments
    for n in order:
        if areas[n] < least or room < LEAST_NODES:
            break
        hole = outline(labels == n, slack_px, room)
        if hole is not None:
            found.append(_backwards(hole))
            room -= hole.segments
    return tuple(found)


def _backwards(contour: Contour) -> Contour:
    """The same curve walked the other way, from the same anchor."""
    return Contour(np.roll(contour.points[::-1], 1, axis=0))


def outline(mask: Mask, slack_px: float, most: int) -> Contour | None:
    """A closed curve around the mask's largest part, without its holes.

    It leaves the true outline by about `slack_px` at most, unless that needs more than `most`
    segments. None where the mask is empty.
    """
    large = cv2.resize(
        mask.astype(np.uint8), None, fx=_ZOOM, fy=_ZOOM, interpolation=cv2.INTER_NEAREST
    )
    found = _longest(np.asarray(large, np.uint8))
    if found is None:
        return None
    chain = _pushed_out(found.reshape(-1, 2), mask.shape)
    if len(chain) < LEAST_NODES:
        return None
    nodes = _nodes(chain, slack_px, most)
    return Contour(_curve(chain, nodes))


def _longest(mask: NDArray[np.uint8]) -> NDArray[np.int32] | None:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return None
    return max(contours, key=lambda c: (cv2.contourArea(c), len(c))).astype(np.int32)


def _pushed_out(chain: NDArray[np.int32], shape: tuple[int, ...]) -> Points:
    """From middles of the outermost pixels to the border; exactly so at the picture's edge."""
    points = (chain.astype(np.float64) + 0.5) / _ZOOM
    height, width = shape[:2]
    # The border lies half a fine pixel outside.
    before, after = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0)
    along = after - before
    length = np.hypot(along[:, 0], along[:, 1])[:, None]
    normal = np.stack([along[:, 1], -along[:, 0]], axis=1) / np.maximum(length, 1e-9)
    # OpenCV walks outer borders with the inside on a fixed side; the area tells which.
    sign = 1.0 if cv2.contourArea(chain.reshape(-1, 1, 2), oriented=True) > 0 else -1.0
    points = points + sign * normal * (0.5 / _ZOOM)
    slack = 0.8 / _ZOOM
    points[points < slack] = -1.0
    for axis, limit in ((0, width), (1, height)):
        points[points[:, axis] > limit - slack, axis] = limit + 1.0
    return points


def _nodes(chain: Points, slack_px: float, most: int) -> NDArray[np.int64]:
    """Where along the chain the anchors lie: the fewest whose curves keep within the slack."""
    grown = chain.astype(np.float32).reshape(-1, 1, 2)
    corners = cv2.approxPolyDP(grown, slack_px * _FINER, True).reshape(-1, 2)
    places = [int(np.argmin(((chain - corner) ** 2).sum(axis=1))) for corner in corners]
    nodes = sorted(set(places))
    while len(nodes) < min(LEAST_NODES, len(chain)):
        gaps = [
            (nodes[(n + 1) % len(nodes)] - nodes[n]) % len(chain) or len(chain)
            for n in range(len(nodes))
        ]
        widest = int(np.argmax(gaps))
        nodes = sorted({*nodes, (nodes[widest] + gaps[widest] // 2) % len(chain)})
    return kernels.thinned(chain, np.array(nodes, np.int64), slack_px, LEAST_NODES, most)


def _curve(chain: Points, nodes: NDArray[np.int64]) -> Points:
    """For each span between nodes the handles that come closest to it."""
    out: list[Points] = []
    for n, start in enumerate(nodes):
        end = nodes[(n + 1) % len(nodes)]
        handles = np.empty((2, 2))
        kernels.span_fit(chain, int(start), int((end - start) % len(chain)) or len(chain), handles)
        out.append(np.concatenate([chain[start : start + 1], handles]))
    return np.concatenate(out)
