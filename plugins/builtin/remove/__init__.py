"""Remove a thing from a picture, and expand its canvas."""
