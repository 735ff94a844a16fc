"""Layers that change the colours of what lies below them."""
