"""Joins the task Vector layers and the canvas: layers as they are found, and how many stay."""

from __future__ import annotations

import base64
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QImage

from editor.canvas.preview import PreviewPicture
from editor.desk import Desk
from editor.docks.generate import GenerateDock
from editor.jobs import Jobs, Result
from editor.runs import Attempt, Runs, Variation
from editor.vector_results import DRAWING
from editor.vector_stack import VectorStack, drawn
from editor.widgets.layer_count import Gains, LayerCount
from ml.api.messages import Previewed
from ml.vector.svg_reader import BadDrawing
from ml.vector.svg_writer import write_svg

PANEL = "vector.layers"
DRAW_MS = 40


class VectorWork(QObject):
    """The slider cuts the result that lies on the canvas; what is kept has so many layers."""

    def __init__(self, desk: Desk, dock: GenerateDock, runs: Runs, jobs: Jobs) -> None:
        super().__init__(dock)
        self._desk, self._runs = desk, runs
        self._stack: VectorStack | None = None
        self._variation: Variation | None = None
        self._is_drawing = self._is_stale = False
        self.count = LayerCount()
        dock.when_made(PANEL, lambda task: task.foot.result.put_first(self.count))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DRAW_MS)
        self._soon.timeout.connect(self._draw)
        self.count.changed.connect(self._chosen)
        runs.changed.connect(self._follow)
        jobs.previewed.connect(self._show_part)

    @property
    def _attempt(self) -> Attempt | None:
        attempt = self._runs.attempt
        return attempt if attempt is not None and attempt.request.panel == PANEL else None

    def _follow(self) -> None:
        """A result came, or went."""
        attempt = self._attempt
        variation = attempt.current if attempt is not None else None
        if variation is self._variation:
            return
        self._variation, self._stack = variation, None
        if variation is not None and DRAWING in variation.result.texts:
            try:
                result = variation.result
                self._stack = VectorStack.of_result(result.texts[DRAWING], result.info)
            except BadDrawing:
                self._stack = None
        self._show_count()

    def _show_count(self) -> None:
        stack = self._stack
        if stack is None or not stack.curve:
            self.count.show_stack(Gains((), 0), 0)
            return
        self.count.show_stack(Gains(stack.curve, stack.enough), stack.drawing.paths)
        self.count.say(stack.words(stack.drawing.paths))

    def _chosen(self, count: int) -> None:
        """What would be kept is cut at once; how that looks follows."""
        attempt, variation = self._attempt, self._variation
        if self._stack is None or attempt is None or variation is None:
            return
        self.count.say(self._stack.words(count))
        texts = {**variation.result.texts, DRAWING: write_svg(self._stack.cut(count))}
        self._replace(attempt, replace(variation.result, texts=texts))
        self._soon.start()

    def _draw(self) -> None:
        """Draw so many layers in a thread; the newest wish counts."""
        attempt, stack = self._attempt, self._stack
        if self._is_drawing:
            self._is_stale = True
            return
        if attempt is None or attempt.ready is None or stack is None:
            return
        self._is_drawing, self._is_stale = True, False
        drawing, box = stack.cut(self.count.count), attempt.ready.box

        def show(pixels: NDArray[np.uint8]) -> None:
            self._is_drawing = False
            if self._attempt is attempt and self._stack is stack and self._variation is not None:
                self._replace(attempt, replace(self._variation.result, image=pixels))
                self._runs.changed.emit()
            if self._is_stale:
                self._draw()

        def fail(error: Exception) -> None:
            self._is_drawing = False
            self._desk.fail(error)

        self._desk.background.run(lambda: drawn(drawing, (box.height, box.width)), show, fail)

    def _replace(self, attempt: Attempt, result: Result) -> None:
        """The cut result takes the place of the whole one, which the slider still knows."""
        if attempt.current is not self._variation or self._variation is None:
            return
        if attempt.shown is not None:
            self._variation = replace(self._variation, result=result)
            attempt.found[attempt.shown] = self._variation

    def _show_part(self, message: Previewed) -> None:
        """The layers that are found so far, over the picture."""
        attempt = self._attempt
        if attempt is None or message.job != attempt.job or attempt.ready is None:
            return
        if attempt.document is not self._desk.document:
            return
        image = QImage.fromData(base64.b64decode(message.png))
        if not image.isNull():
            box = attempt.ready.box
            pixels = _stretched(image, (box.width, box.height))
            self._desk.canvas.set_preview(PreviewPicture(box, pixels))


def _stretched(image: QImage, size: tuple[int, int]) -> NDArray[np.uint8]:
    """As straight RGBA (h, w, 4) of that width and height."""
    made = image.convertToFormat(QImage.Format.Format_RGBA8888).scaled(
        *size,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    rows = np.frombuffer(made.constBits(), np.uint8).reshape(made.height(), made.bytesPerLine())
    return rows[:, : 4 * made.width()].reshape(made.height(), made.width(), 4).copy()


def join_vectors(desk: Desk, dock: GenerateDock, runs: Runs, jobs: Jobs) -> VectorWork | None:
    """Put the slider into the task; None without that task."""
    return VectorWork(desk, dock, runs, jobs) if PANEL in dock.names else None
