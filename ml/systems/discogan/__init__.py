"""Finds what two collections of pictures have in common, without being told."""
