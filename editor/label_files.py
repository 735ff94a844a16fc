"""Label maps from files to layers and back, read and written in the background."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.label_layers import LabelLayers
from editor.lazy import late

if TYPE_CHECKING:
    from ml.api.labels import Palette

PNG = "PNG (*.png)"
TITLE = "Import labels"
_of_indices = late("editor.document.kinds.label.layer:LabelLayer.of_indices")
_read = late("editor.files.label_file:read_label_map")
_write = late("editor.files.label_file:write_label_map")
_read_palette = late("ml.api.palette_files:read_palette")


def _landscape() -> Palette:
    return importlib.import_module("ml.api.labels").LANDSCAPE


class LabelFiles:
    """A label map becomes a new layer as large as the picture; the active one becomes a file."""

    def __init__(self, desk: Desk, asker: Asker, labels: LabelLayers) -> None:
        self._desk = desk
        self._asker = asker
        self._labels = labels

    def import_map(self) -> None:
        """A new label layer from a PNG of the same size and the palette beside it."""
        document = self._desk.document
        path = self._asker.labels_to_open(self._folder()) if document else None
        if document is None or path is None:
            return
        layer = self._labels.layer
        usual = layer.palette if layer is not None else _landscape()
        size, depth = (document.width, document.height), document.depth

        def done(found: object) -> None:
            made = _of_indices(
                found.indices,  # type: ignore[attr-defined]
                found.palette,  # type: ignore[attr-defined]
                name=path.stem,
                depth=depth,
            )
            self._labels.add_layer(document, made, TITLE)
            notices = found.notices  # type: ignore[attr-defined]
            if notices:
                self._desk.tell(" ".join(notices))

        self._desk.background.run(lambda: _read(path, usual, size), done, self._desk.fail)

    def export_map(self) -> None:
        """The numbers of the active layer as a PNG, with the palette as JSON beside it."""
        sheet, document, layer = self._desk.session.current, self._desk.paper, self._labels.layer
        if sheet is None or document is None or layer is None:
            return
        suggested = sheet.suggested(".labels.png")
        path = self._asker.place_to_save(suggested, "Export labels", PNG)
        if path is None:
            return
        twin, canvas = layer.share(), document.canvas

        def work() -> None:
            _write(twin.indices(canvas), twin.palette, path)

        def done(_: None) -> None:
            self._desk.tell(f"The labels are in {path.name}, their palette is beside it.")

        self._desk.background.run(work, done, self._desk.fail)

    def import_palette(self) -> None:
        """The labels of a palette file for the active layer; what is painted stays."""
        path = self._asker.palette_to_open(self._folder())
        if path is not None:
            self._desk.background.run(
                lambda: _read_palette(path), self._labels.use_palette, self._desk.fail
            )

    def _folder(self) -> Path:
        document = self._desk.document
        return document.path.parent if document and document.path else Path.home()
