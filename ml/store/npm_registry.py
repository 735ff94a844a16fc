"""Asks npm's registry where a package's archive lies, as npm itself is set up on this machine.

npm is not needed: its settings (environment, `.npmrc`) are read where the program is absent.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import ssl
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from ml.store.download import Remote
from ml.store.failures import SourceUnreachable

TIMEOUT_S = 60.0


def locate(name: str, version: str) -> Remote:
    """Where the archive of one version lies and its hash, both by the registry's word.

    Raises `SourceUnreachable` with what to do about it.
    """
    registry = setting("registry")
    if registry is None:
        raise SourceUnreachable(
            f"{name} comes from the npm registry and this machine does not know its address: "
            "install npm (Debian and Ubuntu: sudo apt-get install npm) and try again."
        )
    cafile = setting("cafile")
    address = f"{registry.rstrip('/')}/{urllib.parse.quote(name, safe='@')}/{version}"
    context = ssl.create_default_context(cafile=cafile)
    try:
        with urllib.request.urlopen(address, timeout=TIMEOUT_S, context=context) as answer:
            dist = json.load(answer)["dist"]
        return Remote(dist["tarball"], integrity_digest(dist["integrity"]), cafile)
    except (urllib.error.URLError, OSError, ValueError, KeyError) as error:
        raise SourceUnreachable(
            f"The npm registry gave no answer for {name} {version}: check the network "
            f"and try again. ({error})"
        ) from error


def integrity_digest(integrity: str) -> str:
    """npm's `sha512-BASE64` as `sha512:hexadecimal`; the first one where there are several."""
    algorithm, _, value = integrity.split()[0].partition("-")
    return f"{algorithm}:{base64.b64decode(value).hex()}"


def setting(key: str) -> str | None:
    """One of npm's settings: from npm if it is here, else from where npm would read it."""
    npm = shutil.which("npm")
    if npm:
        answer = subprocess.run(
            [npm, "config", "get", key], capture_output=True, text=True, check=False, timeout=60
        )
        value = answer.stdout.strip()
        if answer.returncode == 0 and value not in ("", "null", "undefined"):
            return value
        return None
    for variable in (f"npm_config_{key}", f"NPM_CONFIG_{key.upper()}"):
        if os.environ.get(variable):
            return os.environ[variable]
    return _from_settings_files(key)


def _from_settings_files(key: str) -> str | None:
    chosen = os.environ.get("npm_config_userconfig")
    for path in (Path(chosen) if chosen else Path.home() / ".npmrc", Path("/etc/npmrc")):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            found = re.search(rf"^\s*{key}\s*=\s*(\S+)\s*$", text, re.MULTILINE)
            if found:
                return found.group(1)
    return None
