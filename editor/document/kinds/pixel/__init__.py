"""Layers of painted or photographed pixels."""
