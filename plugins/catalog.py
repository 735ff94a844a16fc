"""The explicit list of the plug-ins that come with the program."""

from __future__ import annotations

from plugins.api import Plugin
from plugins.builtin.remove.manifest import PLUGIN as REMOVE

BUILTIN: tuple[Plugin, ...] = (REMOVE,)
