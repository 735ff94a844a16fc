"""Seams: measuring the border of a fill, and making it disappear."""
