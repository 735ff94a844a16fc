"""What is what in a photograph."""
