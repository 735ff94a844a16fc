"""Completes pictures of which each colour is seen only in a box of its own."""
