"""Finds manifests and refuses those that do not keep the rules, before any entry is imported."""

from __future__ import annotations

import importlib.util
import logging
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from plugins.api import API_VERSION, Plugin, PluginError

ENTRY = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")
NAME = re.compile(r"[a-z][a-z0-9_]*")
log = logging.getLogger(__name__)


class BadManifest(PluginError):
    """A manifest breaks a rule; the message names plug-in and rule."""


@dataclass(frozen=True)
class Problem:
    """A plug-in that could not be taken, and why, for the artist."""

    plugin: str
    sentence: str


def check(plugin: Plugin) -> None:
    """Raise BadManifest where `plugin` breaks a rule."""
    if not NAME.fullmatch(plugin.id):
        raise BadManifest(f"The plug-in name {plugin.id!r} may only have a-z, 0-9 and _.")
    if plugin.api != API_VERSION:
        raise BadManifest(
            f"{plugin.title} was made for version {plugin.api} of the plug-in interface; "
            f"this program has version {API_VERSION}."
        )
    for offer in (*plugin.panels, *plugin.actions):
        if not offer.id.startswith(f"{plugin.id}."):
            raise BadManifest(f"{plugin.title}: {offer.id} must begin with {plugin.id}.")
        if not ENTRY.fullmatch(offer.entry):
            raise BadManifest(f"{plugin.title}: {offer.entry!r} is no module:function.")


def first_of_each(plugins: tuple[Plugin, ...]) -> tuple[list[Plugin], list[Problem]]:
    """The plug-ins that may be used, in order; a second one of the same id is refused."""
    taken: dict[str, Plugin] = {}
    problems: list[Problem] = []
    for plugin in plugins:
        try:
            check(plugin)
        except BadManifest as error:
            problems.append(Problem(plugin.id, str(error)))
            continue
        if plugin.id in taken:
            sentence = f"A second plug-in called {plugin.id} was left out; the first one stays."
            problems.append(Problem(plugin.id, sentence))
        else:
            taken[plugin.id] = plugin
    return list(taken.values()), problems


def in_folder(folder: Path) -> tuple[list[Plugin], list[Problem]]:
    """The manifests of the artist's own plug-ins: `<folder>/<id>/manifest.py` defining PLUGIN."""
    found: list[Plugin] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*/manifest.py")):
        name = path.parent.name
        try:
            found.append(_read(name, path))
        except Exception as error:  # noqa: BLE001 - anything may be in a stranger's file
            log.warning("The plug-in %s cannot be read", name, exc_info=True)
            problems.append(Problem(name, f"The plug-in {name} cannot be read: {error}"))
    return found, problems


def _read(name: str, path: Path) -> Plugin:
    if not NAME.fullmatch(name):
        raise BadManifest(f"its folder may only have a-z, 0-9 and _, not {name!r}.")
    package = f"pentimento_plugins.{name}"
    spec = importlib.util.spec_from_file_location(f"{package}.manifest", path)
    if spec is None or spec.loader is None:
        raise BadManifest("its manifest is no Python file.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    plugin = getattr(module, "PLUGIN", None)
    if not isinstance(plugin, Plugin):
        raise BadManifest("its manifest has no PLUGIN.")
    if plugin.id != name:
        raise BadManifest(f"it calls itself {plugin.id} but lies in the folder {name}.")
    return plugin
