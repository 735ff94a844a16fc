"""Fill a selection with more of a texture."""
