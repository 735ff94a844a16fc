"""Hides everything but what the picture is about."""
