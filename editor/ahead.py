"""Imports what knows nothing of Qt ahead of Qt, which makes a start a tenth cheaper.

Once the Qt binding is loaded, it reads the source of every module that is imported after it; at
the end it is told not to.
"""

from __future__ import annotations

import concurrent.futures as concurrent_futures
import logging.handlers as logging_handlers
import multiprocessing
import tomllib

import numpy
import platformdirs
import psygnal
import pydantic

from editor import (
    actions,
    facts,
    keyboard,
    log,
    pace_file,
    plugin_host,
    references,
    safekeeping,
    session,
    settings,
    spent_mask,
    toolbox,
)
from editor.canvas import colours, mask_edge_cracks, mask_look, tile_workers, viewport
from editor.colour import screen
from editor.dialogs import export_choice, preference_pages
from editor.docks import late, layer_rows
from editor.document import (
    commands,
    composite,
    mask_colours,
    mask_operations,
    restoring,
    selection_pixels,
)
from editor.document.adjustments import titles
from editor.document.kinds.generated import inputs
from editor.files import presence, raster
from editor.keymaps import places
from editor.platform.features import never_read_sources
from editor.widgets import colour_mixing
from ml import catalog
from ml.api import client_options, messages
from plugins import loader
from resources import index

__all__ = [
    "actions",
    "catalog",
    "client_options",
    "colour_mixing",
    "colours",
    "commands",
    "composite",
    "concurrent_futures",
    "export_choice",
    "facts",
    "index",
    "inputs",
    "keyboard",
    "late",
    "layer_rows",
    "loader",
    "log",
    "logging_handlers",
    "mask_colours",
    "mask_edge_cracks",
    "mask_look",
    "mask_operations",
    "messages",
    "multiprocessing",
    "numpy",
    "pace_file",
    "places",
    "platformdirs",
    "plugin_host",
    "preference_pages",
    "presence",
    "psygnal",
    "pydantic",
    "raster",
    "references",
    "restoring",
    "safekeeping",
    "screen",
    "selection_pixels",
    "session",
    "settings",
    "spent_mask",
    "tile_workers",
    "titles",
    "tomllib",
    "toolbox",
    "viewport",
]

never_read_sources()
