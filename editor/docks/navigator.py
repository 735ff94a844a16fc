"""The Navigator dock: the whole picture small, with what the canvas shows of it."""

from __future__ import annotations

from collections.abc import Callable

from psygnal import SignalInstance
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from editor.background import Background
from editor.canvas.sources import ToDisplay, picture_image
from editor.canvas.view import CanvasView
from editor.document.composite import Compositor
from editor.document.document import Document
from editor.widgets.slider import Scale, SliderRow
from ml.api.regions import Box

LONGEST_PX = 480
REDRAW_MS = 400
BUDGET_BYTES = 8 << 20
ZOOM = Scale(1, 3200, 1, "%")

Shown = Callable[[Document], ToDisplay | None]


class Overview(QWidget):
    """The picture with the canvas' frame over it; a drag moves what the canvas shows."""

    pointed = Signal(float, float)
    zoomed = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._size = (1, 1)
        self._frame = QPolygonF()
        self.setMinimumHeight(96)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Overview of the picture")
        self.setToolTip("Drag to move about; the wheel zooms")
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_picture(self, image: QImage, size: tuple[int, int]) -> None:
        """`size` is the document's, in pixels."""
        self._image, self._size = image, size
        self.update()

    def show_frame(self, corners: list[tuple[float, float]]) -> None:
        """What the canvas shows, as its corners in document pixels."""
        self._frame = QPolygonF([QPointF(x, y) for x, y in corners])
        self.update()

    def place(self) -> QRectF:
        """Where the picture lies in this widget."""
        width, height = self._size
        scale = min((self.width() - 16) / width, (self.height() - 16) / height)
        across, down = width * scale, height * scale
        return QRectF((self.width() - across) / 2, (self.height() - down) / 2, across, down)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(240, 180)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._point(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self.place()
        if not self._image.isNull():
            painter.drawImage(place, self._image)
        self._draw_frame(painter, place)
        painter.end()

    def _draw_frame(self, painter: QPainter, place: QRectF) -> None:
        if self._frame.isEmpty():
            return
        scale = place.width() / self._size[0]
        painter.setClipRect(place.adjusted(-2, -2, 2, 2))
        painter.translate(place.topLeft())
        frame = QPolygonF([point * scale for point in self._frame.toList()])
        outside = QPolygonF(QRectF(0, 0, place.width(), place.height())).subtracted(frame)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 110))
        painter.drawPolygon(outside)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 1.5))
        bounds = QPolygonF(QRectF(0, 0, place.width(), place.height()))
        painter.drawPolygon(frame.intersected(bounds))

    def _point(self, at: QPointF) -> None:
        place = self.place()
        scale = self._size[0] / max(1.0, place.width())
        self.pointed.emit((at.x() - place.left()) * scale, (at.y() - place.top()) * scale)


class NavigatorDock(QWidget):
    """Draws the document of the canvas small, in the background and only while it is seen."""

    def __init__(self, canvas: CanvasView, background: Background, shown: Shown) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._canvas = canvas
        self._background = background
        self._shown = shown
        self._document: Document | None = None
        self._compositor: Compositor | None = None
        self._is_drawing = self._is_stale = False
        self.overview = Overview(self)
        self.overview.pointed.connect(self._look_at)
        self.overview.zoomed.connect(self._step)
        self.zoom = SliderRow("Zoom", ZOOM, 100, self)
        self.zoom.value_changed.connect(self._zoom_to)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.overview, 1)
        layout.addWidget(self.zoom)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(REDRAW_MS)
        self._soon.timeout.connect(self._draw)
        canvas.looked.connect(self._follow)

    def set_document(self, document: Document | None) -> None:
        """Show another document."""
        self.close_document()
        self._document = document
        if document is None:
            self.overview.show_picture(QImage(), (1, 1))
            return
        self._compositor = Compositor(document, BUDGET_BYTES)
        for signal in self._signals(document):
            signal.connect(self._change)
        self._draw()
        self._follow()

    def close_document(self) -> None:
        """Let go of what is shown."""
        if self._document is not None:
            for signal in self._signals(self._document):
                signal.disconnect(self._change)
        if self._compositor is not None:
            self._compositor.close()
        self._document = self._compositor = None

    # ---- drawing

    def _signals(self, document: Document) -> tuple[SignalInstance, ...]:
        return document.pixels_changed, document.layers_changed, document.size_changed

    def _change(self, *_what: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _draw(self) -> None:
        """One drawing at a time; what changed meanwhile is drawn after it."""
        if self._is_drawing or self._document is None or self._compositor is None:
            self._is_stale = self._is_drawing
            return
        document, compositor = self._document, self._compositor
        to_display = self._shown(document)
        box, level = _small(document)
        self._is_drawing = True

        def work() -> QImage:
            pixels = compositor.render(box, level)
            return picture_image(to_display(pixels) if to_display else pixels).copy()

        def failed(_error: Exception) -> None:
            # The canvas says what is wrong with a picture; here it only stays as it was.
            self._is_drawing = False

        self._background.run(work, lambda image: self._drawn(document, image), failed)

    def _drawn(self, document: Document, image: QImage) -> None:
        self._is_drawing = False
        if document is self._document:
            self.overview.show_picture(image, (document.width, document.height))
        if self._is_stale or document is not self._document:
            self._is_stale = False
            self._draw()

    # ---- looking

    def _follow(self) -> None:
        """The canvas shows another part, or the same closer."""
        view = self._canvas.viewport
        right, low = view.view_width, view.view_height
        corners = ((0.0, 0.0), (right, 0.0), (right, low), (0.0, low))
        self.overview.show_frame([view.to_document(x, y) for x, y in corners])
        self.zoom.blockSignals(True)
        self.zoom.set_number(max(ZOOM.low, min(ZOOM.high, view.scale * 100)))
        self.zoom.blockSignals(False)
        self.zoom.update()

    def _look_at(self, x: float, y: float) -> None:
        view = self._canvas.viewport
        at_x, at_y = view.to_view(x, y)
        self._canvas.look(view.panned(view.view_width / 2 - at_x, view.view_height / 2 - at_y))

    def _zoom_to(self, percent: float) -> None:
        self._canvas.look(self._canvas.viewport.zoomed_to(percent / 100))

    def _step(self, steps: int) -> None:
        self._canvas.look(self._canvas.viewport.stepped(steps))


def _small(document: Document) -> tuple[Box, int]:
    """The whole picture at the first level that is small enough."""
    level = 0
    while max(document.width, document.height) >> level > LONGEST_PX:
        level += 1
    return Box(0, 0, max(1, document.width >> level), max(1, document.height >> level)), level
