"""Asks pip where a package's archive lies, without fetching, building or running anything of it.

Run as a program of its own (`python pip_link.py NAME VERSION sdist|wheel`): it uses pip's own
finder, so the person's index, mirror, proxy and certificates all count. pip has no command that
answers this for a source archive without running its `setup.py`, hence the look inside; any pip
from 23 on has these names. Prints one JSON object on its last line.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from pip._internal.commands import create_command
from pip._vendor.packaging.specifiers import SpecifierSet


def find(name: str, version: str, kind: str) -> dict[str, str | None] | None:
    """Address, hash and certificates of the archive; None where the index has none."""
    command: Any = create_command("download")
    choice = "--no-binary" if kind == "sdist" else "--only-binary"
    options, _ = command.parse_args(["--no-deps", choice, ":all:", name])
    with command.main_context():
        session = command.get_default_session(options)
        finder = command._build_package_finder(options, session)
        # `===` keeps a plain version from being taken over by a local one, such as `+cpu`.
        best = finder.find_best_candidate(name, SpecifierSet(f"==={version}")).best_candidate
        if best is None:
            return None
        link = best.link
        sha256 = (getattr(link, "_hashes", None) or {}).get("sha256", "")
        certificates = session.verify if isinstance(session.verify, str) else None
    return {
        "url": link.url_without_fragment,
        "sha256": sha256,
        "cafile": certificates or options.cert or bundled_certificates(),
    }


def bundled_certificates() -> str | None:
    """The certificates that pip brings along, for a Python that has none of its own."""
    from pip._vendor import certifi

    return certifi.where()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(find(*sys.argv[1:4])) + "\n")
