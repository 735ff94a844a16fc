"""Layers that a generator made and can make again."""
