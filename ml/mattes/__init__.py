"""Soft masks: how they are refined along the edges of a picture, and made without any network."""
