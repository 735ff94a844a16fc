"""The kinds of layers, each a folder with the same files: layer.py and record.py."""
