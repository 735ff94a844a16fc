"""The one door of the program: a window without words, the command line with words."""

from __future__ import annotations

import multiprocessing
import sys


def main(argv: list[str] | None = None) -> int:
    """Open the editor, or run the command that the words name; returns the exit code."""
    words = sys.argv[1:] if argv is None else argv
    if words:
        from editor.cli.main import main as run_command

        return run_command(words)
    from editor.application import main as open_window
    from editor.platform.references import keep_constants_alive

    keep_constants_alive()
    return open_window([])


if __name__ == "__main__":
    # A frozen worker process starts here too: it must be sent on before anything is imported.
    multiprocessing.freeze_support()
    raise SystemExit(main())
