"""Model files: what they are, where they come from, and how they get to this machine unharmed."""
