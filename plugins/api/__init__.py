"""The only thing a plug-in may import: what it offers, what it may ask, what it gets back.

Everything that crosses is a frozen message, so that a plug-in may run in another process without
noticing. `API_VERSION` rises when something here changes its meaning.
"""

from __future__ import annotations

from ml.api.params import Params, param
from plugins.api.contribute import ActionOffer, Needs, Panel, Plugin
from plugins.api.document import DocumentFacts, LayerFacts
from plugins.api.editor import Editor, Transaction
from plugins.api.errors import NotPossible, PluginError, StaleRevision
from plugins.api.messages import (
    API_VERSION,
    Keep,
    PaintShape,
    PanelRequest,
    Region,
    RunTicket,
)

__all__ = [
    "API_VERSION",
    "ActionOffer",
    "DocumentFacts",
    "Editor",
    "Keep",
    "LayerFacts",
    "Needs",
    "NotPossible",
    "PaintShape",
    "Panel",
    "PanelRequest",
    "Params",
    "Plugin",
    "PluginError",
    "Region",
    "RunTicket",
    "StaleRevision",
    "Transaction",
    "param",
]
