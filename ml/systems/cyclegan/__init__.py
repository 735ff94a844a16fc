"""Translation between two collections of pictures that have nothing to do with each other."""
