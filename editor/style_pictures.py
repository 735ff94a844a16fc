"""Small pictures in every style, made beside the artist's work and thrown away when it goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from editor.desk import Desk
from editor.document.document import Document
from editor.document.mask import Mask
from editor.jobs import Failure, Job, Jobs, Result
from editor.lazy import late
from editor.runs import Ready
from ml import catalog
from ml.api.images import Pixels, to_depth, to_float
from ml.api.messages import Lane
from ml.api.params import Scalar
from ml.api.spec import GeneratorSpec
from resources import index

GENERATOR = "style"
TILE_PX, LIVE_PX, STYLE_PX = 144, 384, 320
SETTLE_MS = 700
"""So long nothing may change before the tiles are made anew."""
LIVE_MS = 120
STYLE_SCALE, LEAST_SCALE = "style_scale", 0.25
"""The parameter for how large a style is looked at, and the least that it takes."""
_wish = late("editor.generate:Request")
_prepare = late("editor.generate:prepare")
_reference_pixels = late("editor.reference_pictures:reference_pixels")
_image_of = late("PIL.Image:fromarray")
_open_image = late("PIL.Image:open")
_BOX = 4
"""What the library calls its filter that takes the mean of each rectangle."""


@dataclass(frozen=True)
class SmallReady:
    """A document's picture and mask, small, and where they lie."""

    ready: Ready
    image: Pixels
    mask: Pixels | None


@dataclass(frozen=True)
class Look:
    """What a small picture shows: parameters, styles, and a mask for each style where parts have
    their own."""

    values: Mapping[str, Scalar]
    styles: Sequence[Path]
    places: Sequence[Mask] = ()


@dataclass
class _Asked:
    """One small picture under way: of a style's tile, or the live one (no path)."""

    path: Path | None
    document: Document
    look: Look
    job: int | None = None


@dataclass
class _Queue:
    waiting: list[Path] = field(default_factory=list[Path])
    now: _Asked | None = None


