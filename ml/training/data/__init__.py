"""Data sets for training: what lies in a folder or a pack becomes checked, cached items."""
