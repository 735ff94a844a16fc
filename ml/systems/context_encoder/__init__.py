"""Fills holes by a bottleneck that has to know what usually lies there."""
