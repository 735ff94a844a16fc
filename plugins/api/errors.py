"""What can go wrong between a plug-in and the editor, each a plain sentence."""

from __future__ import annotations


class PluginError(Exception):
    """A plug-in failed or asked for something it may not have."""


class StaleRevision(PluginError):
    """The document changed since the plug-in looked: look again, then edit."""


class NotPossible(PluginError):
    """The editor cannot do that now; the message says why, for the artist."""
