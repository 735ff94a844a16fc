"""Training systems that make a picture from a map of classes or from another picture."""
