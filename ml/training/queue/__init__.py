"""What to train next on a rare machine, and one command that does it within its time."""
