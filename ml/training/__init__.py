"""Trains every generator and research system, offline; the editor and the engine never import it."""
