"""The canvas: shows one document, moves about in it, and hands the pointer to the tool."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from editor.canvas.aids import CanvasAids
from editor.canvas.colours import DARK, CanvasColours
from editor.canvas.document_picture import DocumentPicture
from editor.canvas.keys import CanvasKeys
from editor.canvas.looking import Looking, described
from editor.canvas.mask_look import HIDDEN, MaskLook
from editor.canvas.motion import Motion
from editor.canvas.overlays import Overlays
from editor.canvas.pointer_input import PointerInput
from editor.canvas.preview import PreviewPicture
from editor.canvas.showing import Showing
from editor.canvas.sources import ToDisplay
from editor.canvas.tool_stand import ToolStand
from editor.canvas.viewport import Point, Viewport
from editor.canvas.wheel import Wheel
from editor.canvas.writing import Writable
from editor.document.document import Document
from editor.tools.tool import Tool, outline_of
from ml.api.regions import Box


class CanvasView(Looking, Showing, Writable, QWidget):
    """One document at some zoom, painted from tiles that are never waited for.

    Call `release` before the view is let go: it ends the threads that make the tiles.
    """

    zoom_changed = Signal(float)  # also when the view was turned or mirrored
    looked = Signal()  # another part is seen, or the same closer
    pointer_moved = Signal(float, float)
    pointer_left = Signal()
    brush_resized = Signal(float)
    refused = Signal(str)
    context_box_changed = Signal(object)
    preview_kept = Signal()
    preview_dropped = Signal()
    preview_stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overlays = Overlays()
        self._colours = DARK
        self._viewport = Viewport(1, 1, 1, 1)
        self._picture: DocumentPicture | None = None
        self._before: Document | None = None
        self._tool: Tool | None = None
        self._pointer = PointerInput(self, self)
        self._keys = CanvasKeys(self)
        self._wheel = Wheel(self)
        self._stand = ToolStand(self)
        self.aids = CanvasAids(self)
        self._mask_shown = True
        self._mask_look = MaskLook()
        # Where each picture was looked at when another one took its place; None is all of it.
        self._looks: WeakKeyDictionary[Document, Viewport | None] = WeakKeyDictionary()
        self._follows_fit = True
        self._motion = Motion(self, march=self._march, breathe=self._breathe, fade=self._fade)
        # Last, because each of these already sends events.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TabletTracking)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        self.setAccessibleName("Canvas")
        self.setAccessibleDescription("No picture")

    # ---- what it shows

    @property
    def document(self) -> Document | None:
        return None if self._picture is None else self._picture.document

    @property
    def picture(self) -> DocumentPicture | None:
        return self._picture

    def set_document(self, document: Document | None, to_display: ToDisplay | None = None) -> None:
        """Show `document` as it was last seen in this view, or all of it.

        `to_display` turns its colours into the screen's: straight RGBA (h, w, 4) uint8, called in
        background threads.
        """
        self._let_go(wait=False)
        if document is not None:
            self._picture = DocumentPicture(document, self._colours, to_display)
            self._picture.changed.connect(self._on_changed)
            self._picture.troubled.connect(self.refused)
            self._show_mask()
            self._look_again(document)
        self.aids.follow(document)
        self._stand.take(self._tool)
        self._describe()
        self.update()

    def _let_go(self, *, wait: bool) -> None:
        self._stand.leave()
        self._pointer.gestures.cancel()
        self.set_preview(None)
        self.set_context_box(None)
        if self._picture is None:
            return
        seen = None if self._follows_fit else self._viewport
        self._looks[self._picture.document] = seen
        self._picture.changed.disconnect(self._on_changed)
        self._picture.close(wait=wait)
        self._picture = None

    def _look_again(self, document: Document) -> None:
        """As it was left when it was last in view, or all of it."""
        seen = self._looks.get(document)
        self._follows_fit = seen is None
        self._viewport = (seen or self._viewport).with_picture(document.width, document.height)
        self._resize_viewport()
        self.zoom_changed.emit(self._viewport.scale)

    @property
    def tool(self) -> Tool | None:
        return self._tool

    def set_tool(self, tool: Tool | None) -> None:
        """Hand the pointer to `tool`; a running gesture of the old one is taken back."""
        self._stand.leave()
        self._pointer.gestures.cancel()
        self._tool = tool
        self._stand.take(tool)
        self.tool_changed()

    def tool_changed(self) -> None:
        """The tool's options are others: the outline may have another size."""
        self._pointer.follow()

    def show_stand_in(self, stand_in: Document | None) -> None:
        """Show what the document may become in its place."""
        if self._picture is not None:
            self._picture.set_stand_in(stand_in)

    def set_preview(self, picture: PreviewPicture | None) -> None:
        """Show a result over the picture, or none; the document is not touched."""
        appears = picture is not None and not self.has_preview
        self.overlays.preview.show(picture)
        if appears:
            self._motion.fade_in()
        self.repaint_all_overlays()

    @property
    def has_preview(self) -> bool:
        return self.overlays.preview.picture is not None

    def set_running(self, box: Box | None) -> None:
        """Show where a generator works at the moment."""
        self.overlays.running.box = box
        self._motion.breathe(box is not None)
        self.repaint_all_overlays()

    def set_before(self, before: Document | None) -> None:
        """What `show_before` shows where there is no preview, such as the picture as opened."""
        self._before = before

    def show_before(self, shown: bool) -> None:
        """Hide preview and mask; without a preview show the state given to `set_before`."""
        if shown == self.overlays.is_before:
            return
        self.overlays.is_before = shown
        self._show_mask()
        if self._picture is not None:
            self._picture.set_before(self._before if shown and not self.has_preview else None)
        self.update()

    def set_mask_shown(self, shown: bool) -> None:
        """Show or hide the mask, however it looks."""
        self._mask_shown = shown
        self._show_mask()

    def set_mask_look(self, look: MaskLook) -> None:
        """How the mask looks where it is shown: its tint, its edge or both."""
        if look != self._mask_look:
            self._mask_look = look
            self._show_mask()

    def _show_mask(self) -> None:
        if self._picture is not None:
            is_seen = self._mask_shown and not self.overlays.is_before
            self._picture.set_mask_look(self._mask_look if is_seen else HIDDEN)
        self.update()

    def set_colours(self, colours: CanvasColours) -> None:
        self._colours = colours
        if self._picture is not None:
            self._picture.set_colours(colours)
        self.update()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Nothing moves by itself."""
        self._motion.set_reduced(reduced)
        self.update()

    @property
    def is_sharp(self) -> bool:
        """Whether everything in view is shown as it is, with no placeholder."""
        return self._picture is None or self._picture.is_sharp(self._viewport)

    def release(self) -> None:
        """Let go of document and threads."""
        self._motion.stop()
        self._let_go(wait=True)

    # ---- where it looks

    @property
    def viewport(self) -> Viewport:
        return self._viewport

    def look(self, viewport: Viewport) -> None:
        self._follows_fit = False
        self._set_viewport(viewport)

    def zoom_to_fit(self) -> None:
        self._follows_fit = True
        self._set_viewport(self._viewport.fitted())

    @property
    def pointer_place(self) -> Point | None:
        return self._pointer.place

    def resize_brush(self, size_px: float) -> None:
        """Ask for a brush of another size; who owns the tool's options answers `brush_resized`."""
        if self._tool is not None and self._tool.resize(size_px):
            self.brush_resized.emit(size_px)
            self.repaint_overlays()

    def refuse(self, sentence: str) -> None:
        """A gesture could not begin: say why."""
        self.refused.emit(sentence)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        # Ended whatever goes wrong: a painter that stays open spoils every frame after this one.
        with QPainter(self) as painter:
            if self._picture is None:
                painter.fillRect(event.rect(), QColor(self._colours.surround))
                return
            if self._viewport.ratio != self.devicePixelRatioF():
                self._resize_viewport()
            self._picture.update(self._viewport)
            painter.drawImage(QPoint(0, 0), self._picture.frame)
            self.overlays.paint(painter, self._viewport, QColor(self._colours.accent))
            self.overlays.rulers.paint(painter, self._viewport, self._colours)
            self._motion.march(self._picture.has_edge and self.isVisible())

    def _on_changed(self, box: Box) -> None:
        document = self.document
        shown = self._viewport.picture_width, self._viewport.picture_height
        if document is not None and (document.width, document.height) != shown:
            self._viewport = self._viewport.with_picture(document.width, document.height)
            self._refit()
            self._describe()
            self.update()
        else:
            self.update(self._logical(self._viewport.device_box(box).padded(3)))

    def _logical(self, box: Box) -> QRect:
        ratio = self._viewport.ratio
        left, top = int(box.left // ratio), int(box.top // ratio)
        return QRect(left, top, int(box.width / ratio) + 2, int(box.height / ratio) + 2)

    def repaint_overlays(self) -> None:
        """Repaint what follows the pointer."""
        if self._tool is not None:
            self.overlays.sketch.sketch = self._tool.sketch
            self.overlays.brush.radius_px = self._tool.cursor_radius_px or 0.0
            self.overlays.brush.form = outline_of(self._tool)
        self.update(self.overlays.pointer_region(self._viewport))

    def context_dragged(self, *, done: bool) -> None:
        """The frame follows the pointer; who set it hears of it when it is let go."""
        self.repaint_all_overlays()
        if done:
            self.context_box_changed.emit(self.overlays.context.box)

    def repaint_all_overlays(self) -> None:
        self.update(self.overlays.changed_region(self._viewport))

    def _march(self) -> None:
        if self._picture is not None:
            self._picture.march()
            for box in self._picture.edge_boxes:
                self.update(self._logical(box))

    def _breathe(self, time_s: float | None) -> None:
        self.overlays.running.time_s = time_s
        self.update(self.overlays.running_rect(self._viewport))

    def _fade(self, opacity: float) -> None:
        self.overlays.preview.opacity = opacity
        self.update(self.overlays.preview_rect(self._viewport))

    # ---- the view itself

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._resize_viewport()

    def _resize_viewport(self) -> None:
        ratio = self.devicePixelRatioF()
        self._set_viewport(self._viewport.resized(self.width(), self.height(), ratio))
        self._refit()

    def _refit(self) -> None:
        """As long as the artist has not looked closer, the whole picture stays in view."""
        if self._follows_fit and self._picture is not None:
            self._set_viewport(self._viewport.fitted(enlarge=False))

    def _set_viewport(self, viewport: Viewport) -> None:
        if viewport == self._viewport:
            return
        zoomed = (viewport.scale, *viewport.turn) != (self._viewport.scale, *self._viewport.turn)
        self._viewport = viewport
        self.update()
        self.looked.emit()
        if zoomed:
            self._describe()
            self.zoom_changed.emit(viewport.scale)

    def _describe(self) -> None:
        document = self.document
        words = described(document, self._viewport) if document is not None else "No picture"
        self.setAccessibleDescription(words)

    # ---- pointer and keyboard

    def point_at(self, x: float, y: float) -> None:
        """The pointer is over this place of the document."""
        self.pointer_moved.emit(x, y)

    def point_nowhere(self) -> None:
        self.pointer_left.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self._wheel.pinch(event):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # A running gesture comes before the window's shortcuts.
            if self._keys.keeps(event):
                event.accept()
                return True
        return self._pointer.handle(event) or super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        self._wheel.turn(event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not self._keys.release(event):
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._keys.let_go()
        super().focusOutEvent(event)

    def hold_space(self, held: bool) -> None:
        self._pointer.hold_space(held)

    def cancel_gesture(self) -> bool:
        """Take back what the pointer is doing; whether it did anything."""
        cancelled = self._pointer.gestures.cancel()
        self._pointer.follow()
        return cancelled

    def keep_preview(self) -> None:
        self.preview_kept.emit()

    def drop_preview(self) -> None:
        self.preview_dropped.emit()

    def step_preview(self, step: int) -> None:
        self.preview_stepped.emit(step)
