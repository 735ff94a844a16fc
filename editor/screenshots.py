"""Takes the pictures of the window that the documents show: `python -m editor.screenshots`.

Everything in them is the program itself, driven as an artist drives it, with its true worker.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QApplication, QWidget

from editor.application import DocumentRoad, client_options, load_plugins
from editor.dialogs.export import ExportDialog
from editor.document.channels import save_channel
from editor.document.commands import replace_mask
from editor.document.mask import Mask
from editor.document.targets import SelectionTarget
from editor.files.mask_file import read_mask
from editor.jobs import open_client
from editor.log import Log
from editor.pictures import pixels_of
from editor.platform.references import keep_constants_alive
from editor.program import Program, Setting
from editor.settings import SettingsFile
from editor.widgets.drop_overlay import DropOverlay
from editor.widgets.theme import install, load_theme
from editor.wiring import wire
from resources import index

LARGE = (1440, 900)
SMALL = (1024, 700)
LONGEST_S = 600.0


class Studio:
    """A running program and a camera."""

    def __init__(self, folder: Path, home: Path, *, theme: str) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        settings = SettingsFile(home / "settings.toml")
        self.theme = load_theme(theme)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            install(application, self.theme, home / "theme")
        self.program = Program(
            Setting(
                theme=self.theme,
                settings=settings,
                log=Log(home / "log.txt", home / "crash.txt"),
                client=open_client(client_options(settings)),
                road=DocumentRoad(),
                loader=load_plugins(settings, is_safe=True),
                recovery_home=home / "recovery",
                theme_folder=home / "theme",
                pace_file=home / "paces.json",
            )
        )
        wire(self.program)
        self.program.window.resize(*LARGE)
        self.program.window.show()
        self.program.jobs.start()

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Wait until nothing moves any more, and save a picture."""
        canvas = self.program.canvas
        self.wait(lambda: canvas.document is None or canvas.is_sharp)
        self.wait(lambda: self.program.desk.background.is_idle)
        self.serve(0.5)
        image = (widget or self.program.window).grab().toImage()
        picture = Image.fromarray(pixels_of(image)).convert("RGB")
        picture.convert("RGB").save(self._folder / f"{name}.jpg", quality=88, subsampling=0)

    def serve(self, seconds: float) -> None:
        """Let the program live for a while."""
        end = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() >= end)

    def wait(self, is_done: Callable[[], bool]) -> None:
        end = time.monotonic() + LONGEST_S
        while not is_done():
            if time.monotonic() > end:
                raise TimeoutError("the program did not get there")
            QApplication.processEvents()
            time.sleep(0.005)

    def open_sample(self, name: str) -> Path:
        """Open a bundled picture as its thumbnail does."""
        path = next(path for path in index.samples() if path.stem == name)
        self.program.pictures.open_sample(path)
        self.wait(lambda: self.program.session.current is not None)
        return path

    def mask_sample(self, path: Path) -> None:
        """The mask that lies beside the picture, as a step of the history."""
        document = self.program.session.document
        if document is None:
            return
        size = (document.width, document.height)
        mask = Mask.from_coverage(read_mask(path.with_suffix(".mask.png"), size))
        step = replace_mask(document, SelectionTarget(), mask, "Paint mask")
        if step is not None:
            document.apply(step)


@dataclass(frozen=True)
class Wanted:
    """Which pictures are taken, of which sample."""

    sample: str
    quick: bool
    only: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scene:
    """One picture: how the program comes there, what of it is taken, and how it goes back."""

    name: str
    come: Callable[[Program], QWidget | None]
    go: Callable[[Program], object] = lambda program: program.canvas.setFocus()
    size: tuple[int, int] = LARGE


def journey(studio: Studio, wanted: Wanted) -> None:
    """From the empty window to the kept layer."""
    program = studio.program
    studio.serve(1.0)
    studio.take("empty")
    path = studio.open_sample(wanted.sample)
    studio.mask_sample(path)
    studio.take("mask")
    if wanted.quick:
        program.generate.task("remove.remove").form.write({"quality": "draft"})
    program.bench.run()
    studio.wait(lambda: _fraction(program) > 0.35 or program.runs.has_result)
    studio.take("running")
    studio.wait(lambda: program.runs.has_result or not program.runs.is_running)
    studio.take("preview")
    program.bench.keep()
    studio.take("layers")


# ---- how the program comes to each scene


def does(action: str) -> Callable[[Program], None]:
    """An action of the menus."""
    return lambda program: program.shell.trigger(action)


def dock(name: str) -> Callable[[Program], None]:
    """A dock in front of the tabs beside it."""
    return lambda program: program.docks.open(name)


def task(name: str) -> Callable[[Program], None]:
    """A task of the Generate dock."""

    def come(program: Program) -> None:
        program.docks.open("generate")
        program.generate.open(name)

    return come


def page(title: str) -> Callable[[Program], QWidget | None]:
    """A page of the preferences, alone."""

    def come(program: Program) -> QWidget | None:
        program.shell.show_preferences(title)
        return program.shell.preferences

    return come


def close_preferences(program: Program) -> None:
    if program.shell.preferences is not None:
        program.shell.preferences.close()


def hide_overlays(program: Program) -> None:
    """Nothing lies over the window any more."""
    program.canvas.setFocus()
    for overlay in (program.shell.palette, program.shell.keys):
        if overlay is not None:
            overlay.hide()


