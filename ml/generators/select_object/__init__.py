"""Selects the thing that a click or a box means."""
