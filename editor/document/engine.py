"""Chooses between the numpy loops that work at once and the compiled ones, once they are ready."""

from __future__ import annotations

import importlib
import threading
from typing import Protocol, cast

from editor.document import reference
from editor.document.sheets import Array, Dab, Floats, Ink, Overlay, Sheet, Smear, Tone, Window


class Kernels(Protocol):
    """The hot loops. Each exists twice, in numpy and compiled, and both give the same pixels."""

    def halve(self, parent: Array, child: Array, top: int, left: int) -> None:
        """Write `child` at half size into `parent` at (top, left), colours weighted by alpha."""
        ...

    def load(self, stack: Floats, sheet: Sheet, window: Window) -> None:
        """Start `stack` (4, h, w; straight, 0..1) with a layer; clear pixels keep their colour."""
        ...

    def blend(self, stack: Floats, sheet: Sheet, mode: int, window: Window) -> None:
        """Put a layer over `stack` (straight, 0..1). Where it is clear, nothing changes."""
        ...

    def show(self, stack: Floats, out: Array, window: Window) -> None:
        """Round `stack` into the integers of `out` (h, w, 4)."""
        ...

    def dab(self, coverage: Array, dab: Dab, window: Window) -> None:
        """Raise `coverage` (h, w; 0..65535) towards a dab of one ellipse."""
        ...

    def stamp(self, coverage: Array, tip: Array, grain: Array, dab: Dab, window: Window) -> None:
        """Raise `coverage` (h, w; 0..65535) towards a dab in the form of a grey picture."""
        ...

    def tint(self, out: Array, before: Array, coverage: Array, ink: Ink, window: Window) -> None:
        """In `window`, `out` = the ink's colour over `before`, as far as `coverage` reaches."""
        ...

    def rub(self, out: Array, before: Array, coverage: Array, ink: Ink, window: Window) -> None:
        """In `window`, `out` = `before` with its alpha (or its only channel) taken away."""
        ...

    def lay(
        self, out: Array, before: Array, coverage: Array, overlay: Overlay, window: Window
    ) -> None:
        """In `window`, `out` = the overlay over `before`, as far as `coverage` reaches."""
        ...

    def tone(self, out: Array, before: Array, coverage: Array, tone: Tone, window: Window) -> None:
        """In `window`, `out` = `before` lighter, darker, stronger or paler."""
        ...

    def smear(self, pixels: Array, carry: Floats, cover: Array, how: Smear) -> None:
        """Pull what the finger carries over `pixels`, and let it pick them up."""
        ...


class _Choice:
    """Which loops run now, in this whole process; compiled ones are the same for everybody."""

    current: Kernels = reference
    lock = threading.Lock()


def kernels() -> Kernels:
    """The loops to use now: compiled ones after `warm`, plain numpy before."""
    return _Choice.current


def is_warm() -> bool:
    return _Choice.current is not reference


def warm() -> None:
    """Load (or, the first time on a machine, compile) the fast loops; may take some seconds."""
    with _Choice.lock:
        if not is_warm():
            # Imported late, because the compiler behind it takes longer to load than a window.
            compiled = importlib.import_module("editor.document.kernels")
            compiled.rehearse()
            _Choice.current = cast(Kernels, compiled)
            # Those of adjustments follow: they look here for which to use.
            importlib.import_module("editor.document.adjustments.compiled_loops").rehearse()


def warm_in_background() -> threading.Thread:
    """Start `warm` on a thread of its own; the picture can be worked on meanwhile."""
    thread = threading.Thread(target=warm, name="warm-kernels", daemon=True)
    thread.start()
    return thread


def cool() -> None:
    """Go back to the numpy loops, so that a test can compare the two."""
    _Choice.current = reference