def export(program: Program) -> QWidget:
    dialog = ExportDialog(program.icons, {}, program.window)
    dialog.show()
    return dialog


def close_dialogs(program: Program) -> None:
    for dialog in program.window.findChildren(ExportDialog):
        dialog.close()


def drag_in(program: Program) -> None:
    program.stage.findChild(DropOverlay).offer()


def drag_out(program: Program) -> None:
    program.stage.findChild(DropOverlay).hide()


def tool_family(program: Program) -> QWidget | None:
    """The flyout of a family, alone."""
    return program.rail.button("rectangle").open_family()


def close_family(program: Program) -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def live_until(is_done: Callable[[], bool], most_s: float) -> None:
    """Let the program live until something is so, but no longer than that."""
    end_s = time.monotonic() + most_s
    while not is_done() and time.monotonic() < end_s:
        QApplication.processEvents()
        time.sleep(0.005)


def with_snapshot(program: Program) -> None:
    """The history with a kept state and a step after it."""
    program.docks.open("history")
    for action in ("layer.add", "history.snapshot", "view.fit", "adjust.invert", "layer.add"):
        if action in program.desk.book:
            program.shell.trigger(action)
        live_until(lambda: False, 0.6)


def with_job(program: Program) -> None:
    """The jobs while one runs that is new; what was done stands below it."""
    program.docks.open("jobs")
    program.shell.trigger("generate.run")
    live_until(lambda: any((one.fraction or 0) > 0.1 for one in program.ledger.entries), 60.0)


def stop_jobs(program: Program) -> None:
    program.shell.trigger("generate.stop")
    program.docks.open("layers")


def with_selection(program: Program) -> None:
    """Two selections that were kept."""
    document = program.session.document
    if document is not None:
        for name in ("Boat", "Shore"):
            document.apply(save_channel(document, name))
            program.shell.trigger("select.invert")
    program.docks.open("selections")


def with_labels(program: Program) -> None:
    """A label layer, and what is made of one."""
    program.shell.trigger("layer.new_label")
    program.docks.open("labels")
    live_until(lambda: False, 0.6)


# Every dock and dialog has its line here; whoever adds one adds a line.
SCENES = (
    Scene("palette", does("help.palette"), hide_overlays),
    Scene("keys", does("help.keys"), hide_overlays),
    Scene("keys-small", does("help.keys"), hide_overlays, SMALL),
    Scene("expand", task("remove.expand")),
    Scene("upscale", task("upscale.upscale")),
    Scene("style", task("style.style")),
    Scene("vector", task("vector.layers")),
    Scene("latent", dock("latent"), dock("generate")),
    Scene("navigator", dock("navigator"), dock("generate")),
    Scene("colours", dock("colours"), dock("generate")),
    Scene("properties", dock("properties"), dock("generate")),
    Scene("history", with_snapshot, dock("layers")),
    Scene("jobs", with_job, stop_jobs),
    Scene("selections", with_selection, dock("layers")),
    Scene("references", dock("references"), dock("layers")),
    Scene("drop", drag_in, drag_out),
    Scene("drop-small", drag_in, drag_out, SMALL),
    Scene("tool-family", tool_family, close_family),
    Scene("preferences-interface", page("Interface"), close_preferences),
    Scene("preferences-performance", page("Performance"), close_preferences),
    Scene("preferences-files", page("Files"), close_preferences),
    Scene("preferences-keys", page("Keys"), close_preferences),
    Scene("export", export, close_dialogs),
    Scene("log", lambda program: program.shell.show_log() or program.shell.log_viewer),
    Scene("canvas-only", does("view.panels"), does("view.panels")),
    Scene("small", task("remove.remove"), size=SMALL),
    Scene("light", does("view.theme"), does("view.theme")),
    Scene("labels", with_labels, dock("generate")),
)


def scenes(studio: Studio, wanted: Wanted) -> None:
    """All that the table names, each from the same picture."""
    program = studio.program
    program.generate.open("remove.remove")
    for scene in SCENES:
        if wanted.only and scene.name not in wanted.only:
            continue
        program.window.resize(*scene.size)
        studio.serve(0.1)
        shown = scene.come(program)
        studio.take(scene.name, shown)
        scene.go(program)
        studio.serve(0.1)


def _fraction(program: Program) -> float:
    return (program.runs.line.fraction or 0.0) if program.runs.line else 0.0


def main() -> int:
    """Write all pictures."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--output", type=Path, default=Path("docs/screenshots"))
    words.add_argument("--sample", default="moss")
    words.add_argument("--theme", default="dark")
    words.add_argument("--quick", action="store_true", help="draft quality")
    words.add_argument("--journey-only", action="store_true")
    words.add_argument("--only", nargs="*", default=(), help="names of scenes, without journey")
    given = words.parse_args()
    wanted = Wanted(given.sample, given.quick, frozenset(given.only))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keep_constants_alive()
    application = QApplication([])
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        studio = Studio(given.output, home, theme=given.theme)
        stack.callback(studio.program.close)
        if wanted.only:
            studio.mask_sample(studio.open_sample(wanted.sample))
        else:
            journey(studio, wanted)
        if not given.journey_only:
            scenes(studio, wanted)
    application.quit()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
