"""Every question that stops the artist, behind one seam, so that a test can answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QDialog, QFileDialog, QWidget

from editor.language import tr
from editor.lazy import late
from editor.widgets.icons import Icons
from ml.api.params import Scalar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from editor.dialogs.changed import Conflict
    from editor.dialogs.colour import AssignChoice, ConvertChoice
    from editor.dialogs.export import ExportChoice, ExportSource
    from editor.dialogs.export_choice import Memory
    from editor.dialogs.export_shapes import ShapeChoice
    from editor.dialogs.unsaved import Answer
    from editor.dialogs.versions import Look
    from editor.files.svg_export import SvgExport
    from editor.files.versions import Version

PICTURES = (
    "Pictures (*.png *.jpg *.jpeg *.jpe *.tif *.tiff *.webp *.avif *.heic *.heif *.gif *.bmp *.jp2 "
    "*.psd *.psb *.svg *.svgz *.ora);;All files (*)"
)
DRAWINGS = "Drawings (*.svg *.svgz);;All files (*)"
PROFILES = "Colour profiles (*.icc *.icm);;All files (*)"
LABEL_MAPS = "Label maps (*.png *.tif *.tiff *.bmp)"
PALETTES = "Palettes (*.json)"
MASKS = "Masks (*.png *.jpg *.jpeg *.tif *.tiff *.webp *.bmp)"

_export_dialog = late("editor.dialogs.export:ExportDialog")
_colour_dialog = late("editor.dialogs.colour:ColourDialog")
_shapes_dialog = late("editor.dialogs.export_shapes:ExportShapesDialog")
_versions_dialog = late("editor.dialogs.versions:VersionsDialog")
_ask_conflict = late("editor.dialogs.changed:ask_conflict")
_ask_unsaved = late("editor.dialogs.unsaved:ask_unsaved")
_ask_name = late("editor.dialogs.names:ask_name")
_ask_one = late("editor.dialogs.names:ask_one")
_ask_pixels = late("editor.dialogs.pixels:ask_pixels")
_parts_dialog = late("editor.dialogs.reference_parts:ReferencePartsDialog")


class Asker:
    """Asks with dialogs over the window."""

    def __init__(self, icons: Icons, parent: QWidget) -> None:
        self._icons = icons
        self._parent = parent

    def pictures_to_open(self, folder: Path) -> list[Path]:
        """The pictures that the artist chose; none where they thought better of it."""
        names, _ = QFileDialog.getOpenFileNames(self._parent, "Open", str(folder), PICTURES)
        return [Path(name) for name in names]

    def mask_to_open(self, folder: Path) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._parent, "Import mask", str(folder), MASKS)
        return Path(name) if name else None

    def labels_to_open(self, folder: Path) -> Path | None:
        title = "Import labels"
        name, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder), LABEL_MAPS)
        return Path(name) if name else None

    def palette_to_open(self, folder: Path) -> Path | None:
        title = "Import a palette"
        name, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder), PALETTES)
        return Path(name) if name else None

    def label_colour(self, colour: tuple[int, int, int]) -> tuple[int, int, int] | None:
        """Another colour for a label."""
        chosen = QColorDialog.getColor(QColor(*colour), self._parent, tr("Colour of the label"))
        return (chosen.red(), chosen.green(), chosen.blue()) if chosen.isValid() else None

    def drawing_to_open(self, folder: Path) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(self._parent, "Import shapes", str(folder), DRAWINGS)
        return Path(name) if name else None

    def shape_choice(
        self, count: int, prepare: Callable[[ShapeChoice], SvgExport]
    ) -> ShapeChoice | None:
        """How shapes are exported; `prepare` makes the file of a choice, to be weighed."""
        dialog = _shapes_dialog(count, prepare, self._parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        choice = dialog.choice()
        dialog.deleteLater()
        return choice if accepted else None

    def place_to_save(self, suggested: Path, title: str, kinds: str) -> Path | None:
        """Where to write; the ending of `suggested` is added where none was typed."""
        name, _ = QFileDialog.getSaveFileName(self._parent, title, str(suggested), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_name(path.name + suggested.suffix)

    def export_choice(self, memory: Memory, source: ExportSource) -> ExportChoice | None:
        dialog = _export_dialog(self._icons, memory, self._parent, source=source)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        choice = dialog.choice()
        dialog.deleteLater()
        return choice if accepted else None

    def colour_choice(
        self,
        params: type[AssignChoice] | type[ConvertChoice],
        current: str,
        remembered: Mapping[str, Scalar],
    ) -> AssignChoice | ConvertChoice | None:
        """Which colour profile; `current` is the title of the one that the picture has."""
        dialog = _colour_dialog(params, current, self._icons, remembered, self._parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        choice = dialog.choice()
        dialog.deleteLater()
        return choice if accepted else None

    def profile_to_open(self, folder: Path) -> Path | None:
        title = "Choose a colour profile"
        name, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder), PROFILES)
        return Path(name) if name else None

    def reference_parts(
        self, name: str, pixels: NDArray[np.uint8], parts: NDArray[np.uint8] | None
    ) -> NDArray[np.uint8] | None:
        """Which parts of a reference may be used, white; None where nothing is to change."""
        dialog = _parts_dialog(name, pixels, parts, self._parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.parts()
        dialog.deleteLater()
        return chosen if accepted else None

    def conflict(self, name: str) -> Conflict:
        """What to do with a file that another program changed."""
        return _ask_conflict(name, self._parent)

    def version_to_open(self, name: str, versions: Sequence[Version], look: Look) -> Version | None:
        dialog = _versions_dialog(name, versions, look, self._parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen()
        dialog.deleteLater()
        return chosen if accepted else None

    def unsaved(self, name: str) -> Answer:
        return _ask_unsaved(name, self._parent)

    def name(self, title: str, suggested: str) -> str | None:
        return _ask_name(title, suggested, self._parent)

    def one_of(self, title: str, names: Sequence[str]) -> str | None:
        return _ask_one(title, names, self._parent)

    def pixels(self, title: str, default: int) -> int | None:
        return _ask_pixels(title, default, self._parent)
