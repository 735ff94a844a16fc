"""Opening, saving and exporting pictures without stopping the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtGui import QGuiApplication, QImage

from editor.desk import Desk
from editor.dialogs.asker import Asker
from editor.dialogs.changed import Conflict
from editor.dialogs.export import ExportSource
from editor.dialogs.export_choice import Bits, ExportChoice, with_choice
from editor.dialogs.unsaved import Answer
from editor.document.document import Document
from editor.drops import paths_of
from editor.files.presence import Presence
from editor.lazy import late
from editor.safekeeping import Safekeeping
from editor.session import NATIVE_ENDING, Sheet
from ml.api.params import to_scalars

if TYPE_CHECKING:
    # Heavy, and not needed before something is opened or written.
    from editor.files.export import Export
    from editor.files.open import OpenedFile
    from editor.files.writer import ExportOptions

ORA = "OpenRaster (*.ora)"
Then = Callable[[], None]
Failed = Callable[[Exception], None]

# Imported when first used: decoders and encoders are heavy and an empty window needs none.
_open_document = late("editor.files.open:open_document")
_open_file = late("editor.files.open:open_file")
_document_from_picture = late("editor.files.open:document_from_picture")
_picture = late("editor.files.raster:Picture")
_save_native = late("editor.files.native:save")
_save_options = late("editor.files.atomic:SaveOptions")
_stamp_of = late("editor.files.atomic:Stamp.of")
_next_increment = late("editor.files.versions:next_increment")
_versions_of = late("editor.files.versions:versions_of")
_thumbnails_of = late("editor.files.thumbnails:thumbnails_of")
_export_of = late("editor.files.export:Export")
_export_options = late("editor.files.writer:ExportOptions")


class Pictures:
    """Each call returns at once; what came of it is told on the desk."""

    def __init__(self, desk: Desk, asker: Asker, keeping: Safekeeping) -> None:
        self._desk = desk
        self._keeping = keeping
        self.asker = asker
        self._presence = Presence()
        desk.session.closed.connect(lambda _sheet: self._show_presence())

    def open(self, paths: list[Path]) -> None:
        """Open each in a tab of its own; one that is open already comes in front."""
        for path in paths:
            known = self._desk.session.with_path(path)
            if known is not None:
                self._desk.session.bring(known)
                continue
            self._open(path)

    def _open(self, path: Path, **consent: bool) -> None:
        """`consent` is what the artist agreed to: `partial`, `confirmed` or all `pages`."""

        def failed(error: Exception) -> None:
            way_out = self._way_in(path, error) if not consent else None
            self._desk.fail(error, way_out)

        self._desk.background.run(
            lambda: _open_file(path, **consent),
            lambda opened: self._opened(opened, path, **consent),
            failed,
        )

    def _way_in(self, path: Path, error: Exception) -> tuple[str, Then] | None:
        """What can still be done with a file that was refused."""
        kind = type(error).__name__
        if kind == "DamagedFile":
            return "Open what can be read", lambda: self._open(path, partial=True)
        if kind == "UnconfirmedSize":
            return "Open it anyway", lambda: self._open(path, confirmed=True)
        return None

    def open_sample(self, path: Path) -> None:
        """A bundled picture: a copy without a path, so that it is never written over."""

        def opened(document: Document) -> None:
            document.path = None
            self._desk.session.add(document, path.name)

        self._desk.background.run(lambda: _open_document(path), opened, self._desk.fail)

    def ask_and_open(self) -> None:
        recent = self._desk.settings.now.recent
        folder = Path(recent[0]).parent if recent else Path.home()
        self.open(self.asker.pictures_to_open(folder))

    def paste(self) -> None:
        """The picture on the clipboard, or the files that it names, as new pictures."""
        data = QGuiApplication.clipboard().mimeData()
        paths = paths_of(data) if data is not None else []
        if paths:
            self.open(paths)
            return
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self._desk.tell("The clipboard holds no picture.")
            return
        picture = _picture(pixels_of(image))
        self._desk.session.add(_document_from_picture(picture, "Pasted"), "Pasted")

    def save(self, sheet: Sheet, then: Then | None = None) -> None:
        """Write the layers to where they were saved before, or ask where."""
        if sheet.native is None:
            self.save_as(sheet, then)
        else:
            self._write(sheet, sheet.native, then)

    def save_as(self, sheet: Sheet, then: Then | None = None) -> None:
        path = self.asker.place_to_save(sheet.suggested(NATIVE_ENDING), "Save", ORA)
        if path is not None:
            self._write(sheet, path, then)

    def save_increment(self, sheet: Sheet, then: Then | None = None) -> None:
        """Write to the next free number beside the file, and go on there."""
        if sheet.native is None:
            self.save_as(sheet, then)
        else:
            self._write(sheet, _next_increment(sheet.native), then)

    def versions(self, sheet: Sheet) -> None:
        """Show what was saved before; a chosen version opens beside the picture."""
        path = sheet.native
        found = _versions_of(path) if path is not None else ()
        if path is None or not found:
            self._desk.tell("There are no earlier versions: each save keeps the one before it.")
            return

        def look(paths: Sequence[Path], then: Callable[[Any], None]) -> None:
            self._run(lambda: _thumbnails_of(paths), then, lambda error: None)

        version = self.asker.version_to_open(path.name, found, look)
        if version is not None:
            self._open_version(version.path, path)

    def _open_version(self, version: Path, path: Path) -> None:
        def opened(document: Document) -> None:
            document.path = None
            sheet = self._desk.session.add(document, f"Earlier {path.name}")
            sheet.stand_in_for(path, _stamp_of(path))
            self._desk.touch()

        self._run(lambda: _open_document(version), opened, self._desk.fail)

    def export(self, sheet: Sheet) -> None:
        """One picture for other programs, with a look at what comes of it."""
        settings = self._desk.settings
        export = _export_of(sheet.document.snapshot())
        source = ExportSource(export.flat, lambda choice: export.preview(*_how(choice)), self._run)
        choice = self.asker.export_choice(settings.now.panels, source)
        if choice is None:
            return
        settings.change(panels=with_choice(settings.now.panels, to_scalars(choice)))
        suggested = sheet.suggested(choice.format.ending)
        kinds = f"{choice.format.name} (*{choice.format.ending})"
        path = self.asker.place_to_save(suggested, "Export", kinds)
        if path is not None:
            self._write_export(export, path, choice)

    def export_to(self, sheet: Sheet, path: Path, choice: ExportChoice) -> None:
        """Write an export without asking anything."""
        self._write_export(_export_of(sheet.document.snapshot()), path, choice)

    def _write_export(self, export: Export, path: Path, choice: ExportChoice) -> None:
        def done(notices: tuple[str, ...]) -> None:
            self._desk.tell(" ".join((f"Exported to {path.name}.", *notices)))

        _, options, keep_layers = _how(choice)
        self._run(
            lambda: export.write(path, options, keep_layers=keep_layers), done, self._desk.fail
        )

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None], failed: Failed) -> None:
        self._desk.background.run(work, then, failed)

    def close(self, sheet: Sheet, then: Then | None = None) -> None:
        """Close a picture; where work could be lost, ask once."""

        def go() -> None:
            self._desk.session.close(sheet)
            if then is not None:
                then()

        answer = self.asker.unsaved(sheet.name) if sheet.is_dirty else Answer.DISCARD
        if answer is Answer.SAVE:
            self.save(sheet, go)
        elif answer is Answer.DISCARD:
            go()

    def _opened(self, opened: OpenedFile, path: Path, **consent: bool) -> None:
        document = opened.document
        sheet = self._desk.session.add(document, path.name)
        self._show_presence()
        if sheet.native is not None:
            sheet.stamp = opened.stamp
        settings = self._desk.settings
        settings.replace(settings.now.with_recent(path))
        self._say_notices(sheet, opened, path, consent)
        self._desk.touch(sheet)

    def _say_notices(
        self, sheet: Sheet, opened: OpenedFile, path: Path, consent: dict[str, bool]
    ) -> None:
        """What opening changed; where pages were left out, a way to have them."""
        notices = " ".join((*opened.document.notices, *self._elsewhere(path)))
        more = _more_of(opened, consent)
        if more is None:
            if notices:
                self._desk.tell(notices)
            return

        def again() -> None:
            if not sheet.is_dirty:
                self._desk.session.close(sheet)
            self._open(path, **{**consent, more[1]: True})

        self._desk.trouble(notices, way_out=(more[0], again))

    def leave(self) -> None:
        """The window goes: no file is open here any more."""
        self._presence.hold(())

    def _show_presence(self) -> None:
        """Tell other windows which files are open in this one."""
        paths = (sheet.document.path for sheet in self._desk.session)
        self._presence.hold(path for path in paths if path is not None)

    def _elsewhere(self, path: Path) -> tuple[str, ...]:
        if not self._presence.is_elsewhere(path):
            return ()
        return (f"{path.name} is open in another window, too: close one of them before you paint.",)

    def _write(self, sheet: Sheet, path: Path, then: Then | None, *, over: object = None) -> None:
        """`over` is the state of the file that the artist agreed to replace."""
        mark, cut = sheet.begin_save(), self._keeping.begin_save(sheet)
        twin = sheet.document.snapshot()
        settings = self._desk.settings

        def done(report: object) -> None:
            sheet.end_save(mark, path, getattr(report, "stamp", None))
            self._show_presence()
            self._keeping.end_save(sheet, cut, path)
            settings.replace(settings.now.with_recent(path))
            losses = sheet.new_losses(getattr(report, "losses", ()))
            self._desk.tell(" ".join((f"Saved {path.name}.", *losses)))
            self._desk.touch()
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            if type(error).__name__ == "ChangedOnDisk" and self._settle(sheet, path, then):
                return
            self._desk.fail(error, ("Save elsewhere\u2026", lambda: self.save_as(sheet, then)))

        known = over or (sheet.stamp if path == sheet.native else None)
        options = _save_options(
            keep_previous=True, versions=settings.now.versions_kept, only_over=known
        )
        self._desk.background.run(lambda: _save_native(twin, path, options), done, failed)

    def _settle(self, sheet: Sheet, path: Path, then: Then | None) -> bool:
        """Another program wrote the file; whether the artist said what shall be done."""
        now = _stamp_of(path)
        answer = self.asker.conflict(path.name)
        if answer is Conflict.ELSEWHERE:
            self.save_as(sheet, then)
        elif answer is Conflict.OVERWRITE:
            self._write(sheet, path, then, over=now)
        return answer is not Conflict.STAY


def _more_of(opened: OpenedFile, consent: dict[str, bool]) -> tuple[str, str] | None:
    """Another way to open the same file: its title, and the consent that it asks for."""
    if opened.pages > 1 and not consent.get("pages"):
        return "Open all as layers", "pages"
    return ("Open it flat", "flat") if opened.is_different else None


def _how(choice: ExportChoice) -> tuple[str, ExportOptions, bool]:
    """The ending, the options and whether layers are kept."""
    options = _export_options(
        quality=choice.quality,
        keep_metadata=choice.keep_metadata,
        keep_profile=choice.keep_profile,
        to_srgb=choice.to_srgb,
        depth={Bits.EIGHT: "uint8", Bits.SIXTEEN: "uint16"}.get(choice.bits),
    )
    return choice.format.ending, options, choice.keep_layers


def pixels_of(image: QImage) -> np.ndarray:
    """A Qt picture as rows x columns x 4 straight RGBA; 16 bit where it has them."""
    deep = image.depth() > 32
    shape = QImage.Format.Format_RGBA64 if deep else QImage.Format.Format_RGBA8888
    image = image.convertToFormat(shape)
    kind = np.uint16 if deep else np.uint8
    rows = np.frombuffer(image.constBits(), kind).reshape(image.height(), -1)
    return rows[:, : image.width() * 4].reshape(image.height(), image.width(), 4).copy()
