"""The panels of the right column, one to a file."""
