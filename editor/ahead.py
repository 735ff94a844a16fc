"""Imports what knows nothing of Qt ahead of Qt, which makes a start a tenth cheaper.

Once the Qt binding is loaded, it reads the source of every module that is imported after it.
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

from editor import session, settings, toolbox
from editor.document import commands, composite, mask_operations
from editor.recovery import journal, restore
from ml import catalog
from ml.api import client_options, messages
from plugins import loader

__all__ = [
    "catalog",
    "client_options",
    "commands",
    "composite",
    "concurrent_futures",
    "journal",
    "loader",
    "logging_handlers",
    "mask_operations",
    "messages",
    "multiprocessing",
    "numpy",
    "platformdirs",
    "psygnal",
    "pydantic",
    "restore",
    "session",
    "settings",
    "tomllib",
    "toolbox",
]
