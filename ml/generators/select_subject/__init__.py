"""Selects what the picture is about."""
