"""The layers of one document as Qt's list wants them; it changes them by commands alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from editor.docks.layer_rows import Drop, Row, may_drop, rows_of
from editor.document.document import Document
from editor.document.kinds.registry import find_kind
from editor.document.layer_commands import MoveLayers, SetProperty
from editor.document.layers import Layer, as_grouping, walk
from editor.language import tr

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class LayerModel(QAbstractListModel):
    """The rows of one document, topmost first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._rows: list[Row] = []

    def set_document(self, document: Document | None) -> None:
        self._document = document
        self.refresh()

    def refresh(self) -> None:
        self.beginResetModel()
        self._rows = rows_of(self._document) if self._document else []
        self.endResetModel()

    @property
    def document(self) -> Document | None:
        return self._document

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    def layer(self, row: int) -> Layer | None:
        return self._rows[row].layer if 0 <= row < len(self._rows) else None

    def row_of(self, layer: Layer | None) -> int:
        found = (at for at, row in enumerate(self._rows) if row.layer is layer)
        return next(found, -1)

    # ---- Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's shape
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        layer = self.layer(index.row())
        if layer is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return layer.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(layer)
        if role == Qt.ItemDataRole.ToolTipRole:
            return spoken(layer)
        return self._rows[index.row()] if role == ROW else None

    def setData(  # noqa: N802 - Qt's name
        self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        layer = self.layer(index.row())
        if self._document is None or layer is None or role != Qt.ItemDataRole.EditRole:
            return False
        name = str(value).strip()
        if name and name != layer.name:
            self._document.apply(SetProperty.of(self._document, layer.id, "name", name))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    # ---- what a press does

    def toggle(self, row: int) -> None:
        """Show or hide a layer."""
        layer = self.layer(row)
        if self._document is not None and layer is not None:
            change = SetProperty.of(self._document, layer.id, "visible", not layer.visible)
            self._document.apply(change)

    def toggle_mask(self, row: int) -> None:
        """Let a mask work, or set it aside."""
        layer = self.layer(row)
        if self._document is not None and layer is not None and layer.mask is not None:
            change = SetProperty.of(
                self._document, layer.id, "mask_enabled", not layer.mask_enabled
            )
            self._document.apply(change)

    def fold(self, row: int) -> None:
        """Fold or unfold a group."""
        layer = self.layer(row)
        group = as_grouping(layer) if layer is not None else None
        document = self._document
        if document is None or group is None:
            return
        if group.is_open and document.active in tuple(walk(group.children)):
            # What is worked on must be seen.
            document.set_active(group)
        document.set_open(group.id, not group.is_open)

    def edit_mask(self, row: int, on: bool) -> None:  # noqa: FBT001 - the one thing it says
        """Paint into the layer's mask from now on, or into its pixels."""
        if self._document is not None and self.layer(row) is not None:
            self._document.set_edits_mask(on)

    def drop(self, drop: Drop) -> bool:
        """Move the chosen layers there; whether that was possible."""
        document = self._document
        if document is None or not may_drop(document.chosen, drop):
            return False
        ids = [layer.id for layer in document.chosen]
        change = MoveLayers.of(document, ids, drop.spot)
        if change.old != change.new:
            document.apply(change)
        return True


def spoken(layer: Layer) -> str:
    """What a screen reader says of a layer, and the tip over it."""
    words = [layer.name, tr(find_kind(layer.kind).title).lower()]
    words.append(tr("shown") if layer.visible else tr("hidden"))
    if layer.clips:
        words.append(tr("clipped to the layer below"))
    if layer.mask is not None:
        words.append(tr("with a mask") if layer.mask_enabled else tr("with its mask set aside"))
    locks = layer.locks
    for is_closed, name in (
        (locks.pixels, tr("pixels locked")),
        (locks.alpha, tr("transparency locked")),
        (locks.position, tr("position locked")),
    ):
        if is_closed:
            words.append(name)
    return ", ".join(words)
