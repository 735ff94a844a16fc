"""Builds the program that runs without Python and tries it: `python3 start.py build`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "pentimento" / "pentimento"
TRIALS = (["list", "--json"], ["models", "verify"], ["demo", "--output"])
TRIAL_S = 900
WINDOW_S = 8
STRIPPED = (
    "torch/lib/*.so*",
    "libpython*",
    "python*/lib-dynload/*.so",
    "PySide6/**/*.so*",
    "libstdc++*",
)


def main() -> int:
    """Build, then run the built program away from the source tree; returns the exit code."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        models = Path(folder, "models")
        bundle_models(models)
        environment = {**os.environ, "PENTIMENTO_BUNDLED_MODELS": str(models)}
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
        command += ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build")]
        print("Building dist/pentimento; this takes 3 to 8 minutes ...", flush=True)
        answer = subprocess.run([*command, str(ROOT / "build.spec")], env=environment, check=False)
    if answer.returncode:
        print("The build failed; PyInstaller's own words are above.", file=sys.stderr)
        return 1
    strip(PROGRAM.parent)
    size_bytes = sum(path.stat().st_size for path in PROGRAM.parent.rglob("*") if path.is_file())
    print(f"Built {PROGRAM.parent} ({size_bytes / 1e6:.0f} MB). Trying it ...", flush=True)
    return try_out()


def strip(folder: Path) -> None:
    """Take debugging names out of the large libraries that are known to bear it.

    numpy's own OpenBLAS does not: its numbers go wrong.
    """
    program = shutil.which("strip")
    if program is None or sys.platform != "linux":
        return
    for pattern in STRIPPED:
        for path in (folder / "_internal").glob(pattern):
            if path.is_file() and not path.is_symlink():
                subprocess.run([program, "--strip-unneeded", str(path)], check=False)


def bundle_models(folder: Path) -> None:
    """Copy the installed recommended models; the program does without those that are not."""
    from ml.store.failures import StoreError
    from ml.store.store import ModelStore

    store = ModelStore()
    folder.mkdir()
    for card in store.recommended():
        try:
            source = store.path_of(card.id).parent
        except StoreError as failure:
            print(f"Built without {card.id}: {failure}", flush=True)
            continue
        shutil.copytree(source, folder / card.id)


def try_out() -> int:
    """Run the built program with an empty home and nothing of this Python in reach."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        home.mkdir()
        environment = {"HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8"}
        for words in TRIALS:
            trial = [*words, str(Path(folder, "demo"))] if words[0] == "demo" else words
            answer = subprocess.run(
                [str(PROGRAM), *trial],
                cwd=home,
                env=environment,
                timeout=TRIAL_S,
                capture_output=True,
                text=True,
                check=False,
            )
            if answer.returncode:
                print(f"pentimento {words[0]} failed:\n{answer.stderr[-4000:]}", file=sys.stderr)
                return 1
            print(f"pentimento {words[0]}: works", flush=True)
        if not window_opens(home, environment):
            return 1
        made = sorted(path.name for path in Path(folder, "demo").rglob("*") if path.is_file())
        print(f"demo made {len(made)} files: {', '.join(made[:12])}", flush=True)
    return 0


def window_opens(home: Path, environment: dict[str, str]) -> bool:
    """Whether the built program's window lives for some seconds, on no display."""
    offscreen = {**environment, "QT_QPA_PLATFORM": "offscreen"}
    window = subprocess.Popen(
        [str(PROGRAM)], cwd=home, env=offscreen, stderr=subprocess.PIPE, text=True
    )
    try:
        _, told = window.communicate(timeout=WINDOW_S)
    except subprocess.TimeoutExpired:
        window.terminate()
        window.communicate()
        print("the window: opens", flush=True)
        return True
    print(f"the window closed by itself ({window.returncode}):\n{told[-4000:]}", file=sys.stderr)
    return False


if __name__ == "__main__":
    raise SystemExit(main())
