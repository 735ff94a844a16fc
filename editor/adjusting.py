"""Joins adjustments to the desk: dialog, preview on the canvas, and the step in the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from editor.desk import Desk
from editor.document.document import Document
from editor.document.errors import DocumentError
from editor.document.layers import PixelLayer
from editor.document.targets import LayerPixels
from editor.document.tile_change import TileChange
from editor.lazy import late
from editor.tools.colours import Colour
from editor.widgets.icons import Icons
from ml.api.params import Params, to_scalars
from ml.api.regions import Box

if TYPE_CHECKING:
    # Nothing of an adjustment is needed before the first is opened.
    from editor.dialogs.adjust import AdjustDialog
    from editor.document.adjustments.adjustment import Adjustment
    from editor.tools.adjust_preview import AdjustPreview

_BESIDE_PX = 12
_dialog = late("editor.dialogs.adjust:AdjustDialog")
_make_face = late("editor.docks.adjustment_faces:make_face")
_wants_tones = late("editor.docks.adjustment_faces:wants_tones")
_adjust_pixels = late("editor.document.adjusted:adjust_pixels")
_count_tones = late("editor.document.adjustments.histogram:count_tones")
_display_level = late("editor.document.adjustments.histogram:display_level")
_grey_from = late("editor.document.adjustments.white_balance:grey_from")
_preview = late("editor.tools.adjust_preview:AdjustPreview")
_grey_picker = late("editor.tools.grey_picker:GreyPicker")


class Adjusting:
    """At most one dialog at a time; it goes where picture, layer or tool become others."""

    def __init__(self, desk: Desk, icons: Icons, window: Callable[[], QWidget]) -> None:
        self._desk = desk
        self._icons = icons
        self._window = window
        self.dialog: AdjustDialog | None = None
        self._preview: AdjustPreview | None = None

    def why_not(self) -> str:
        """Why the active layer's pixels cannot be adjusted now."""
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        if document.active is None:
            return "Choose a layer."
        if not isinstance(document.active, PixelLayer):
            return "Only a pixel layer can be adjusted for good: add an adjustment layer instead."
        try:
            document.require_paintable(LayerPixels(document.active.id))
        except DocumentError as error:
            return str(error)
        return ""

    def at_once(self, adjustment: Adjustment, params: Params | None = None) -> None:
        """Adjust without questions."""
        document = self._desk.document
        if document is not None and document.active is not None:
            self._adjust(document, document.active.id, adjustment, params or adjustment.params())

    def ask(self, adjustment: Adjustment) -> None:
        """Open the dialog; the canvas shows what it says."""
        document = self._desk.document
        if document is None or document.active is None:
            return
        if self.dialog is not None:
            self.dialog.reject()
        layer_id = document.active.id
        face = _make_face(adjustment.params, self._icons, lambda: self._pick(layer_id))
        dialog = _dialog(adjustment, face, self._window())
        preview = _preview(adjustment, dialog.reject)
        self.dialog, self._preview = dialog, preview
        dialog.params_changed.connect(preview.show_params)
        dialog.preview_toggled.connect(lambda shown: preview.show_preview(shown=shown))
        dialog.applied.connect(lambda params: self._end(document, layer_id, adjustment, params))
        dialog.dismissed.connect(lambda: self._end(document, layer_id, adjustment, None))
        self._desk.canvas.set_tool(preview)
        if _wants_tones(adjustment.params):
            self._count(document, dialog)
        dialog.show()
        corner = self._window().mapToGlobal(QPoint(self._window().width(), 0))
        dialog.move(corner.x() - dialog.width() - _BESIDE_PX, corner.y() + 6 * _BESIDE_PX)

    def pick_grey(self, layer_id: str, then: Callable[[Colour | None], None]) -> None:
        """Wait for a press on the canvas; `then` gets the colour below the layer there."""

        def picked(colour: Colour | None) -> None:
            self._take_back_tool()
            then(colour)

        self._desk.canvas.set_tool(_grey_picker(layer_id, picked))
        self._desk.tell("Press where the picture should be neutral grey.")

    # ---- inside

    def _end(
        self, document: Document, layer_id: str, adjustment: Adjustment, params: Params | None
    ) -> None:
        """The dialog is over; `params` are what to apply, if anything."""
        preview, self._preview, self.dialog = self._preview, None, None
        if preview is not None and self._desk.canvas.tool is preview:
            self._take_back_tool()
        if params is not None and document.has_layer(layer_id):
            self._adjust(document, layer_id, adjustment, params)

    def _adjust(
        self, document: Document, layer_id: str, adjustment: Adjustment, params: Params
    ) -> None:
        snapshot = document.snapshot()
        entry = document.history.entries[: document.history.position]

        def made(change: TileChange | None) -> None:
            if document.history.entries[: document.history.position] != entry:
                self._desk.tell("The picture changed meanwhile: adjust it once more.")
            elif change is not None:
                document.apply(change)

        work = lambda: _adjust_pixels(snapshot, layer_id, adjustment, params)  # noqa: E731
        self._desk.background.run(work, made, self._desk.fail)

    def _count(self, document: Document, dialog: AdjustDialog) -> None:
        snapshot = document.snapshot()
        layer = snapshot.active
        if layer is None:
            return
        level = _display_level(snapshot)
        scale = 1 << level
        box = Box.of_size(-(-snapshot.width // scale), -(-snapshot.height // scale))

        def counted(counts: object) -> None:
            if self.dialog is dialog:
                dialog.show_tones(counts)  # type: ignore[arg-type]

        work = lambda: _count_tones(layer.render(box, level))  # noqa: E731
        self._desk.background.run(work, counted, self._desk.fail)

    def _pick(self, layer_id: str) -> None:
        """The dialog's own pick: by the colour of the layer where the artist presses."""
        dialog, preview = self.dialog, self._preview
        document = self._desk.document
        if dialog is None or preview is None or document is None:
            return
        preview.wait_for_place(lambda x, y: self._picked(document, layer_id, x, y))
        self._desk.tell("Press where the picture should be neutral grey.")

    def _picked(self, document: Document, layer_id: str, x: int, y: int) -> None:
        layer = document.layer(layer_id)
        place = Box(x, y, x + 1, y + 1)
        pixel = layer.render(place)[0, 0]
        full = 255 if document.depth == "uint8" else 65535
        if self.dialog is not None and pixel[3] > 0:
            red, green, blue = (float(value) / full for value in pixel[:3])
            self.dialog.write(to_scalars(_grey_from((red, green, blue))))

    def _take_back_tool(self) -> None:
        toolbox = self._desk.toolbox
        toolbox.chosen.emit(toolbox.in_hand)
