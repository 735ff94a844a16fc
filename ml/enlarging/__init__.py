"""Enlarges pictures by networks, tile by tile: what every way to more pixels stands on."""
