"""Losses that three recipes or more share."""
