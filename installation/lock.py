"""Rewrites requirements/*.txt from pyproject.toml, with hashes and sizes and without any address.

Run by hand by whoever changes a dependency: `.venv/bin/python installation/lock.py` with `uv` on
the PATH. The resolution is universal (every system, every Python from 3.11 on) and one for all
groups, so that no group can ask for another version than its neighbour. Addresses are dropped:
each machine installs from the package index that its own pip is set up for.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "requirements"
CUDA_NAMES = re.compile(r"^(nvidia-|cuda-|triton$)")
EVERY_PYTHON = "python_full_version >= '3.11'"
HEADER = "# Locked by installation/lock.py from pyproject.toml; not to be edited by hand.\n"


@dataclass(frozen=True)
class Locked:
    """One package as resolved: everything that a line of the lock needs."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    url: str


def main() -> None:
    """Resolve all groups at once and write one file for each."""
    groups = wanted()
    everything = resolve([line for lines in groups.values() for line in lines])
    written: set[str] = set()
    cuda: list[Locked] = []
    for group, lines in groups.items():
        names = {item.name for item in resolve(lines, constraints=everything)} - written
        written |= names
        members = [item for item in everything if item.name in names]
        cuda += [item for item in members if CUDA_NAMES.match(item.name)]
        write(group, [item for item in members if not CUDA_NAMES.match(item.name)])
    write("cuda", cuda)


def wanted() -> dict[str, list[str]]:
    """What pyproject.toml asks for, by group, in the order in which groups are installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {
        "core": project["project"]["dependencies"],
        "ml": project["project"]["optional-dependencies"]["ml"],
        "community": project["project"]["optional-dependencies"]["community"],
        "dev": project["dependency-groups"]["dev"],
        "build": project["dependency-groups"]["build"],
    }


def resolve(lines: list[str], *, constraints: list[Locked] | None = None) -> list[Locked]:
    """Let uv resolve `lines`, within the versions of `constraints` where they are given."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "wanted.in")
        source.write_text("\n".join(lines), encoding="utf-8")
        limits = Path(folder, "limits.txt")
        limits.write_text(
            "\n".join(f"{item.name}=={item.version}; {item.marker}" for item in constraints or []),
            encoding="utf-8",
        )
        output = Path(folder, "pylock.toml")
        command = ["uv", "pip", "compile", str(source), "-c", str(limits), "-o", str(output)]
        options = ["--universal", "--python-version", "3.11", "--format", "pylock.toml", "--quiet"]
        subprocess.run([*command, *options], check=True)
        packages = tomllib.loads(output.read_text(encoding="utf-8"))["packages"]
    return [locked(package) for package in packages]


def locked(package: dict) -> Locked:
    """Read one entry of a pylock file; wheels only, for nothing is built at set-up."""
    wheels = package.get("wheels") or [package["sdist"]]
    marker = package.get("marker", EVERY_PYTHON)
    hashes = tuple(sorted({wheel["hashes"]["sha256"] for wheel in wheels}))
    url = min((wheel["url"] for wheel in wheels), key=distance_from_reference)
    return Locked(package["name"], package["version"], marker, hashes, url)


def distance_from_reference(url: str) -> int:
    """How far a wheel is from the one whose size stands for all: Python 3.11 on 64-bit Linux."""
    name = url.rsplit("/", 1)[-1]
    if not name.endswith(".whl"):
        return 9
    python, platform = name.split("-")[-3], name.split("-")[-1]
    exact = python in ("cp311", "py3", "py2.py3") or "abi3" in name
    fits = platform.startswith("any") or ("manylinux" in platform and "x86_64" in platform)
    return (0 if fits else 4) + (0 if exact else 2) + ("t-" in name)


def size_bytes(url: str) -> int:
    """What the index says of a file's length, without fetching it; 0 where it says nothing."""
    request = urllib.request.Request(url, method="HEAD")
    with urllib.request.urlopen(request, timeout=60) as answer:
        return int(answer.headers.get("Content-Length") or 0)


def cpu_only_hashes(version: str) -> tuple[str, ...]:
    """Hashes of torch's CPU wheels: those already locked and the one in this machine's index."""
    known = set()
    before = TARGET / "ml.txt"
    if before.exists():
        text = before.read_text(encoding="utf-8")
        marked = re.search(rf"# cpu-only {re.escape(version)}:((?:\n#   \S+)*)", text)
        known |= set(marked.group(1).replace("#", "").split()) if marked else set()
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed"]
    options = ["--no-deps", "--quiet", "--report", "-", f"torch=={version}+cpu"]
    answer = subprocess.run([*command, *options], capture_output=True, text=True)
    if answer.returncode == 0:
        archive = json.loads(answer.stdout)["install"][0]["download_info"]["archive_info"]
        known.add(archive["hashes"]["sha256"])
    return tuple(sorted(known))


def write(group: str, members: list[Locked]) -> None:
    """Write one lock file: for each package its size, its pin and its hashes."""
    parts = [HEADER]
    for item in sorted(members, key=lambda member: (member.name, member.version)):
        extra = cpu_only_hashes(item.version) if item.name == "torch" else ()
        if extra:
            listed = "".join(f"\n#   {digest}" for digest in extra)
            parts.append(f"# cpu-only {item.version}:{listed}\n")
        parts.append(entry(item, extra))
    (TARGET / f"{group}.txt").write_text("".join(parts), encoding="utf-8")
    print(f"requirements/{group}.txt: {len(members)} packages")


def entry(item: Locked, extra_hashes: tuple[str, ...]) -> str:
    """The lines of one package."""
    marker = item.marker.removeprefix(EVERY_PYTHON).removeprefix(" and ")
    condition = f" ; {marker}" if marker else ""
    hashes = " \\\n".join(f"    --hash=sha256:{digest}" for digest in item.hashes + extra_hashes)
    return (
        f"# size_bytes={size_bytes(item.url)}\n"
        f"{item.name}=={item.version}{condition} \\\n{hashes}\n"
    )


if __name__ == "__main__":
    main()
