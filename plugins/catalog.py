"""The explicit list of the plug-ins that come with the program."""

from __future__ import annotations

from plugins.api import Plugin
from plugins.builtin.labels.manifest import PLUGIN as LABELS
from plugins.builtin.reference_sr.manifest import PLUGIN as REFERENCE_SR
from plugins.builtin.remove.manifest import PLUGIN as REMOVE
from plugins.builtin.style.manifest import PLUGIN as STYLE
from plugins.builtin.upscale.manifest import PLUGIN as UPSCALE
from plugins.builtin.vector.manifest import PLUGIN as VECTOR

BUILTIN: tuple[Plugin, ...] = (REMOVE, UPSCALE, REFERENCE_SR, STYLE, VECTOR, LABELS)
