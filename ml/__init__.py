"""Generators, the worker that runs them, and the offline training of their weights."""
