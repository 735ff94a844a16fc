"""The outline of a mask as one closed curve of few Bézier segments."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from ml.vector.shapes import Contour, Points

Mask = NDArray[np.bool_]
LEAST_NODES = 4
_ZOOM = 2
_ROUNDS = 3


def filled(mask: Mask) -> Mask:
    """The mask's largest part without its holes: a complete shape."""
    contour = _longest(mask.astype(np.uint8))
    out = np.zeros(mask.shape, np.uint8)
    if contour is not None:
        cv2.drawContours(out, [contour], -1, 1, cv2.FILLED)
    return out.astype(np.bool_)


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
    """Where along the chain the anchors lie: the fewest that keep within the slack."""
    grown = chain.astype(np.float32).reshape(-1, 1, 2)
    slack = slack_px
    while True:
        corners = cv2.approxPolyDP(grown, slack, True).reshape(-1, 2)
        if len(corners) <= most:
            break
        slack *= 1.25
    places = [int(np.argmin(((chain - corner) ** 2).sum(axis=1))) for corner in corners]
    nodes = sorted(set(places))
    while len(nodes) < min(LEAST_NODES, len(chain)):
        gaps = [
            (nodes[(n + 1) % len(nodes)] - nodes[n]) % len(chain) or len(chain)
            for n in range(len(nodes))
        ]
        widest = int(np.argmax(gaps))
        nodes = sorted({*nodes, (nodes[widest] + gaps[widest] // 2) % len(chain)})
    return np.array(nodes, np.int64)


def _curve(chain: Points, nodes: NDArray[np.int64]) -> Points:
    """For each span between nodes the handles that come closest to it."""
    out: list[Points] = []
    count = len(chain)
    for n, start in enumerate(nodes):
        end = nodes[(n + 1) % len(nodes)]
        span = (end - start) % count or count
        points = chain[(start + np.arange(span + 1)) % count]
        out.append(np.stack([points[0], *_handles(points)]))
    return np.concatenate(out)


def _handles(points: Points) -> tuple[Points, Points]:
    """Least squares of a cubic with fixed ends over a chain (Schneider 1990, with free handles)."""
    first, last = points[0], points[-1]
    leave, arrive = (2 * first + last) / 3, (first + 2 * last) / 3
    if len(points) < 4:
        return leave, arrive
    steps = np.hypot(*np.diff(points, axis=0).T)
    t = np.concatenate([[0.0], np.cumsum(steps)]) / max(float(steps.sum()), 1e-9)
    found = np.stack([leave, arrive])
    for _ in range(_ROUNDS):
        u = 1 - t
        basis = np.stack([3 * u * u * t, 3 * u * t * t], axis=1)
        rest = points - np.outer(u**3, first) - np.outer(t**3, last)
        # Pulled a little towards the straight line, so that short spans keep calm handles.
        normal = basis.T @ basis + 0.02 * np.eye(2)
        wanted = basis.T @ rest + 0.02 * np.stack([leave, arrive])
        found = np.linalg.solve(normal, wanted)
        curve = np.outer(u**3, first) + basis @ found + np.outer(t**3, last)
        slope = 3 * (
            np.outer(u * u, found[0] - first)
            + np.outer(2 * u * t, found[1] - found[0])
            + np.outer(t * t, last - found[1])
        )
        speed = np.maximum((slope**2).sum(axis=1), 1e-9)
        t = np.clip(t - ((curve - points) * slope).sum(axis=1) / speed, 0, 1)
        t = np.maximum.accumulate(t)
        t[0], t[-1] = 0.0, 1.0
    return found[0], found[1]
