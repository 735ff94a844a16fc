"""Collects the plug-ins, and imports an entry only when it is first used."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import cast

from plugins.api import Plugin, PluginError
from plugins.catalog import BUILTIN
from plugins.manifest import Problem, first_of_each, in_folder

log = logging.getLogger(__name__)
Entry = Callable[..., None]


class BrokenEntry(PluginError):
    """An entry named in a manifest cannot be imported."""


class Loader:
    """The plug-ins in use; the built-in ones come first and cannot be shadowed."""

    def __init__(
        self,
        *,
        builtin: tuple[Plugin, ...] = BUILTIN,
        folder: Path | None = None,
        disabled: frozenset[str] = frozenset(),
    ) -> None:
        """`folder` holds the artist's own plug-ins; None is the safe mode without them."""
        found, unreadable = in_folder(folder) if folder and folder.is_dir() else ([], [])
        self._folder = folder
        self._own = {plugin.id for plugin in found} - {plugin.id for plugin in builtin}
        usable, refused = first_of_each((*builtin, *found))
        self.plugins = tuple(plugin for plugin in usable if plugin.id not in disabled)
        self.problems: tuple[Problem, ...] = (*unreadable, *refused)
        self._entries: dict[str, Entry] = {}

    def entry(self, plugin: Plugin, name: str) -> Entry:
        """The function behind "module:function"; raises BrokenEntry with the reason."""
        key = f"{plugin.id} {name}"
        if key not in self._entries:
            self._entries[key] = self._import(plugin, name)
        return self._entries[key]

    def _import(self, plugin: Plugin, name: str) -> Entry:
        module_name, _, function = name.partition(":")
        try:
            module = self._module(plugin, module_name)
            found = getattr(module, function)
        except Exception as error:
            log.warning("%s could not be imported", name, exc_info=True)
            raise BrokenEntry(f"{plugin.title} could not be started: {error}") from error
        if not callable(found):
            raise BrokenEntry(f"{plugin.title} could not be started: {name} is no function.")
        return cast(Entry, found)

    def _module(self, plugin: Plugin, name: str) -> ModuleType:
        if plugin.id not in self._own or self._folder is None:
            return importlib.import_module(name)
        path = self._folder / plugin.id / (name.replace(".", "/") + ".py")
        spec = importlib.util.spec_from_file_location(
            f"pentimento_plugins.{plugin.id}.{name}", path
        )
        if spec is None or spec.loader is None:
            raise ImportError(f"there is no {path.name}")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module
