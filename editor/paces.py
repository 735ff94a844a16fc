"""How long a generator takes here, learned from its own runs: seconds for each megapixel."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ml.api.params import Params, to_scalars
from ml.api.spec import GeneratorSpec

KEPT = 200
SHARE = 0.4
"""How much the newest run counts against all before it."""
WITHOUT = ("seed", "points", "without", "box")
"""What does not change how long it takes."""

Known = Mapping[str, float]


class Paces:
    """Remembers by generator and parameters; `remember` writes all of them down."""

    def __init__(self, known: Known, remember: Callable[[Known], None]) -> None:
        self._known = dict(known)
        self._remember = remember

    def learn(self, spec: GeneratorSpec, params: Params, *, pixels: int, seconds: float) -> None:
        """A run took so long for a picture of so many pixels."""
        if pixels <= 0:
            return
        name, pace = _name(spec, params), 1e6 * seconds / pixels
        old = self._known.pop(name, pace)
        self._known[name] = old + SHARE * (pace - old)
        self._known = dict(list(self._known.items())[-KEPT:])
        self._remember(self._known)

    def expect_s(self, spec: GeneratorSpec, params: Params, pixels: int) -> float | None:
        """About how long it will take; None before the first run with these parameters."""
        pace = self._known.get(_name(spec, params))
        return None if pace is None else pace * pixels / 1e6


def _name(spec: GeneratorSpec, params: Params) -> str:
    values = {name: value for name, value in to_scalars(params).items() if name not in WITHOUT}
    return f"{spec.id} " + " ".join(f"{name}={value}" for name, value in values.items())
