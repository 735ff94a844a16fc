"""Makes of a picture a stack of shapes that can be edited."""
