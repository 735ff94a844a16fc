"""Finds the system libraries that Qt misses and names, or installs, the Debian packages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from installation.failure import SetupFailed

# Which Debian and Ubuntu package brings which library.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0",
    "libgomp.so.1": "libgomp1",
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libICE.so.6": "libice6",
    "libSM.so.6": "libsm6",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
_MISSING = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)


def install_for_qt(site_packages: Path, *, displays: set[str] | None = None) -> None:
    """Make Qt's libraries loadable, or raise `SetupFailed` with the command that would.

    `displays` are the kinds of display to be ready for, "xcb" and "wayland"; those of this
    session where it is None.
    """
    if not sys.platform.startswith("linux"):
        return
    displays = displays_here() if displays is None else displays
    missing = missing_libraries(site_packages, displays)
    if missing:
        install(*packages_for(missing), why="Qt, which draws the window, needs them")
    missing = missing_libraries(site_packages, displays)
    if missing:
        raise SetupFailed(
            f"These system libraries are missing: {', '.join(sorted(missing))}. "
            "Install them with your system's package manager and start again."
        )


def displays_here() -> set[str]:
    """The kinds of display that this session has."""
    variables = {"xcb": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
    return {kind for kind, variable in variables.items() if os.environ.get(variable)}


def missing_libraries(site_packages: Path, displays: set[str]) -> set[str]:
    """Names of the shared libraries that Qt's parts ask for and the system has not."""
    ldd = shutil.which("ldd")
    if ldd is None:
        return set()
    found: set[str] = set()
    for part in qt_parts(site_packages / "PySide6" / "Qt", displays):
        answer = subprocess.run([ldd, str(part)], capture_output=True, text=True, check=False)
        found |= set(_MISSING.findall(answer.stdout))
    return {name for name in found if not name.startswith("libQt6")}


def qt_parts(qt: Path, displays: set[str]) -> list[Path]:
    """Files of Qt that must load: the offscreen ones always, those of the displays asked for."""
    parts = [qt / "lib" / f"libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "Svg")]
    platforms = ["offscreen", *sorted(displays)]
    parts += [qt / "plugins" / "platforms" / f"libq{name}.so" for name in platforms]
    return [part for part in parts if part.exists()]


def packages_for(libraries: set[str]) -> list[str]:
    """The Debian packages that bring these libraries; unknown ones are left out."""
    return sorted({PACKAGES[name] for name in libraries if name in PACKAGES})


def install(*packages: str, why: str) -> None:
    """Install Debian packages when this user may; otherwise say the exact command."""
    if not packages:
        return
    names = " ".join(packages)
    apt_get = shutil.which("apt-get")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if apt_get is None or not is_root:
        raise SetupFailed(
            f"Some system packages are missing ({why}). Install them and start again: "
            f"sudo apt-get install {names}"
        )
    print(f"Installing system packages, for {why}: {names}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt_get, "update", "-qq"], env=environment, capture_output=True, check=False)
    command = [apt_get, "install", "-qq", "--yes", "--no-install-recommends", *packages]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise SetupFailed(
            f"The system packages could not be installed; try: apt-get install {names}\n"
            + answer.stderr.strip()
        )
