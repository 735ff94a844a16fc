"""Photographs from maps of classes, judged by a network that names every pixel."""
