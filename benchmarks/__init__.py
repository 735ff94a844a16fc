"""Measurements run by hand: they compare the program with its peers and its own goals."""
