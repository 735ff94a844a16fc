"""What the pointer does: one gesture a file, free of Qt, every gesture one step of the history."""
