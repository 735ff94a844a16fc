"""Layers of a shape whose curve and colour can be changed at any time."""
