"""Photoshop's files: read with psd-tools in the decoder process, written by ourselves."""
