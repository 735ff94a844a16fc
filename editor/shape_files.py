"""Shapes in and out of the window: SVG files become layers, vector layers become SVG or PDF."""

from __future__ import annotations

from pathlib import Path

from editor.actions import Action
from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.document.document import Document
from editor.document.kinds.vector.layer import VectorLayer
from editor.document.layer_commands import AddLayer
from editor.document.layers import GroupLayer
from editor.drops import DropTarget, Paths
from editor.lazy import late

_layers_of = late("editor.files.drawing_file:drawing_layers")
_document_of = late("editor.files.drawing_file:document_of_drawing")
_is_drawing = late("editor.files.drawing_file:is_drawing")
_prepare = late("editor.files.svg_export:prepare_svg")
_write = late("editor.files.writer:write_bytes")
TITLE = "Import shapes"


class ShapeFiles:
    """What the File menu and a drop do with drawings."""

    def __init__(self, desk: Desk, asker: Asker) -> None:
        self._desk = desk
        self._asker = asker

    def ask_and_import(self) -> None:
        path = self._asker.drawing_to_open(self._folder())
        if path is not None:
            self.take([path])

    def take(self, paths: Paths) -> None:
        """Each becomes a group of the picture in front, or a picture where there is none."""
        for path in paths:
            if not _is_drawing(path):
                self._desk.tell(f"“{path.name}” is no SVG; drop it as a layer.")
            elif self._desk.document is None:
                self._open(path)
            else:
                self._add(self._desk.document, path)

    def export(self) -> None:
        """Ask how, and write; what it costs is shown before."""
        document = self._desk.document
        if document is None:
            return
        snapshot = document.snapshot()
        choice = self._asker.shape_choice(
            count_of(document),
            lambda c: _prepare(snapshot, c.format, layers=c.layers, digits=c.fineness.digits),
        )
        sheet = self._desk.session.current
        if choice is None or sheet is None:
            return
        kind = choice.format
        suggested = sheet.suggested(kind.ending)
        path = self._asker.place_to_save(suggested, "Export", f"{kind.name} (*{kind.ending})")
        if path is None:
            return
        made = _prepare(snapshot, kind, layers=choice.layers, digits=choice.fineness.digits)
        said = " ".join((f"Exported to {path.name}: {made.words}.", *made.notices))
        self._desk.background.run(
            lambda: _write(path, made.data), lambda _: self._desk.tell(said), self._desk.fail
        )

    def why_not_export(self) -> str:
        document = self._desk.document
        if document is None:
            return self._desk.no_document()
        return "" if count_of(document) else "There are no vector layers: make some first."

    def target(self) -> DropTarget:
        """Where drawings are dropped to become shapes."""
        return DropTarget("shapes", "Shapes", "vector", self.take)

    def _open(self, path: Path) -> None:
        def opened(document: Document) -> None:
            sheet = self._desk.session.add(document, path.name)
            self._desk.touch(sheet)
            self._say(document.notices)

        self._desk.background.run(lambda: _document_of(path), opened, self._desk.fail)

    def _add(self, document: Document, path: Path) -> None:
        def made(found: tuple[GroupLayer, tuple[str, ...]]) -> None:
            group, notices = found
            document.apply(AddLayer(group, None, TITLE))
            document.set_active(group)
            self._say(notices)

        self._desk.background.run(lambda: _layers_of(document, path), made, self._desk.fail)

    def _say(self, notices: tuple[str, ...]) -> None:
        if notices:
            self._desk.tell(" ".join(notices))

    def _folder(self) -> Path:
        recent = self._desk.settings.now.recent
        return Path(recent[0]).parent if recent else Path.home()


def count_of(document: Document) -> int:
    """How many vector layers the document has."""
    return sum(isinstance(layer, VectorLayer) for layer in document.walk())


def shape_actions(work: ShapeFiles) -> list[Action]:
    """Import and export of the File menu."""
    return [
        Action(
            id="file.import_shapes",
            title="Import shapes…",
            run=work.ask_and_import,
            icon="vector",
            menu="File",
            group="save",
        ),
        Action(
            id="file.export_shapes",
            title="Export shapes…",
            run=work.export,
            icon="export",
            menu="File",
            group="save",
            why_not=work.why_not_export,
        ),
    ]
