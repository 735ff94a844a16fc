"""Frames and strokes of the real canvas widget on large documents."""
