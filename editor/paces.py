"""How long a generator takes here and how much memory, learned from its own runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from editor.lazy import late
from ml.api.params import Params, Scalar, to_scalars
from ml.api.spec import GeneratorSpec

_median = late("statistics:median")
KEPT = 160
"""Ways to run a generator that are remembered."""
RUNS_KEPT = 9
WITHOUT = ("seed", "points", "without", "box")
"""What does not change how long it takes, nor do texts, colours and the like."""
IDLE_CONTROLS = frozenset({"seed", "text", "paragraph", "font", "colour", "curve", "gradient"})
NEAR = 1.5
"""Regions that differ by less than this factor are of similar size."""
AGREED = 1.5
"""Runs with other numbers tell something where they differ by less than this factor."""
BETWEEN = "|"

Run = tuple[float, float, float]
"""Megapixels, seconds, bytes (0 where they are not known)."""
Known = Mapping[str, Sequence[Run]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run is expected to take; `size_bytes` is 0 where that is not known."""

    seconds: float
    size_bytes: float = 0.0


class Paces:
    """Remembers the last runs of each way to run a generator; `remember` writes all of them down.

    A way is the generator with its choices and, roughly, its numbers. With similar regions the
    median counts, so that one slow start is forgiven; with different ones a line through them.
    """

    def __init__(self, known: Known, remember: Callable[[Known], None]) -> None:
        self._known = {name: tuple(runs) for name, runs in known.items()}
        self._remember = remember

    def learn(
        self,
        spec: GeneratorSpec,
        params: Params,
        *,
        pixels: int,
        seconds: float,
        size_bytes: int = 0,
    ) -> None:
        """A run took so long, and so much memory, for a region of so many pixels."""
        if pixels <= 0 or seconds <= 0:
            return
        name = _name(spec, params)
        before = self._known.pop(name, ())
        run = (pixels / 1e6, float(seconds), float(size_bytes))
        self._known[name] = (*before, run)[-RUNS_KEPT:]
        self._known = dict(list(self._known.items())[-KEPT:])
        self._remember(self._known)

    def expect(self, spec: GeneratorSpec, params: Params, pixels: int) -> Estimate | None:
        """What a run will take; None where no run with these choices tells it."""
        name, size = _name(spec, params), pixels / 1e6
        if pixels <= 0:
            return None
        runs = self._known.get(name)
        return _estimate(runs, size) if runs else self._by_others(name, size)

    def _by_others(self, name: str, size: float) -> Estimate | None:
        """From runs with other numbers, where at least two sorts of them took the same."""
        same = name.partition(BETWEEN)[0]
        found = [
            _estimate(runs, size)
            for other, runs in self._known.items()
            if other.partition(BETWEEN)[0] == same
        ]
        times = [each.seconds for each in found]
        if len(found) < 2 or max(times) > AGREED * min(times):
            return None
        return Estimate(_median(times), _median(each.size_bytes for each in found))


def _estimate(runs: Sequence[Run], size: float) -> Estimate:
    seconds = fitted([(each, time) for each, time, _ in runs], size)
    held = [(each, memory) for each, _, memory in runs if memory > 0]
    return Estimate(seconds, fitted(held, size, grows=False) if held else 0.0)


def fitted(points: Sequence[tuple[float, float]], at: float, *, grows: bool = True) -> float:
    """What belongs to `at` by the points (x, y), x and y above 0, the newest last.

    `grows` says that y grows with x where the points do not tell; else it stays.
    """
    near = [point for point in points if at / NEAR <= point[0] <= at * NEAR]
    if len(near) >= 3 or (near and len(near) == len(points)):
        return _middle([y * at / x if grows else y for x, y in near])
    slopes = list(_slopes(points))
    if not slopes:
        return _middle([y * at / x if grows else y for x, y in points])
    # Theil (1950) and Sen (1968): the median of all slopes, which a few odd runs do not move.
    slope = max(0.0, _median(slopes))
    rest = _median(y - slope * x for x, y in points)
    if rest < 0:
        return _middle([y * at / x for x, y in points])
    return rest + slope * at


def _middle(values: Sequence[float]) -> float:
    """The median; of two the newer, because the first run of all also loads."""
    return values[-1] if len(values) == 2 else _median(values)


def _slopes(points: Sequence[tuple[float, float]]) -> Iterator[float]:
    for place, (x, y) in enumerate(points):
        for other_x, other_y in points[:place]:
            if max(x, other_x) > NEAR * min(x, other_x):
                yield (y - other_y) / (x - other_x)


def _name(spec: GeneratorSpec, params: Params) -> str:
    """The generator with its choices, and behind a bar its numbers, each within a half octave."""
    choices, numbers = [], []
    for name, value in to_scalars(params).items():
        if name in WITHOUT or _is_idle(params, name):
            continue
        if isinstance(value, bool | str):
            choices.append(f"{name}={value}")
        else:
            numbers.append(f"{name}={_half_octave(value)}")
    return f"{spec.id} {' '.join(choices)}{BETWEEN}{' '.join(numbers)}"


def _is_idle(params: Params, name: str) -> bool:
    extra = type(params).model_fields[name].json_schema_extra
    if not isinstance(extra, dict) or extra.get("suggests"):
        return False
    return extra.get("control") in IDLE_CONTROLS


def _half_octave(value: Scalar) -> str:
    number = float(value)
    if number == 0:
        return "0"
    return f"{'-' if number < 0 else ''}{round(2 * log2(abs(number)))}"
