"""The inner loops of patch matching on tensors: what `kernels` does pixel by pixel, at once.

Pixels are numbered row by row, padding included, so that a patch is a pixel's number plus fixed
offsets. Every loop gathers and none scatters, so the order in which a card works never shows. No
call here waits for the device.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from ml.patch.features import CHANNELS, VOTED

Check = Callable[[], None]

CHUNK = {"cuda": 131_072, "cpu": 8_192}
"""Targets whose patches are held at once: 400 MB of scratch on a card."""

FAR = 3.0e38
_MASK = 0xFFFFFFFF


@dataclass(frozen=True)
class Scene:
    """One level on a device; all tensors are rows * columns long.

    cells: CHANNELS features a pixel with the hole's present guess, changed in place. source: the
    same with every pixel that may not be copied set to 0. trust: how far each pixel of `cells` is
    believed. allowed: where a source patch may lie. candidates: the numbers of those pixels.
    """

    cells: Tensor
    source: Tensor
    trust: Tensor
    allowed: Tensor
    candidates: Tensor
    channel_weight: Tensor
    shape: tuple[int, int]
    radius: int

    @property
    def offsets(self) -> Tensor:
        """What to add to a pixel's number for each pixel of the patch around it."""
        reach = torch.arange(-self.radius, self.radius + 1, device=self.cells.device)
        return (reach[:, None] * self.shape[1] + reach).reshape(-1)

    def trusting(self, trust: Tensor) -> Scene:
        return replace(self, trust=trust)


@dataclass(frozen=True)
class Matches:
    """Per pixel the number of its match (-1: none), and the distance."""

    match: Tensor
    cost: Tensor


@dataclass(frozen=True)
class Search:
    """One pass: the jumps of propagation, how far random draws go, and the seed."""

    jumps: tuple[int, ...]
    reach: int
    seed: int


def chunks(targets: Tensor) -> Iterator[Tensor]:
    """Bounded pieces of a list of targets."""
    yield from targets.split(CHUNK.get(targets.device.type, CHUNK["cpu"]))


def patches(cells: Tensor, centres: Tensor, scene: Scene) -> Tensor:
    """n x patch pixels x CHANNELS around each centre; rows of a patch are read in one run."""
    side, width = 2 * scene.radius + 1, scene.shape[1]
    runs = cells.as_strided((cells.shape[0] - side + 1, side * CHANNELS), (CHANNELS, 1))
    down = torch.arange(-scene.radius, scene.radius + 1, device=cells.device) * width
    first = centres[:, None] + (down - scene.radius)
    return runs[first].view(len(centres), side * side, CHANNELS)


def shares(scene: Scene, centres: Tensor) -> Tensor:
    """n x patch pixels: how much each counts; they sum to one."""
    trust = scene.trust[centres[:, None] + scene.offsets]
    return trust / (trust.sum(1, keepdim=True) + 1e-6)


def distance(scene: Scene, loaded: tuple[Tensor, Tensor], centres: Tensor) -> Tensor:
    """Weighted squared distance of target patches and their shares to source patches, n."""
    patch, share = loaded
    gap = patches(scene.source, centres, scene).sub_(patch)
    gap.mul_(gap)
    return (
        torch.mv(gap.view(-1, CHANNELS), scene.channel_weight).view(share.shape).mul_(share).sum(1)
    )


def draw(seed: int, turn: int, places: Tensor) -> Tensor:
    """32 random bits for each place, whatever the device and the cut into chunks.

    The mixing steps of splitmix64 (Steele et al. 2014) with wrapping signed numbers.
    """
    state = places * 0x632BE59BD9B4E019 + (seed * 0x1000003 + turn) * 0x1F83D9ABFB41BD6B % 2**62
    for shift, factor in ((30, -0x40A7B892E31B1A47), (27, -0x6B2FB644ECCEEE15)):
        state = (state ^ ((state >> shift) & (2 ** (64 - shift) - 1))) * factor
    return (state ^ ((state >> 31) & (2**33 - 1))) & _MASK


def below(bits: Tensor, count: int) -> Tensor:
    """32 random bits mapped to 0..count-1."""
    return (bits * count) >> 32


def search(scene: Scene, field: Matches, targets: Tensor, plan: Search, check: Check) -> None:
    """One pass over all targets at once, in place.

    Propagation follows the jump flood (Rong and Tan 2006): each target asks those `jump` pixels
    away for their matches as they were before the jump. Then each draws a source anywhere, and
    others in windows around its best that halve (Barnes et al. 2009).
    """
    _measure(scene, field, targets, check)
    for jump in plan.jumps:
        before = field.match.clone()
        for part in chunks(targets):
            check()
            _propagate(scene, field, (part, before), jump)
    for part in chunks(targets):
        check()
        _wander(scene, field, part, plan)


