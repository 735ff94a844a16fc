"""Builds `.venv` from the lock in steps that an interruption cannot spoil."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from installation import lockfile, system_packages, wheels
from installation.failure import SetupFailed
from installation.lockfile import Requirement
from installation.progress import Progress, duration, megabytes

LARGEST_BATCH_BYTES = 40_000_000
# What a package takes on disk for each byte of its wheel, the cached wheel among it.
DISK_FACTOR = 4
# A first guess for the sentence before anything has been measured.
ASSUMED_BYTES_PER_S = 5e6


class Environment:
    """The project's own Python environment.

    Each batch of packages leaves a mark when it is complete, so an interrupted set-up goes on
    with the batch that was under way. The stamp that says "ready" is written at the very end.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.marks = self.folder / "pentimento"
        windows = sys.platform == "win32"
        scripts = self.folder / ("Scripts" if windows else "bin")
        self.python = scripts / ("python.exe" if windows else "python")
        self.command = scripts / ("pentimento.cmd" if windows else "pentimento")
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        library = Path("Lib") if windows else Path("lib", version)
        self.site_packages = self.folder / library / "site-packages"
        self._lock: int | None = None

    def key(self, groups: tuple[str, ...]) -> str:
        """What the environment is made from; another key means that set-up has work to do."""
        digest = hashlib.sha256(f"{sys.version}\n{self.root}\n{groups}\n".encode())
        for path in sorted((self.root / "requirements").glob("*.txt")):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    def is_ready(self, groups: tuple[str, ...], build: str | None) -> bool:
        """Whether nothing is left to do for these groups and this build of torch."""
        # The Python that the environment stands on may have been removed since.
        return (
            self.python.exists()
            and self._read(f"ready-{'-'.join(groups)}") == self.key(groups)
            and (build is None or self._read("torch-build") == build)
        )

    def finish(self, groups: tuple[str, ...]) -> None:
        """Write the stamps: everything is in place for these groups and for the first of them."""
        for count in range(2, len(groups) + 1):
            self._write(f"ready-{'-'.join(groups[:count])}", self.key(groups[:count]))

    def remember_build(self, build: str) -> None:
        """Keep which build of torch was put in, for it was the person's or the machine's choice."""
        self._write("torch-build", build)

    def recall_build(self) -> str | None:
        """The build of torch that was asked for last time, if any."""
        return self._read("torch-build")

    def remember_community(self) -> None:
        """Keep that the extra for other people's networks was wanted, so that it stays in step."""
        self._write("community", "wanted")

    def has_community(self) -> bool:
        """Whether the extra for other people's networks was wanted once."""
        return self._read("community") is not None

    def take_turn(self) -> None:
        """Wait until no other set-up works on this environment, then be the only one."""
        if sys.platform == "win32":
            return
        import fcntl

        self._lock = os.open(self.root / ".venv.lock", os.O_CREAT | os.O_RDWR, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another set-up is still at work here; waiting for it to end ...", flush=True)
            fcntl.flock(self._lock, fcntl.LOCK_EX)

    def create(self) -> None:
        """Make an empty environment, anew where an earlier attempt was cut short."""
        identity = f"{sys.version}\n{self.folder}"
        if self._read("created") == identity and self.python.exists():
            return
        if importlib.util.find_spec("ensurepip") is None:
            version = f"{sys.version_info.major}.{sys.version_info.minor}"
            system_packages.install(f"python{version}-venv", why="Python lacks its venv module")
        print("Making a Python environment in .venv ...", flush=True)
        answer = subprocess.run(
            [sys.executable, "-m", "venv", "--clear", str(self.folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        if answer.returncode:
            raise SetupFailed(f"The environment could not be made.\n{answer.stdout}{answer.stderr}")
        self.marks.mkdir(exist_ok=True)
        self._write("created", identity)

    def install(self, groups: list[list[Requirement]]) -> None:
        """Install what is not installed yet, batch by batch, showing the time left."""
        batches = [
            batch
            for group in groups
            for batch in lockfile.batches(group, largest_bytes=LARGEST_BATCH_BYTES)
        ]
        # The backend stands last; its mark differs between the two builds of torch.
        self._forget_other_locks(self.key(()) + _mark(groups[-1]))
        self._remove_half_installed()
        waiting = [batch for batch in batches if self._read(_mark(batch)) is None]
        if not waiting:
            return
        total_bytes = sum(item.size_bytes for batch in waiting for item in batch)
        self._check_disk(total_bytes)
        print(
            f"Installing {sum(map(len, waiting))} packages, {megabytes(total_bytes)} to fetch, "
            f"{duration(total_bytes / ASSUMED_BYTES_PER_S)}. It may be interrupted: "
            "the next start goes on where this one stops.",
            flush=True,
        )
        progress = Progress(total_bytes)
        for batch in waiting:
            self._install_batch(batch, progress)
        progress.finish()

    def connect(self) -> None:
        """Let the environment's Python find the project, and give it the `pentimento` command."""
        (self.site_packages / "pentimento.pth").write_text(f"{self.root}\n", encoding="utf-8")
        if sys.platform == "win32":
            text = f'@"%~dp0python.exe" "{self.root / "main.py"}" %*\r\n'
        else:
            # The command finds the project by its own place, so quoting is no matter.
            text = '#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")\n'
            text += 'exec "$here/python" "$here/../../main.py" "$@"\n'
        self.command.write_text(text, encoding="utf-8")
        self.command.chmod(0o755)

    def _install_batch(self, batch: list[Requirement], progress: Progress) -> None:
        options = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--progress-bar=off"]
        # Python compiles what is imported; compiling all 20,000 files here would double the time.
        options.append("--no-compile")
        wanted = self.marks / "batch.txt"
        wanted.write_text("".join(item.lines for item in batch), encoding="utf-8")
        largest = max(batch, key=lambda item: item.size_bytes)
        others = f" and {len(batch) - 1} more" if len(batch) > 1 else ""
        size_bytes = sum(item.size_bytes for item in batch)
        step = f"{largest.name} {largest.version}{others} ({megabytes(size_bytes)})"
        if len(batch) == 1 and size_bytes > LARGEST_BATCH_BYTES:
            wheel = wheels.fetch(self.python, largest, self.marks / "wheels", progress, step)
            # The requirement stays as it is, so pip checks the hash once more.
            options += ["--no-index", "--find-links", str(wheel.parent)] if wheel else []
        self._run_pip([*options, "-r", str(wanted)], step, progress)
        shutil.rmtree(self.marks / "wheels", ignore_errors=True)
        progress.done_bytes += size_bytes
        self._write(_mark(batch), "done")

    def _run_pip(self, options: list[str], step: str, progress: Progress) -> None:
        log = self.marks / "install.log"
        command = [str(self.python), "-m", "pip", "install", "--disable-pip-version-check"]
        with log.open("wb") as stream:
            # Holding the lock too, a pip that outlives us keeps the next set-up waiting.
            held = () if self._lock is None else (self._lock,)
            pip = subprocess.Popen(
                [*command, *options], stdout=stream, stderr=stream, pass_fds=held
            )
            try:
                while pip.poll() is None:
                    progress.show(step)
                    time.sleep(0.2)
            except BaseException:
                pip.terminate()
                pip.wait()
                raise
        if pip.returncode:
            progress.finish()
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
            told = [line for line in lines if line.startswith("ERROR")] or lines[-5:]
            raise SetupFailed(
                f"Installing {step} failed. Check the network and start again: what is installed "
                f"stays. The whole story is in {log}.\n" + "\n".join(told[-5:])
            )

    def _forget_other_locks(self, lock: str) -> None:
        # Marks of an earlier lock would hide that its packages have been replaced since.
        if self._read("lock") == lock:
            return
        for mark in self.marks.glob("batch-*"):
            mark.unlink()
        self._write("lock", lock)

    def _remove_half_installed(self) -> None:
        # pip writes INSTALLER when all files of a package are in place. Without it pip would take
        # the package for installed, and could not uninstall it either.
        for folder in self.site_packages.glob("*.dist-info"):
            if not (folder / "INSTALLER").exists():
                shutil.rmtree(folder, ignore_errors=True)

    def _check_disk(self, total_bytes: int) -> None:
        free_bytes = shutil.disk_usage(self.root).free
        needed_bytes = total_bytes * DISK_FACTOR
        if free_bytes < needed_bytes:
            raise SetupFailed(
                f"Setting up needs {megabytes(needed_bytes)} of free disk space and there are "
                f"{megabytes(free_bytes)} in {self.root}. Free some and start again."
            )

    def _read(self, name: str) -> str | None:
        path = self.marks / name
        return path.read_text(encoding="utf-8") if path.exists() else None

    def _write(self, name: str, text: str) -> None:
        path = self.marks / name
        part = path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)


def _mark(batch: list[Requirement]) -> str:
    lines = "".join(item.lines for item in batch)
    return f"batch-{hashlib.sha256(lines.encode()).hexdigest()[:16]}"
