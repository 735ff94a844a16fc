"""The view of one document: where it is, what is seen of it, and what the pointer does to it."""
