"""Where the peers are on this machine, or a sentence that says how to get them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from ml.store.failures import ModelDamaged, ModelMissing
from ml.store.store import ModelStore

PEERS_PYTHON = "PENTIMENTO_PEERS_PYTHON"
MIGAN = "PENTIMENTO_MIGAN"
FOURIER = "PENTIMENTO_INPAINT_FFC"
"""A file of published weights, or the folder of one."""
_FOURIER_ID = "inpaint-ffc"


_PUBLISHED = Path(__file__).resolve().parents[2] / "resources" / "weights"


class PeerMissing(RuntimeError):
    """A peer is not installed; the message says what it needs."""


def patchmatch_python() -> str:
    """An interpreter that can import PyPatchMatch; raises `PeerMissing`."""
    for candidate in (os.environ.get(PEERS_PYTHON), sys.executable):
        if candidate and _imports(candidate, "patchmatch.patch_match"):
            return candidate
    raise PeerMissing(
        "PyPatchMatch is not installed: make an environment with `pypatchmatch` and name its "
        f"interpreter in {PEERS_PYTHON}."
    )


@cache
def _imports(python: str, module: str) -> bool:
    asked = [python, "-c", f"import {module}"]
    try:
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def gmic_program() -> str:
    """The G'MIC program; raises `PeerMissing`."""
    return _program("gmic", "G'MIC is not installed: the package is called gmic.")


def gimp_program() -> str:
    """GIMP's console program where the Resynthesizer plug-in is beside it."""
    program = _program("gimp-console", "GIMP is not installed.")
    places = [Path("/usr/lib"), Path("/usr/local/lib"), Path.home() / ".config" / "GIMP"]
    patterns = ("gimp/2.0/plug-ins/**/resynthesizer", "*/gimp/2.0/plug-ins/**/resynthesizer")
    for place in places:
        for pattern in (*patterns, "*/plug-ins/**/resynthesizer"):
            if any(path.is_file() for path in place.glob(pattern)):
                return program
    raise PeerMissing("GIMP has no Resynthesizer plug-in: build it from bootchk/resynthesizer.")


def migan_path() -> Path:
    """The file of MI-GAN: the environment's, else the installed model; raises `PeerMissing`."""
    named = os.environ.get(MIGAN)
    if named and Path(named).is_file():
        return Path(named)
    try:
        return ModelStore().path_of("migan")
    except (ModelMissing, ModelDamaged) as error:
        raise PeerMissing(str(error)) from error


def fourier_path() -> Path:
    """The first file of our own filler: the environment's, else the published; `PeerMissing`."""
    named = os.environ.get(FOURIER)
    place = Path(named) if named else _PUBLISHED / _FOURIER_ID
    if place.is_file():
        return place
    parts = sorted(place.glob(f"{_FOURIER_ID}.safetensors"))
    parts += sorted(place.glob(f"{_FOURIER_ID}-1of*.safetensors"))
    if not parts:
        raise PeerMissing(
            f"No weights of our filler are published yet: name a file or a folder in {FOURIER}."
        )
    return parts[0]


def _program(name: str, sentence: str) -> str:
    found = shutil.which(name)
    if not found:
        raise PeerMissing(sentence)
    return found
