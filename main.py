"""The one door of the program: a window without words, the command line with words."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import sys
from pathlib import Path

NO_DISPLAY = """\
Pentimento has no display to open its window on. Without one it works by words:
  pentimento run inpaint --image a.jpg --mask m.png --output o.png
  pentimento demo --output DIR     every generator on sample photographs, as pictures
  pentimento list                  what can be run, with all parameters
  pentimento models list           models that are installed or can be
  pentimento bench NAME --quick    the benchmarks
From the source folder, `python3 start.py` stands for `pentimento`."""


def main(argv: list[str] | None = None) -> int:
    """Open the editor, or run the command that the words name; returns the exit code.

    Words that are all files open the editor with these pictures; `--safe-mode` opens it without
    the artist's own plug-ins.
    """
    words = sys.argv[1:] if argv is None else argv
    keep_compiled_loops()
    if words[:1] == ["--training"]:
        # The built program has no `python -m`: it starts itself for training.
        return importlib.import_module("ml.training.commands.command").main(words[1:])
    if words and not all(_is_for_window(word) for word in words):
        from editor.cli.main import main as run_command

        return run_command(words)
    if not has_display():
        print(NO_DISPLAY, file=sys.stderr)
        return 2
    # Nothing is garbage yet, and looking for it would cost a tenth of the start; the window
    # switches the search on again after its first paint.
    gc.disable()
    importlib.import_module("editor.platform.late_methods").make_methods_late()
    importlib.import_module("editor.ahead")
    from editor.application import main as open_window

    return open_window(words)


def _is_for_window(word: str) -> bool:
    return word == "--safe-mode" or (bool(Path(word).suffix) and Path(word).is_file())


def has_display() -> bool:
    """Whether a window could be shown; Qt itself would end the process without a word."""
    if not sys.platform.startswith("linux"):
        return True
    variables = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(variable) for variable in variables)


def keep_compiled_loops() -> None:
    """Let numba keep what it compiles in the user's cache, whoever owns the program's folder."""
    if "NUMBA_CACHE_DIR" not in os.environ:
        from ml.store.folders import cache_folder

        os.environ["NUMBA_CACHE_DIR"] = str(cache_folder() / "numba")


if __name__ == "__main__":
    # A frozen worker process starts here too: it must be sent on before anything is imported.
    multiprocessing.freeze_support()
    raise SystemExit(main())
