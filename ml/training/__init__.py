"""Trains generators and research systems, offline; editor and engine never import it."""
