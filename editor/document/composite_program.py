"""Turns the tree of layers into a list of steps, in the order in which they make the picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from editor.document.blending import BlendMode
from editor.document.layer_protocol import Layer, as_adjusting, as_grouping, mask_of, walk


class Act(Enum):
    """What a step does to the sheet in the making, which begins clear."""

    PUT = "put"
    """Lay the layer over it."""
    ADJUST = "adjust"
    """Let the layer change it."""
    OPEN = "open"
    """Begin another sheet."""
    VEIL = "veil"
    """Keep how much the sheet covers; what comes now only changes its colours."""
    CLOSE = "close"
    """Lay the sheet over the one before it."""
    PART = "part"
    """Remember the sheet as it is."""
    JOIN = "join"
    """Mix what was remembered with what became of it."""


OPENING = (Act.OPEN, Act.PART)
CLOSING = (Act.CLOSE, Act.JOIN)


@dataclass(frozen=True, slots=True)
class Step:
    """One act of one layer. `mode`, `opacity` and `is_masked` say how its result is mixed."""

    act: Act
    layer: Layer
    mode: BlendMode = BlendMode.NORMAL
    opacity: float = 1.0
    is_masked: bool = False

    @property
    def version(self) -> tuple[object, ...]:
        """Equal for steps that do the same."""
        return (self.act, self.layer.id, self.layer.revision, self.mode, self.opacity)

    def margin_px(self, level: int) -> int:
        """How far the step looks around, in pixels of that level."""
        adjusting = as_adjusting(self.layer) if self.act is Act.ADJUST else None
        return adjusting.margin_px(level) if adjusting is not None else 0


class Acting(Protocol):
    """Anything that can stand in a list of steps."""

    @property
    def act(self) -> Act: ...


class Looking(Protocol):
    """Anything that may look around."""

    def margin_px(self, level: int) -> int: ...


def is_seen(layer: Layer) -> bool:
    return layer.visible and layer.opacity > 0


def steps_of(layers: Sequence[Layer]) -> list[Step]:
    """The steps that put `layers`, the lowest first, over a clear sheet."""
    out: list[Step] = []
    for base, clipped in units_of(layers):
        shown = [layer for layer in clipped if is_seen(layer)]
        if not is_seen(base):
            continue
        if not shown:
            out += _steps_of_one(base)
            continue
        out.append(Step(Act.OPEN, base))
        out += _steps_of_one(base, is_base=True)
        out.append(Step(Act.VEIL, base))
        for layer in shown:
            out += _steps_of_one(layer)
        out.append(Step(Act.CLOSE, base, base.blend, base.opacity))
    return out


def units_of(layers: Sequence[Layer]) -> Iterator[tuple[Layer, list[Layer]]]:
    """Each layer that is not clipped, with the clipped ones right above it.

    What changes other layers has no shape to clip to: there, clipping means nothing.
    """
    base: Layer | None = None
    clipped: list[Layer] = []
    for layer in layers:
        if base is not None and layer.clips and as_adjusting(base) is None:
            clipped.append(layer)
            continue
        if base is not None:
            yield base, clipped
        base, clipped = layer, []
    if base is not None:
        yield base, clipped


def _steps_of_one(layer: Layer, *, is_base: bool = False) -> list[Step]:
    """`is_base`: only the layer's own sheet is wanted, which is mixed later, with what it clips."""
    mode = BlendMode.NORMAL if is_base else layer.blend
    opacity = 1.0 if is_base else layer.opacity
    is_masked = mask_of(layer) is not None
    step = Step(Act.PUT, layer, mode, opacity, is_masked)
    group = as_grouping(layer)
    if as_adjusting(layer) is not None:
        return [replace(step, act=Act.ADJUST)]
    if group is None:
        return [step]
    inside = steps_of(group.children)
    if not inside:
        return []
    if is_base or not group.passes_through:
        return [Step(Act.OPEN, layer), *inside, replace(step, act=Act.CLOSE)]
    if opacity >= 1 and not is_masked:
        return inside
    join = Step(Act.JOIN, layer, BlendMode.NORMAL, opacity, is_masked)
    return [Step(Act.PART, layer), *inside, join]


def reaches_of(steps: Sequence[Looking], level: int) -> list[int]:
    """For each step, and at the end for the result: how far around what is wanted it must be right.

    The first number counts for what is there before the first step.
    """
    reaches = [0]
    for step in reversed(steps):
        reaches.append(reaches[-1] + step.margin_px(level))
    return reaches[::-1]


def end_of(steps: Sequence[Acting], start: int) -> int:
    """Where the sheet (or the part) ends that is open before `start`: the index of its close."""
    depth = 0
    for index in range(start, len(steps)):
        act = steps[index].act
        if act in OPENING:
            depth += 1
        elif act in CLOSING:
            if depth == 0:
                return index
            depth -= 1
    return len(steps)


def solo_steps(layer: Layer) -> list[Step]:
    """The steps that show a layer alone, hidden or not, as if nothing else were there."""
    return _steps_of_one(layer, is_base=True)


def margin_px(layers: Sequence[Layer], level: int = 0) -> int:
    """How far around itself a change below all `layers` can show."""
    return sum(step.margin_px(level) for step in steps_of(layers))


def steps_until(layers: Sequence[Layer], layer_id: str) -> list[Step]:
    """What the sheet that the layer is mixed into looks like right after it; none if it is hidden.

    That sheet is the picture, or that of the isolated group or clipped pile around the layer.
    """
    steps = steps_of(layers)
    found = [layer for layer in walk(tuple(layers)) if layer.id == layer_id]
    inside = {layer.id for layer in walk(tuple(found))}
    own = [n for n, one in enumerate(steps) if one.layer.id in inside and one.act is not Act.VEIL]
    if not own:
        return []
    end = own[-1] + 1
    opened: list[int] = []
    for index in range(end):
        if steps[index].act in OPENING:
            opened.append(index)
        elif steps[index].act in CLOSING:
            opened.pop()
    sheets = [index for index in opened if steps[index].act is Act.OPEN]
    start = sheets[-1] if sheets else -1
    sheet = [steps[n] for n in range(start + 1, end) if n not in opened]
    base = steps[start].layer if sheets else None
    if base is not None and any(one.act is Act.VEIL and one.layer is base for one in sheet):
        return [Step(Act.OPEN, base), *sheet, Step(Act.CLOSE, base)]
    return sheet
