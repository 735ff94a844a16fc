"""The program starts without what is heavy, and after the first paint with all of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from plugins.catalog import BUILTIN

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "numba", "cv2", "PIL", "imagecodecs", "tifffile", "onnxruntime", "scipy")
START = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from editor import application
seen = dict()
def first(program, words):
    seen["heavy"] = [name for name in HEAVY if name in sys.modules]
    seen["visible"] = program.window.isVisible()
    seen["pictures"] = [path.name for path in words.pictures]
    seen["plugins"] = [plugin.id for plugin in program.host.plugins]
    QTimer.singleShot(0, program.window.close)
application.after_paint = first
HEAVY = {heavy!r}
code = application.main({argv!r})
print(code, seen)
"""


def start(home: Path, *argv: str) -> str:
    """What a program says that is closed right after its first paint."""
    script = START.format(heavy=HEAVY, argv=list(argv))
    environment = {**os.environ, "PENTIMENTO_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def ours() -> list[str]:
    """The names of the plug-ins that come with the program."""
    return [plugin.id for plugin in BUILTIN]


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    said = start(tmp_path)
    assert "'heavy': []" in said
    assert "'visible': True" in said
    assert said.startswith("0 ")


def test_pictures_are_taken_from_the_words(tmp_path: Path) -> None:
    assert "'pictures': ['a b.png', 'c.jpg']" in start(tmp_path, "a b.png", "c.jpg")


def test_safe_mode_leaves_the_artists_plugins_out(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "plugins" / "mine"
    folder.mkdir(parents=True)
    folder.joinpath("manifest.py").write_text(
        "from plugins.api import API_VERSION, Plugin\n"
        "PLUGIN = Plugin(id='mine', title='Mine', version='1', api=API_VERSION)\n"
    )
    assert f"'plugins': {[*ours(), 'mine']}" in start(tmp_path)
    assert f"'plugins': {ours()}" in start(tmp_path, "--safe-mode")


def test_a_broken_plugin_does_not_stop_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "plugins" / "bad"
    folder.mkdir(parents=True)
    folder.joinpath("manifest.py").write_text("raise SystemError('broken')\n")
    assert f"'plugins': {ours()}" in start(tmp_path)
