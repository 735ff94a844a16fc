"""Turns a run into weights that ship, with their card."""
