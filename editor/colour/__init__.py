"""Colour profiles: what the numbers in a picture mean, without Qt."""
