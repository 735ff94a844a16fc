#!/usr/bin/env python3
"""Sets everything up and starts Pentimento: `python3 start.py`, and nothing else to know.

    python3 start.py                 set up and open the editor
    python3 start.py test [WORDS]    set up and run the tests on all cores (WORDS go to pytest)
    python3 start.py build           set up and build the program that runs without Python
    python3 start.py WORDS           set up and run a command: list, run, models, bench, demo,
                                     train, sample, evaluate, measure, publish

`--cpu` before the words chooses torch's CPU build; `--community` adds what reads other people's
networks; `--setup-only` stops before anything runs.
Only the standard library is used here. The second call finds a stamp and starts at once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST, NEWEST = (3, 11), (3, 14)
OPTIONS = frozenset({"--cpu", "--community", "--setup-only"})
# Each process of the tests holds Qt, torch and a worker of its own: about 1.5 GB.
MOST_TEST_PROCESSES = 4


def main(argv: list[str]) -> int:
    """Set up what is missing, then become the program that the words ask for."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return use_another_python(argv)
    options, words = split(argv)
    unknown = sorted(options - OPTIONS)
    if unknown:
        known = ", ".join(sorted(OPTIONS))
        print(f"start.py knows {known}, not {' '.join(unknown)}", file=sys.stderr)
        return 2
    extra = words[0] if words[:1] in (["test"], ["build"]) else None
    try:
        python = set_up(extra, cpu="--cpu" in options, community="--community" in options)
    except KeyboardInterrupt:
        print("\nInterrupted. The next start goes on from here.", file=sys.stderr)
        return 130
    if python is None:
        return 1
    return 0 if "--setup-only" in options else run(python, words)


def split(argv: list[str]) -> tuple[set[str], list[str]]:
    """Options of start.py itself stand before the first word; all else belongs to the command."""
    count = 0
    while count < len(argv) and argv[count].startswith("--") and argv[count] != "--help":
        count += 1
    return set(argv[:count]), argv[count:]


def set_up(extra: str | None, *, cpu: bool, community: bool = False) -> Path | None:
    """Bring the environment up to the lock; None, with the reason shown, where that failed."""
    from installation.environment import Environment
    from installation.failure import SetupFailed

    environment = Environment(ROOT)
    community = community or environment.has_community()
    groups = ("core", "ml") + (("community",) if community else ())
    groups += {None: (), "test": ("dev",), "build": ("build",)}[extra]
    if environment.is_ready(groups, "cpu" if cpu else None):
        return environment.python
    try:
        build_environment(environment, groups, cpu=cpu)
    except SetupFailed as failure:
        print(failure, file=sys.stderr)
        return None
    if community:
        environment.remember_community()
    prepare(environment.python)
    environment.finish(groups)
    print("Everything is in place.", flush=True)
    return environment.python


def build_environment(environment, groups: tuple[str, ...], *, cpu: bool) -> None:  # noqa: ANN001
    """Make `.venv`, install the locked packages and the system libraries that Qt needs."""
    from installation import lockfile, system_packages, torch_build

    print("Setting up Pentimento. Nothing outside .venv and your user folders is touched.")
    environment.take_turn()
    environment.create()
    cpu = cpu or environment.recall_build() == "cpu"
    environment.remember_build("cpu" if cpu else "auto")
    locks = ROOT / "requirements"
    backend = torch_build.choose(environment.python, locks, cpu=cpu)
    names = ("core", *groups[2:])
    environment.install([*(lockfile.read(locks / f"{name}.txt") for name in names), backend])
    environment.connect()
    # A built program carries the libraries of both displays, wherever it was built.
    displays = {"xcb", "wayland"} if "build" in groups else None
    system_packages.install_for_qt(environment.site_packages, displays=displays)


def prepare(python: Path) -> None:
    """Fetch the recommended model weights and compile the loops; neither may stop the start."""
    command = [str(python), str(ROOT / "main.py"), "models", "install", "--recommended"]
    if subprocess.run(command, check=False).returncode:
        print(
            "The recommended model is not installed, everything else works. To install it later: "
            "python3 start.py models install --recommended",
            flush=True,
        )
    subprocess.run([str(python), str(ROOT / "installation" / "warm.py")], check=False)


def run(python: Path, words: list[str]) -> int:
    """Become the program; on Windows, where a process cannot, wait for it."""
    if words[:1] == ["test"]:
        command = ["-m", "pytest", "--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml")]
        command += [*in_processes(words[1:]), *words[1:]]
        os.chdir(ROOT)
    elif words[:1] == ["build"]:
        command = [str(ROOT / "installation" / "frozen.py"), *words[1:]]
    else:
        command = [str(ROOT / "main.py"), *words]
    command = [str(python), *command]
    sys.stdout.flush()
    if sys.platform == "win32":
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)


def in_processes(words: list[str]) -> list[str]:
    """Say how many processes share the tests, unless these words do or want a debugger."""
    if any(word.startswith(("-n", "--numprocesses", "--pdb", "--trace")) for word in words):
        return []
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return ["-n", str(min(cores, MOST_TEST_PROCESSES))] if cores > 1 else []


def use_another_python(argv: list[str]) -> int:
    """Go on with a Python of the right age if the machine has one; else say what is needed."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        python = shutil.which(f"python3.{minor}")
        works = python and subprocess.run([python, "-c", ""], capture_output=True).returncode == 0
        if python and works:
            return subprocess.run([python, str(ROOT / "start.py"), *argv], check=False).returncode
    print(
        "Pentimento needs Python 3.11 to 3.14 and this is Python "
        f"{sys.version_info[0]}.{sys.version_info[1]}. Install one, then run it in its place: "
        "python3.11 start.py",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
