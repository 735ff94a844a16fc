"""How a generator tells how far it is, shows a preview, and learns that it was cancelled."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Progress(Protocol):
    """Handed to every generator; each call raises `Cancelled` once the artist has stopped the job.

    Call it after bounded work (well under a second), so that a cancel is felt at once.
    """

    def set(self, fraction: float, stage: str = "") -> None:
        """`fraction` 0..1 of this part is done; `stage` is a short phrase for the artist."""
        ...

    def part(self, start: float, end: float) -> Progress:
        """A progress whose 0..1 maps to `start..end` of this one."""
        ...

    def check(self) -> None:
        """Raise `Cancelled` if the job was stopped; say nothing otherwise."""
        ...

    def preview(self, image: NDArray[np.generic]) -> None:
        """A small picture (rows x columns x 3 or 4) of the result so far; may be dropped."""
        ...

    def note(self, sentence: str, *, model: str = "") -> None:
        """Tell the artist in one plain sentence what was reduced or chosen instead.

        `model` is the id of a model card that is missing for better; how to get it is said by
        whoever shows the sentence.
        """
        ...

    def is_enough(self) -> bool:
        """Whether the artist wants what there is by now: to be asked by what improves in rounds."""
        ...

    def on_cancel(self, stop: Callable[[], None]) -> AbstractContextManager[None]:
        """Inside the block, `stop` is called from another thread once the job is cancelled.

        For native calls that cannot check: set onnxruntime's `RunOptions.terminate` in `stop`,
        and call `check()` when the native call returns or raises.
        """
        ...


class NoProgress:
    """The progress of nobody: for tests and for calls outside a job."""

    def set(self, fraction: float, stage: str = "") -> None:
        pass

    def part(self, start: float, end: float) -> Progress:
        return self

    def check(self) -> None:
        pass

    def preview(self, image: NDArray[np.generic]) -> None:
        pass

    def note(self, sentence: str, *, model: str = "") -> None:
        pass

    def is_enough(self) -> bool:
        return False

    def on_cancel(self, stop: Callable[[], None]) -> AbstractContextManager[None]:
        return nullcontext()
