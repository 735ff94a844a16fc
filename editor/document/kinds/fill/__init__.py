"""Layers that fill the whole canvas with a colour, a gradient or a pattern."""
