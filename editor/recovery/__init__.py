"""What brings unsaved work back after a crash."""
