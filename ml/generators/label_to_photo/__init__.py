"""Painted regions become a photograph."""
