"""Layers of text that can be written anew at any time."""
