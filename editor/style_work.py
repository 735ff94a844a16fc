"""Joins the Style panel, its strip and the canvas: which styles are chosen, and how they look."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from editor.canvas.preview import PreviewPicture
from editor.docks.generate import GenerateDock
from editor.docks.style_strip import StyleStrip, style_title
from editor.document.document import Document
from editor.document.mask import Mask
from editor.drops import DropTarget
from editor.jobs import Result
from editor.language import tr
from editor.lazy import late
from editor.reference_shelf import ReferenceShelf
from editor.runs import RunRequest, Runs, Variation, preview_pixels
from editor.session import Sheet
from editor.style_parts import StyleParts
from editor.style_pictures import Look, StylePictures, style_pixels
from editor.style_places import run_of
from editor.widgets.icons import Icons
from editor.workbench import Workbench
from resources import index

PANEL = "style.style"
_own_files = late("ml.store.own_files:OwnFiles")
_models_folder = late("ml.store.folders:models_folder")
_learned_in = late("editor.learned_styles:learned_in")
_keep_learned = late("editor.learned_styles:keep_learned")


class StyleWork(QObject):
    """The strip follows the picture in front while it is seen; a live picture is only a look."""

    def __init__(
        self,
        dock: GenerateDock,
        strip: StyleStrip,
        *,
        runs: Runs,
        shelf: ReferenceShelf,
        pictures: StylePictures,
    ) -> None:
        super().__init__(dock)
        desk = self._desk = pictures.desk
        self._dock, self._runs = dock, runs
        self._shelf = shelf
        self._pictures = pictures
        self._watched: Document | None = None
        self._is_live = False
        self.strip = strip
        self.parts = StyleParts(desk, strip.places, lambda: strip.picked)
        self.parts.changed.connect(self._parts_changed)
        self.parts.dropped_beside.connect(strip.pick)
        dock.when_made(PANEL, lambda task: task.put_first(strip))
        self.strip.chosen.connect(self._show_live)
        self.strip.dropped.connect(self._take)
        self.strip.add_asked.connect(shelf.ask)
        self.strip.shown.connect(lambda _seen: self.follow())
        pictures.made.connect(self._set_tile)
        pictures.live.connect(self._set_live)
        pictures.refused.connect(self.strip.say)
        dock.values_changed.connect(lambda name: self._show_live() if name == PANEL else None)
        dock.run_asked.connect(lambda _name: self._pictures.stop())
        runs.changed.connect(self._run_changed)
        runs.kept.connect(self._keep_style)
        shelf.shelf.changed.connect(lambda _sheet: self.follow())
        desk.session.current_changed.connect(lambda *_: self.follow())
        desk.canvas.preview_dropped.connect(self.drop)
        self.follow()

    def references(self, sheet: Sheet) -> tuple[Path, ...]:
        """What a run learns from: the styles chosen here, or for other panels the shelf."""
        if self._dock.open_task == PANEL:
            return run_of(self.parts.of(sheet.document))[1] or self.strip.picked
        return self._shelf.of(sheet)

    def places(self, sheet: Sheet) -> tuple[Mask, ...]:
        """The parts that have styles of their own; none for other panels."""
        is_here = self._dock.open_task == PANEL
        return run_of(self.parts.of(sheet.document))[0] if is_here else ()

    def target(self) -> DropTarget:
        """Pictures dropped on the window become styles, in the open panel."""

        def take(paths: list[Path]) -> None:
            self._dock.open(PANEL)
            self._take(paths)

        return DropTarget("style", "Style", "style", take, self._desk.no_document)

    def drop(self) -> bool:
        """Take the live picture away; whether there was one."""
        was_live, self._is_live = self._is_live, False
        if was_live and not self._runs.has_result:
            self._desk.canvas.set_preview(None)
        return was_live

    def follow(self) -> None:
        """Another picture or shelf, or the strip came into sight."""
        document = self._desk.document
        self._watch(document)
        if document is None or not self.strip.isVisible():
            self._pictures.stop()
            self.drop()
            return
        self.parts.show(self._pictures.known)
        self.strip.show_styles(self._styles())
        if not self.strip.picked and self.strip.tiles:
            self.strip.pick([self.strip.tiles[0].path])
        for tile in self.strip.tiles:
            tile.fade()
            if not tile.has_picture:
                self._show_style(tile.path)
        self._pictures.ask_tiles(document, [tile.path for tile in self.strip.tiles])

    def _parts_changed(self) -> None:
        self.parts.show(self._pictures.known)
        self.drop()
        self._show_live()

    def _styles(self) -> Sequence[Path]:
        sheet = self._desk.session.current
        own = self._shelf.of(sheet) if sheet is not None else ()
        return list(dict.fromkeys((*own, *index.styles())))

    def _show_style(self, path: Path) -> None:
        """The style itself, until there is something better."""

        def show(pixels: NDArray[np.uint8]) -> None:
            tile = self.strip.tile(path)
            if tile is not None and not tile.has_picture:
                tile.set_pixels(pixels, stale=True)

        def refuse(error: Exception) -> None:
            tile = self.strip.tile(path)
            if tile is not None:
                tile.setToolTip(str(getattr(error, "message", error)))

        self._desk.background.run(lambda: style_pixels(path), show, refuse)

    def _set_tile(self, path: Path, pixels: NDArray[np.uint8]) -> None:
        tile = self.strip.tile(path)
        if tile is not None:
            tile.set_pixels(pixels, stale=False)
        self.strip.say("")

    def _show_live(self) -> None:
        document = self._desk.document
        if document is None or not self.strip.isVisible() or not self.strip.picked:
            return
        if self._runs.is_running or self._runs.has_result:
            return
        values, _ = self._dock.task(PANEL).values()
        masks, styles = run_of(self.parts.of(document))
        self._pictures.ask_live(document, Look(values, styles or self.strip.picked, masks))

    def _set_live(self, document: Document, result: Result) -> None:
        is_here = document is self._desk.document and self.strip.isVisible()
        if is_here and not self._runs.is_running and not self._runs.has_result:
            self._is_live = True
            picture = PreviewPicture(document.canvas, preview_pixels(result))
            self._desk.canvas.set_preview(picture)

    def _run_changed(self) -> None:
        if self._runs.is_running or self._runs.has_result:
            self._is_live = False

    def _keep_style(self, request: RunRequest, kept: Variation) -> None:
        """A style that was learned goes into the folder of the artist's own models."""
        title = style_title(request.references[0]) if request.references else "style"

        def keep() -> Path | None:
            content = _learned_in(kept.result.texts)
            own = _own_files(_models_folder())
            return None if content is None else _keep_learned(content, title, own.folder)

        def then(path: Path | None) -> None:
            if path is not None:
                words = tr("The style {name} was learned: choose the method learned to use it.")
                self._desk.tell(words.format(name=path.name))
                self._dock.task(PANEL).write({"model": path.name})

        if kept.result.texts:
            self._desk.background.run(keep, then, self._desk.fail)

    def _take(self, paths: Sequence[Path]) -> None:
        """A picture that was dropped on the strip goes onto the shelf and is chosen."""
        if self._desk.document is not None:
            self._shelf.take(paths)
            self.strip.pick(list(paths)[:1])

    def _watch(self, document: Document | None) -> None:
        if document is self._watched:
            return
        if self._watched is not None:
            self._watched.history.recorded.disconnect(self._recorded)
        self._watched = document
        if document is not None:
            document.history.recorded.connect(self._recorded)

    def _recorded(self, _event: object) -> None:
        self.drop()
        self.follow()


def join_styles(
    bench: Workbench, icons: Icons, runs: Runs, shelf: ReferenceShelf, pictures: StylePictures
) -> StyleWork | None:
    """Put the strip into the Style panel, and let runs learn from it; None without that panel."""
    dock = bench.dock
    if PANEL not in dock.names:
        bench.references = shelf.of
        return None
    work = StyleWork(dock, StyleStrip(icons), runs=runs, shelf=shelf, pictures=pictures)
    bench.references = work.references
    bench.places = work.places
    return work
