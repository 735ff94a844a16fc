"""Photographs from maps of classes by spatially adaptive normalisation."""
