"""The layer that says of each pixel what it is."""
