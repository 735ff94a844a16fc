"""Keeps the painted view of one document true: renderers, scene, frame and marching edge."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage

from editor.canvas.colours import CanvasColours
from editor.canvas.display_tile import tint_table
from editor.canvas.frame import Frame
from editor.canvas.mask_edge import MaskEdge
from editor.canvas.mask_look import MaskLook
from editor.canvas.renderer import Renderer
from editor.canvas.scene import Scene, tiles_nearby, visible_tiles
from editor.canvas.sources import MaskSource, PictureSource, ToDisplay
from editor.canvas.tile_grid import TileKey, document_box, tiles_under
from editor.canvas.viewport import Viewport
from editor.document.composite import Compositor
from editor.document.document import Document
from ml.api.regions import Box

_MASK_BUDGET_BYTES = 64 * 2**20


class DocumentPicture(QObject):
    """Shows `document` from signals of its own changes; `changed` names what to repaint.

    `close` must be called before it is let go: it ends the threads.
    """

    changed = Signal(Box)
    troubled = Signal(str)
    """Why a piece of the picture is shown as stripes."""

    def __init__(
        self,
        document: Document,
        colours: CanvasColours,
        to_display: ToDisplay | None = None,
    ) -> None:
        super().__init__()
        self.document = document
        self._to_display = to_display
        self._compositor = Compositor(document)
        self._picture = self._picture_renderer(self._compositor)
        self._mask = self._mask_renderer(colours)
        self.scene = Scene(self._picture, self._mask, colours)
        self._edge = MaskEdge(self._mask)
        self._frame = Frame()
        self._before: Renderer | None = None
        self._stand_in: Renderer | None = None
        self._stood_in: Document | None = None
        self._edge_shown = True
        self._phase = 0
        self._keys: list[TileKey] = []
        document.pixels_changed.connect(self._on_pixels)
        document.selection_changed.connect(self._on_selection)
        document.size_changed.connect(self._on_size)

    @property
    def isolated(self) -> str | None:
        """The id of the layer that is shown alone."""
        return self._compositor.isolated

    def isolate(self, layer_id: str | None) -> None:
        """Show one layer alone; None: all again."""
        self._compositor.isolate(layer_id)
        self._on_pixels(self.document.canvas)

    # ---- painting

    @property
    def frame(self) -> QImage:
        return self._frame.image

    @property
    def has_edge(self) -> bool:
        return self._edge_shown and not self._edge.is_empty

    @property
    def edge_boxes(self) -> list[Box]:
        """Boxes of device pixels that hold all of the marching edge."""
        return self._edge.boxes

    def update(self, viewport: Viewport) -> None:
        """Make the frame true for this view with what is known, and ask for what is not."""
        picture = self.scene.picture.renderer
        viewport = replace(viewport, finest_level=picture.finest_level)
        keys = self._keys = visible_tiles(viewport)
        mask_keys = visible_tiles(viewport.plain)
        # Tiles may be there of which the event loop has not told yet.
        self._on_ready()
        picture.refresh(keys)
        if self._mask_shown:
            self._mask.refresh(mask_keys)
        dirty = self._frame.update(viewport, self.scene)
        if self._edge_shown and not dirty.isEmpty():
            self._edge.follow(mask_keys, viewport.plain)
            rect = dirty.boundingRect()
            rows = rect.top(), rect.top() + rect.height()
            self._edge.draw(self._frame.image, self._phase, rows)
        self._ask(picture, keys, viewport)

    def march(self) -> None:
        """One step of the marching edge."""
        self._phase += 1
        self._edge.step(self._frame.image, self._phase)

    def is_sharp(self, viewport: Viewport) -> bool:
        """Whether all that is in view is shown as it is."""
        picture = self.scene.picture.renderer
        keys = visible_tiles(replace(viewport, finest_level=picture.finest_level))
        is_mask_sharp = all(self._mask.is_sharp(key) for key in visible_tiles(viewport))
        return is_mask_sharp and all(picture.is_sharp(key) for key in keys)

    def _ask(self, picture: Renderer, keys: list[TileKey], viewport: Viewport) -> None:
        base = tiles_under(self.document.canvas, picture.base_level)
        picture.want([*keys, *base, *tiles_nearby(viewport)])
        if self._mask_shown:
            plain = viewport.plain
            self._mask.want([*visible_tiles(plain), *tiles_nearby(plain)])

    # ---- what is shown

    def set_colours(self, colours: CanvasColours) -> None:
        old = self._mask
        self._mask = self._mask_renderer(colours)
        self._edge = MaskEdge(self._mask)
        shown, self.scene = self.scene.tint_shown, Scene(self._picture, self._mask, colours)
        self.scene.tint_shown = shown
        old.close(wait=False)
        self._frame.mark_all()

    @property
    def _mask_shown(self) -> bool:
        return self.scene.tint_shown or self._edge_shown

    def set_mask_look(self, look: MaskLook) -> None:
        """Show the mask by its tint, its edge, both or not at all."""
        if (self.scene.tint_shown, self._edge_shown) != (look.tint, look.edge):
            self.scene.tint_shown, self._edge_shown = look.tint, look.edge
            self._frame.mark_all()

    def set_before(self, before: Document | None) -> None:
        """Show another state of the document instead, or the document again."""
        if self._before is not None:
            self._before.close(wait=False)
        self._before = None if before is None else self._picture_renderer(Compositor(before))
        self._choose_renderer()

    def set_stand_in(self, stand_in: Document | None) -> None:
        """Show what the document may become, where it was made already; else as it is."""
        if stand_in is self._stood_in:
            return
        if self._stood_in is not None and self._stand_in is not None:
            self._stood_in.pixels_changed.disconnect(self._on_stand_in)
            self._stand_in.close(wait=False)
        self._stood_in, self._stand_in = stand_in, None
        if stand_in is not None:
            self._stand_in = self._picture_renderer(Compositor(stand_in))
            stand_in.pixels_changed.connect(self._on_stand_in)
        self._choose_renderer()

    def _on_stand_in(self, box: Box) -> None:
        if self._stand_in is not None:
            box = box.intersection(self.document.canvas)
            self._stand_in.invalidate(box)
            self._repaint(box)

    def _choose_renderer(self) -> None:
        self.scene.picture.renderer = self._before or self._stand_in or self._picture
        # Until its first tiles are made, the picture as it is shows through.
        self.scene.picture.fallback = self._picture if self._stand_in is not None else None
        self._frame.mark_all()
        self.changed.emit(self.document.canvas)

    def close(self, *, wait: bool) -> None:
        """Stop listening; the threads have ended when this returns, or end soon without `wait`."""
        document = self.document
        document.pixels_changed.disconnect(self._on_pixels)
        document.selection_changed.disconnect(self._on_selection)
        document.size_changed.disconnect(self._on_size)
        self.set_stand_in(None)
        for renderer in (self._picture, self._mask, self._before):
            if renderer is not None:
                renderer.close(wait=wait)

    # ---- inside

    def _picture_renderer(self, compositor: Compositor) -> Renderer:
        source = PictureSource(compositor, lambda: compositor.size, self._to_display)
        renderer = Renderer(source)
        renderer.tiles_ready.connect(self._on_ready)
        renderer.troubled.connect(self.troubled)
        return renderer

    def _mask_renderer(self, colours: CanvasColours) -> Renderer:
        document, colour = self.document, QColor(colours.mask)

        def size() -> tuple[int, int]:
            return document.width, document.height

        parts = colour.red(), colour.green(), colour.blue()
        table = tint_table(*parts, colours.mask_strength)
        source = MaskSource(document.selection, size, table)
        renderer = Renderer(source, budget_bytes=_MASK_BUDGET_BYTES, threads=1)
        renderer.tiles_ready.connect(self._on_ready)
        return renderer

    def _on_ready(self) -> None:
        for renderer in (self._picture, self._mask, self._before, self._stand_in):
            if renderer is None:
                continue
            for key in renderer.take_ready():
                if self._is_shown(key, renderer):
                    self._repaint(document_box(key).intersection(self.document.canvas))

    def _is_shown(self, key: TileKey, renderer: Renderer) -> bool:
        """Whether a new tile changes the view: not what was only made for the next zoom."""
        level = self._keys[0].level if self._keys else 0
        if key.level == level:
            return True
        return key.level > level and any(renderer.tile(seen) is None for seen in self._keys)

    def _on_pixels(self, box: Box) -> None:
        box = box.intersection(self.document.canvas)
        self._picture.invalidate(box)
        self._repaint(box)

    def _on_selection(self, box: Box) -> None:
        box = box.intersection(self.document.canvas)
        self._mask.invalidate(box)
        self._repaint(box)

    def _on_size(self) -> None:
        for renderer in (self._picture, self._mask):
            renderer.resized()
        self._frame.mark_all()
        self.changed.emit(self.document.canvas)

    def _repaint(self, box: Box) -> None:
        if not box.is_empty:
            self._frame.mark(box)
            self.changed.emit(box)
