"""A photograph becomes a label map, guessed."""
