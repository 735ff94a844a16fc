"""The one way in which setting up can end early: with a sentence that says what to do."""

from __future__ import annotations


class SetupFailed(Exception):
    """Setting up cannot go on; the message is a plain sentence for the person at the keyboard."""
