"""Optimising pictures instead of networks: what systems share that paint pixel by pixel."""
