"""Enlarge a picture with the fine detail of other pictures of the same thing."""
