"""Keeps which parts of each picture have styles of their own, and takes styles dropped on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Signal
from PySide6.QtGui import QDropEvent

from editor.desk import Desk
from editor.docks.style_places import Offer, PlaceLine, StylePlacesList
from editor.docks.style_strip import MIME, style_title
from editor.document.document import Document
from editor.document.layer_protocol import Layer, as_labelled
from editor.language import tr
from editor.style_places import (
    SELECTION,
    LabelRegion,
    NothingThere,
    StylePlace,
    of_label,
    of_layer,
    of_selection,
    place_at,
    regions_of,
    with_place,
)

DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)
NO_STYLE = "Choose a style first."


class StyleParts(QObject):
    """Parts live as long as their document; `changed` comes when there is another one."""

    changed = Signal()
    dropped_beside = Signal(list)
    """Styles that were dropped where no part is: they are for the whole picture."""

    def __init__(
        self, desk: Desk, shown: StylePlacesList, picked: Callable[[], tuple[Path, ...]]
    ) -> None:
        super().__init__(shown)
        self._desk, self._shown, self._picked = desk, shown, picked
        self._parts: WeakKeyDictionary[Document, tuple[StylePlace, ...]] = WeakKeyDictionary()
        shown.offer_with(self.offers)
        shown.removed.connect(self._remove)
        desk.canvas.setAcceptDrops(True)
        desk.canvas.installEventFilter(self)

    def of(self, document: Document | None) -> tuple[StylePlace, ...]:
        """In the order in which they came."""
        return self._parts.get(document, ()) if document is not None else ()

    def show(self, pictures: Callable[[Path], object]) -> None:
        """List the parts of the picture in front; `pictures` gives a style's pixels or None."""
        lines: list[PlaceLine] = []
        for part in self.of(self._desk.document):
            found = [pictures(style) for style in part.styles]
            swatches = tuple(one for one in found if one is not None)
            words = " + ".join(style_title(style) for style in part.styles)
            lines.append(PlaceLine(part.name, words, swatches))  # type: ignore[arg-type]
        self._shown.show_lines(lines)

    def offers(self) -> Sequence[Offer]:
        """What could get the chosen styles: the selection, the layer, each label that occurs."""
        document = self._desk.document
        if document is None:
            return ()
        nothing = tr("Paint a mask or select something first.")
        refused = nothing if document.selection.is_empty else ""
        found = [Offer(SELECTION, self._adding(of_selection), refused)]
        layer = document.active
        if layer is not None and as_labelled(layer) is None:
            title = tr("What {layer} shows").format(layer=layer.name)
            found.append(Offer(title, self._adding(self._layer_maker(layer))))
        for region in regions_of(document):
            title = tr("Label: {label}").format(label=tr(region.name))
            found.append(Offer(title, self._adding(self._label_maker(region))))
        return found

    def drop_at(self, x: float, y: float, styles: Sequence[Path]) -> None:
        """Styles were dropped on a place of the view."""
        document = self._desk.document
        if document is None:
            return
        left, top = self._desk.canvas.viewport.to_document(x, y)
        at = (int(left), int(top))
        self._make(document, lambda seen: place_at(seen, at, styles), styles)

    # ---- one part more or less

    def _adding(self, make: Callable[[Document, Sequence[Path]], StylePlace]) -> Callable[[], None]:
        def add() -> None:
            document, styles = self._desk.document, self._picked()
            if document is None:
                return
            if not styles:
                self._desk.tell(tr(NO_STYLE))
                return
            self._make(document, lambda seen: make(seen, styles), styles)

        return add

    def _make(
        self,
        document: Document,
        make: Callable[[Document], StylePlace | None],
        styles: Sequence[Path],
    ) -> None:
        """In the background: a layer of a large picture takes a moment."""
        snapshot = document.snapshot()

        def then(made: StylePlace | None) -> None:
            if made is None:
                self.dropped_beside.emit(list(styles))
                return
            self._parts[document] = with_place(self.of(document), made)
            self.changed.emit()

        def refuse(error: Exception) -> None:
            if isinstance(error, NothingThere):
                self._desk.tell(str(error))
            else:
                self._desk.fail(error)

        self._desk.background.run(lambda: make(snapshot), then, refuse)

    def _remove(self, number: int) -> None:
        document = self._desk.document
        parts = self.of(document)
        if document is not None and number < len(parts):
            self._parts[document] = parts[:number] + parts[number + 1 :]
            self.changed.emit()

    def _layer_maker(self, layer: Layer) -> Callable[[Document, Sequence[Path]], StylePlace]:
        return lambda seen, styles: of_layer(seen, seen.layer(layer.id), styles)

    def _label_maker(self, region: LabelRegion) -> Callable[[Document, Sequence[Path]], StylePlace]:
        return lambda seen, styles: of_label(seen, region, styles)

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A style that is dragged over the canvas; all other drags go on to the window."""
        if event.type() not in (*DRAGS, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        styles = styles_of(event.mimeData())
        if not styles:
            return False
        event.acceptProposedAction()
        if event.type() is QEvent.Type.Drop:
            at: QPointF = event.position()
            self.drop_at(at.x(), at.y(), styles)
        return True


def styles_of(data: QMimeData) -> list[Path]:
    """The styles of a drag that began in the strip."""
    if not data.hasFormat(MIME):
        return []
    words = bytes(data.data(MIME).data()).decode("utf-8", "surrogateescape")
    return [Path(line) for line in words.splitlines() if line]
