"""Pictures out of a point in a trained generator's own space."""
