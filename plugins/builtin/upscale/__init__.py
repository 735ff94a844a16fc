"""Make a picture larger and keep it sharp."""
