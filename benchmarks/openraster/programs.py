"""Lets Krita and GIMP open our file and write down what they show."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

TIME_LIMIT_S = 600

# GIMP's own importer maps OpenRaster's modes so; Script-Fu's names for them.
GIMP_MODES = {
    "svg:multiply": "LAYER-MODE-MULTIPLY-LEGACY",
    "svg:screen": "LAYER-MODE-SCREEN-LEGACY",
    "svg:overlay": "LAYER-MODE-OVERLAY",
    "svg:darken": "LAYER-MODE-DARKEN-ONLY-LEGACY",
    "svg:lighten": "LAYER-MODE-LIGHTEN-ONLY-LEGACY",
    "svg:color-dodge": "LAYER-MODE-DODGE-LEGACY",
    "svg:color-burn": "LAYER-MODE-BURN-LEGACY",
    "svg:hard-light": "LAYER-MODE-HARDLIGHT-LEGACY",
    "svg:soft-light": "LAYER-MODE-SOFTLIGHT-LEGACY",
    "svg:difference": "LAYER-MODE-DIFFERENCE-LEGACY",
    "svg:color": "LAYER-MODE-HSL-COLOR-LEGACY",
    "svg:luminosity": "LAYER-MODE-HSV-VALUE-LEGACY",
    "svg:hue": "LAYER-MODE-HSV-HUE-LEGACY",
    "svg:saturation": "LAYER-MODE-HSV-SATURATION-LEGACY",
}


class CannotShow(Exception):
    """The program is not there, or it failed; the message is one sentence."""


@dataclass(frozen=True)
class Program:
    """A program that may be asked to show a file: `show(ora, png)`."""

    name: str

    def show(self, ora: Path, png: Path) -> None:
        """Raises `CannotShow`."""
        if self.name == "krita":
            _run([*_on_a_screen("krita"), str(ora), "--export", "--export-filename", str(png)])
        else:
            script = gimp_script(ora, png)
            _run([_found("gimp"), "-i", "-d", "-f", "-b", script, "-b", "(gimp-quit 0)"])
        if not png.is_file():
            raise CannotShow(f"{self.name} wrote nothing.")


PROGRAMS = (Program("krita"), Program("gimp"))


def gimp_script(ora: Path, png: Path) -> str:
    """What GIMP's importer does, for builds without Python: layer by layer, in 8 bits."""
    folder = png.parent / f"{ora.stem}-layers"
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(ora) as archive:
        root = fromstring(archive.read("stack.xml"))
        for layer in root.iter("layer"):
            (folder / Path(layer.attrib["src"]).name).write_bytes(archive.read(layer.attrib["src"]))
    stack = root.find("stack")
    lines = [f"(let* ((image (car (gimp-image-new {root.attrib['w']} {root.attrib['h']} RGB))))"]
    lines += [
        _gimp_entry(entry, folder, "0") for entry in reversed([] if stack is None else list(stack))
    ]
    lines.append(
        "(let* ((flat (car (gimp-image-merge-visible-layers image CLIP-TO-IMAGE))))"
        f' (file-png-save RUN-NONINTERACTIVE image flat "{png}" "x" 0 6 0 0 0 0 0)))'
    )
    return " ".join(lines)


def _gimp_entry(entry: Element, folder: Path, parent: str, depth: int = 0) -> str:
    """A layer, or a group with what is in it; the importer never lets a group pass through."""
    facts, one = entry.attrib, f"one{depth}"
    mode = GIMP_MODES.get(facts["composite-op"], "LAYER-MODE-NORMAL")
    visible = "TRUE" if facts["visibility"] == "visible" else "FALSE"
    is_group = entry.tag == "stack"
    if is_group:
        made = "(gimp-layer-group-new image)"
    else:
        path = folder / Path(facts["src"]).name
        made = f'(gimp-file-load-layer RUN-NONINTERACTIVE image "{path}")'
    place = "" if is_group else f" (gimp-layer-set-offsets {one} {facts['x']} {facts['y']})"
    inside = [_gimp_entry(inner, folder, one, depth + 1) for inner in reversed(list(entry))]
    return (
        f"(let* (({one} (car {made})))"
        f" (gimp-image-insert-layer image {one} {parent} 0)"
        f" (gimp-layer-set-mode {one} {mode}){place}"
        f" (gimp-layer-set-opacity {one} {100 * float(facts['opacity'])})"
        f" (gimp-item-set-visible {one} {visible})"
        f" {' '.join(inside)})"
    )


def _on_a_screen(name: str) -> Sequence[str]:
    """Krita wants a display even to convert a file."""
    program = _found(name)
    if os.environ.get("DISPLAY"):
        return [program]
    return [_found("xvfb-run"), "-a", program]


def _found(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise CannotShow(f"{name} is not installed.")
    return path


def _run(command: Sequence[str]) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"}
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=TIME_LIMIT_S, env=environment
        )
    except subprocess.TimeoutExpired:
        raise CannotShow(f"{command[0]} took longer than {TIME_LIMIT_S} s.") from None
    if done.returncode:
        raise CannotShow(f"{command[0]} failed: {done.stderr[-300:]}")
