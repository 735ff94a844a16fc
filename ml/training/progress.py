"""What a run tells whoever watches it, and how it is told to run on this machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Progress:
    """Where a run is. Losses are means since the last time."""

    step: int
    steps: int
    stage: str
    images_per_s: float
    seconds_left: float
    waiting_share: float
    skipped: int
    losses: Mapping[str, float | None] = field(default_factory=dict)


class Watch:
    """Hears what happens in a run; does nothing. Derive from it what prints or draws."""

    def progress(self, progress: Progress) -> None:
        """Called a few times a second at most."""

    def message(self, sentence: str) -> None:
        """Something a person should know, one plain sentence."""

    def preview(self, path: Path) -> None:
        """A grid of samples was written."""

    def evaluated(self, step: int, measures: Mapping[str, float]) -> None:
        """Measures on held-out items after so many steps."""

    def checkpoint(self, path: Path, step: int) -> None:
        """A checkpoint is in place."""


@dataclass(frozen=True)
class Running:
    """How a run is carried out here; nothing in it changes the weights.

    `warm_start` names files of published weights that a run without a checkpoint starts from (the
    one exception; the record says so).
    """

    device: str = "auto"
    loader_threads: int = 0
    """0: one less than processors."""
    record_every_s: float = 2.0
    checkpoint_every_s: float = 300.0
    checkpoint_every: int = 0
    """Steps; 0 goes by seconds alone."""
    previews: int = 20
    """How often samples are drawn over the whole run; 0 draws none."""
    preview_items: int = 8
    evaluations: int = 4
    """How often held-out items are measured: at 0, 25, 50, 75 and 100 % of the steps; 0: never."""
    warm_start: tuple[Path, ...] = ()
    tensorboard: bool = False
    measure_peak: bool | None = None
    """Whether the record tells the share of the device's peak; None: on a graphics card."""
    catch_signals: bool = True


@dataclass(frozen=True)
class Outcome:
    """How a run ended: `step` steps of `steps` are done and in the checkpoint."""

    step: int
    steps: int
    checkpoint: Path
    digest: str
    """Sha256 of networks, averages, optimisers and the recipe's own state."""
    skipped: int = 0

    @property
    def is_finished(self) -> bool:
        """Whether there is nothing left to do."""
        return self.step >= self.steps
