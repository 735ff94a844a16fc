"""Enlarge a picture with a network that was trained to, tile by tile."""
