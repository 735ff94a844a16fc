"""Broken files without end, for every reader of ours."""