def search_all(scene: Scene, field: Matches, targets: Tensor, check: Check) -> None:
    """The exact nearest source patch of each target; for few targets and sources only.

    A weighted squared distance is three products of matrices.
    """
    check()
    weight = scene.channel_weight
    other = patches(scene.source, scene.candidates, scene).flatten(1)
    for part in targets.split(4096):
        check()
        patch, share = patches(scene.cells, part, scene), shares(scene, part)
        counts = (share[..., None] * weight).flatten(1)
        about = counts @ (other * other).T - 2 * (counts * patch.flatten(1)) @ other.T
        found = scene.candidates[about.argmin(1)]
        field.match[part] = found
        field.cost[part] = distance(scene, (patch, share), found)


def vote(scene: Scene, places: Tensor, match: Tensor, share: Tensor) -> Tensor:
    """places x CHANNELS: the weighted sum of all matched patches over each place.

    The constant channel holds the sum of the weights (Wexler et al. 2007).
    """
    total = torch.zeros((len(places), CHANNELS), device=places.device)
    for offset in scene.offsets:
        voter = places - offset
        said = match[voter]
        weight = torch.where(said >= 0, share[voter], 0.0)
        total += scene.source[(said + offset).clamp_(min=0)] * weight[:, None]
    return total


def set_voted(scene: Scene, places: Tensor, total: Tensor) -> Tensor:
    """Writes what was voted into the guess; the mean change of luma and chroma, on the device."""
    heard = total[:, CHANNELS - 1 :]
    old = scene.cells[places, :VOTED]
    new = torch.where(heard > 0, total[:, :VOTED] / heard.clamp(min=1e-30), old)
    scene.cells[places, :VOTED] = new
    return (new[:, :3] - old[:, :3]).abs().sum() / (3 * (heard > 0).sum()).clamp(min=1)


def _measure(scene: Scene, field: Matches, targets: Tensor, check: Check) -> None:
    """The guess has changed since the matches were found: their distances are taken anew."""
    for part in chunks(targets):
        check()
        now = field.match[part]
        loaded = patches(scene.cells, part, scene), shares(scene, part)
        # Where there is no match yet, any patch that lies inside is read and dropped.
        cost = distance(scene, loaded, torch.where(now >= 0, now, part))
        field.cost[part] = torch.where(now >= 0, cost, FAR)


def _propagate(scene: Scene, field: Matches, asked: tuple[Tensor, Tensor], jump: int) -> None:
    part, before = asked
    loaded = patches(scene.cells, part, scene), shares(scene, part)
    best, cost = field.match[part], field.cost[part]
    last = before.shape[0] - 1
    for step in (jump, jump * scene.shape[1], -jump, -jump * scene.shape[1]):
        # A step over a side of the picture lands in another row, where a match is as good a guess.
        said = before[(part - step).clamp_(0, last)]
        best, cost = _better(scene, loaded, (best, cost), (said + step, said >= 0))
    field.match[part], field.cost[part] = best, cost


def _wander(scene: Scene, field: Matches, part: Tensor, plan: Search) -> None:
    loaded = patches(scene.cells, part, scene), shares(scene, part)
    best, cost = field.match[part], field.cost[part]
    anywhere = scene.candidates[below(draw(plan.seed, 0, part), len(scene.candidates))]
    best, cost = _better(scene, loaded, (best, cost), (anywhere, anywhere >= 0))
    (height, width), window, turn = scene.shape, plan.reach, 1
    while window >= 1:
        row = best // width - window + below(draw(plan.seed, turn, part), 2 * window + 1)
        column = best % width - window + below(draw(plan.seed, turn + 1, part), 2 * window + 1)
        inside = (row >= 0) & (row < height) & (column >= 0) & (column < width)
        best, cost = _better(scene, loaded, (best, cost), (row * width + column, inside))
        window, turn = window // 2, turn + 2
    field.match[part], field.cost[part] = best, cost


def _better(
    scene: Scene,
    loaded: tuple[Tensor, Tensor],
    present: tuple[Tensor, Tensor],
    proposed: tuple[Tensor, Tensor],
) -> tuple[Tensor, Tensor]:
    """The nearer one of the present and the proposed matches, where the latter are allowed."""
    (best, cost), (found, valid) = present, proposed
    safe = found.clamp(0, scene.allowed.shape[0] - 1)
    valid = valid & (safe == found) & scene.allowed[safe]
    # A patch around any allowed pixel lies inside; what is not allowed is read elsewhere, dropped.
    away = distance(scene, loaded, torch.where(valid, found, scene.candidates[0]))
    nearer = valid & (away < cost)
    return torch.where(nearer, found, best), torch.where(nearer, away, cost)