class StylePictures(QObject):
    """`made` brings a tile's pixels, `live` a preview of the whole canvas, `refused` a sentence.

    At most one job is under way; a new wish for a live picture goes before all tiles.
    """

    made = Signal(Path, object)
    live = Signal(object, object)
    refused = Signal(str)

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__(desk)
        self.desk = desk
        self._jobs = jobs
        self._queue = _Queue()
        self._styles: dict[Path, NDArray[np.uint8]] = {}
        self._small: dict[int, SmallReady] = {}
        self._document: Document | None = None
        self._live: Look | None = None
        self._stopped = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._next)
        jobs.finished.connect(self._on_finished)
        jobs.failed.connect(self._on_failed)

    @property
    def is_idle(self) -> bool:
        return self._queue.now is None and not self._queue.waiting and self._live is None

    def ask_tiles(self, document: Document, paths: Sequence[Path]) -> None:
        """Make these anew once nothing changes for a moment; what is under way is thrown away."""
        self.stop()
        self._document = document
        self._small.clear()
        self._stopped = False
        self._queue.waiting = list(paths)
        self._soon.start(SETTLE_MS)

    def known(self, path: Path) -> NDArray[np.uint8] | None:
        """A style's own picture, small, where it was read before."""
        return self._styles.get(path)

    def ask_live(self, document: Document, look: Look) -> None:
        """A preview of it, as soon as possible."""
        now = self._queue.now
        if now is not None and now.path is not None:
            # The tile is asked for again after the preview.
            self._queue.waiting.insert(0, now.path)
        self._drop_now()
        self._document = document
        self._stopped = False
        self._live = look
        self._soon.start(LIVE_MS)

    def stop(self) -> None:
        """Forget all that is waiting and cancel what runs."""
        self._queue.waiting = []
        self._live = None
        self._soon.stop()
        self._drop_now()

    def _drop_now(self) -> None:
        now, self._queue.now = self._queue.now, None
        if now is not None and now.job is not None:
            self._jobs.cancel(now.job)

    # ---- one after the other

    def _next(self) -> None:
        document = self._document
        if document is None or self._queue.now is not None or self._stopped:
            return
        if self._live is not None:
            look, self._live = self._live, None
            self._begin(_Asked(None, document, look))
        elif self._queue.waiting:
            path = self._queue.waiting.pop(0)
            self._begin(_Asked(path, document, Look({}, (path,))))

    def _begin(self, asked: _Asked) -> None:
        self._queue.now = asked
        snapshot, known = asked.document.snapshot(), self._small.get(id(asked.document))
        missing = [path for path in asked.look.styles if path not in self._styles]

        def work() -> tuple[SmallReady, dict[Path, NDArray[np.uint8]], list[Pixels]]:
            small = known or _small_of(snapshot)
            places = asked.look.places
            masks = [shrunk(place.coverage(snapshot.canvas), LIVE_PX) for place in places]
            return small, {path: style_pixels(path) for path in missing}, masks

        def then(
            found: tuple[SmallReady, dict[Path, NDArray[np.uint8]], list[Pixels]],
        ) -> None:
            small, pixels, masks = found
            self._styles |= pixels
            if self._queue.now is asked:
                self._small = {id(asked.document): small}
                self._submit(asked, masks)

        def refuse(error: Exception) -> None:
            if self._queue.now is asked:
                self._queue.now = None
                self.refused.emit(str(getattr(error, "message", error)))
                self._next()

        self.desk.background.run(work, then, refuse)

    def _submit(self, asked: _Asked, masks: list[Pixels]) -> None:
        spec = _spec()
        small = self._small[id(asked.document)]
        is_tile = asked.path is not None
        image = shrunk(small.image, TILE_PX) if is_tile else small.image
        inputs: dict[str, Sequence[Pixels]] = {
            "image": [image],
            "reference": [self._styles[path] for path in asked.look.styles],
        }
        if masks:
            inputs["mask"] = masks
        elif small.mask is not None and not is_tile:
            inputs["mask"] = [small.mask]
        longest_px = max(asked.document.width, asked.document.height)
        values = as_small(asked.look.values, max(image.shape[:2]) / longest_px)
        params = spec.params.model_validate(values)
        job = Job(spec.id, params, inputs=inputs, lane=Lane.PREVIEW, output_depth="uint8")
        asked.job = self._jobs.submit(job)

    def _on_finished(self, job: int, result: Result) -> None:
        asked = self._of(job)
        if asked is None:
            return
        self._queue.now = None
        if asked.path is not None:
            self.made.emit(asked.path, result.image)
        else:
            self.live.emit(asked.document, result)
        self._next()

    def _on_failed(self, job: int, failure: Failure) -> None:
        asked = self._of(job)
        if asked is None:
            return
        self._queue.now = None
        if not failure.was_cancelled:
            # The next would fail like this one: most likely no model is there.
            self._queue.waiting, self._stopped = [], True
            self.refused.emit(failure.sentence)
        elif asked.path is not None:
            # Something that the artist waits for went first.
            self._queue.waiting.append(asked.path)
            self._soon.start(SETTLE_MS)

    def _of(self, job: int) -> _Asked | None:
        now = self._queue.now
        return now if now is not None and now.job == job else None


def as_small(values: Mapping[str, Scalar], scale: float) -> dict[str, Scalar]:
    """Parameters for a version `scale` times as large: the style shrinks too, as far as it may.

    Else its strokes would be as many times too broad.
    """
    wanted = float(values.get(STYLE_SCALE, 1.0)) * min(1.0, scale)
    return {**values, "method": "fast", STYLE_SCALE: max(LEAST_SCALE, wanted)}


def style_pixels(path: Path) -> NDArray[np.uint8]:
    """A style, small: rows x columns x 3. Raises the problems of `open_document`.

    Those that come with the program need no decoder.
    """
    if path not in index.styles():
        return _reference_pixels(path, STYLE_PX)
    with _open_image(path) as opened:
        return shrunk(np.asarray(opened.convert("RGB"), np.uint8), STYLE_PX).astype(np.uint8)


def shrunk(picture: Pixels, longest_px: int) -> Pixels:
    """8 bit, and no side above `longest_px`; pictures or masks."""
    eight = picture if picture.dtype == np.uint8 else to_depth(to_float(picture), "uint8")
    rows, columns = eight.shape[:2]
    scale = longest_px / max(rows, columns)
    if scale >= 1.0:
        return eight
    size = (max(1, round(columns * scale)), max(1, round(rows * scale)))
    return np.asarray(_image_of(eight).resize(size, _BOX), np.uint8)


def _small_of(document: Document) -> SmallReady:
    spec = _spec()
    ready = _prepare(document, _wish(spec, spec.params()))
    masks = ready.inputs.get("mask")
    mask = shrunk(masks[0], LIVE_PX) if masks else None
    return SmallReady(ready, shrunk(ready.inputs["image"][0], LIVE_PX), mask)


def _spec() -> GeneratorSpec:
    spec = catalog.find(GENERATOR)
    if spec is None:
        raise LookupError(GENERATOR)
    return spec
